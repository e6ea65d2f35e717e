import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { organizationMarkdown } from '../../formats';
import { type RunManifest, readManifest } from '../../organization';
import { organizationPage } from '../../page';
import {
  formatRecord,
  type OrganizationRecord,
  type OrganizationResult,
  parseRecord,
  skippedRecord,
  sumUpOrganization,
  whyNotAudited,
} from '../../result';
import { digestOf } from './digest';
import { type RunEvent, SUMMARY, sentenceOf } from './events';
import { keysOf } from './keys';
import { readStack, type Stack } from './stack';
import { inTemporaryDirectory, openStore, type Store } from './store';

/** How the execution is to end, and what to say. */
export interface Summary {
  /** The execution fails unless it is `complete`. */
  readonly outcome: 'complete' | 'incomplete' | 'tooManyErrors';
  readonly cause: string;
  readonly exitCode: OrganizationResult['exitCode'];
  readonly counts: OrganizationResult['counts'];
  readonly subject: string;
  readonly message: string;
}

/** Sums up a run from the records of its accounts: one without a record is named, and the run incomplete. */
export async function summarise(event: unknown): Promise<Summary> {
  const { run, error } = SUMMARY.parse(event);
  const stack = readStack(process.env);
  const work = openStore(stack.work);
  const keys = keysOf(run);
  const listed = await work.get(keys.manifest);
  const manifest = await inTemporaryDirectory((directory) => {
    writeFileSync(join(directory, 'accounts.json'), listed);
    return readManifest(directory);
  });
  const read = await readRecords(work, keys.records);
  // In the same order at a second attempt, whose files have to be those of the first.
  const records = [...skipped(manifest, run), ...read].sort(byAccount);
  const untold = await work.list(keys.untold);
  const problems = [
    ...(error ? [`The run was cut short: ${sentenceOf(error)}`] : []),
    ...untoldProblems(untold.map((key) => key.slice(keys.untold.length).replace('.json', ''))),
  ];
  const result = sumUpOrganization(manifest, records, problems);
  const evidence = openStore(stack.evidence);
  const markdown = [...organizationMarkdown(seenFrom(SUMMARY_FOLDER, result))].join('');
  const page = [...organizationPage(result, records, [result], SUMMARY_FOLDER)].join('');
  const json = `${JSON.stringify(result, undefined, 1)}\n`;
  const lines = records.map(formatRecord).join('');
  await evidence.keep(keys.organization('manifest.json'), listed, 'application/json');
  await evidence.keep(keys.organization('organization.md'), markdown, 'text/markdown');
  await evidence.keep(keys.organization('organization.html'), page, 'text/html; charset=utf-8');
  await evidence.keep(keys.organization('organization.json'), json, 'application/json');
  await evidence.keep(keys.accountsTable, lines, 'application/x-ndjson');
  const { exitCode, counts } = result;
  const whole = `s3://${stack.evidence.name}/${keys.organization('organization.md')}`;
  return { ...conclude(stack, result), exitCode, counts, ...digestOf(result, whole) };
}

// The bucket's root from where the summary lies: the evidence of the records is relative to it.
const SUMMARY_FOLDER = '../../..';

function seenFrom(folder: string, result: OrganizationResult): OrganizationResult {
  const accounts = result.accounts.map(({ bundle, ...account }) => ({
    ...account,
    bundle: bundle && `${folder}/${bundle}`,
  }));
  return { ...result, accounts };
}

function conclude(
  { toleratedFailurePercentage: tolerated }: Stack,
  { counts, problems }: OrganizationResult,
): Pick<Summary, 'outcome' | 'cause'> {
  if (problems.length > 0) return { outcome: 'incomplete', cause: problems.join(' ') };
  const audited = counts.passed + counts.failed + counts.error;
  const cause = `${counts.error} of ${audited} accounts could not be checked (tolerated: ${tolerated} %)`;
  if (audited === 0) return { outcome: 'incomplete', cause: 'no account was audited' };
  const outcome = counts.error > (audited * tolerated) / 100 ? 'tooManyErrors' : 'complete';
  return { outcome, cause };
}

function byAccount(one: OrganizationRecord, other: OrganizationRecord): number {
  return Number(one.account) - Number(other.account);
}

const NAMED = 20;

// One sentence for them all: the cause of an execution and a line of the digest have an end.
function untoldProblems(accounts: readonly string[]): readonly string[] {
  if (accounts.length === 0) return [];
  const more = accounts.length > NAMED ? ` and ${accounts.length - NAMED} more` : '';
  const named = accounts.slice(0, NAMED).join(', ');
  return [`Events or messages could not be sent, though the evidence is kept: ${named}${more}.`];
}

function skipped(
  { accounts, run }: RunManifest,
  { startedAt }: RunEvent,
): readonly OrganizationRecord[] {
  return accounts.flatMap((account) => {
    const why = whyNotAudited(account);
    return why === undefined ? [] : [skippedRecord(account, why, run.id, startedAt)];
  });
}

const AT_ONCE = 50;

async function readRecords(store: Store, prefix: string): Promise<readonly OrganizationRecord[]> {
  const queue = [...(await store.list(prefix))];
  const records: OrganizationRecord[] = [];
  const worker = async () => {
    for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
      // One that is no record leaves its account unreported, which the summary says.
      const record = parseRecord(await store.get(key));
      if (record) records.push(record);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return records;
}
