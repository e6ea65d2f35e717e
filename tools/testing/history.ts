import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { manifest, writeBundle } from '../../support/bundle';
import type { Status, Waiver } from '../../support/control';
import { verdictsNdjson } from '../../support/formats';
import { DAY, type Instant } from '../../support/report';
import { type AuditResult, type ControlResult, type RunLink, sumUp } from '../../support/result';
import { ACCOUNT, csv, parseCsv, rootRow } from './report';
import { auditedReport, auditResult, controlResult, verdict } from './result';

/** When the first run of a history begins. */
export const START: Instant = Date.UTC(2026, 0, 1, 2);

/** What a run of a history is to find. */
export interface MadeRun {
  readonly startedAt: Instant;
  /** By user; absent = it is there no more. */
  readonly mfa: Readonly<Record<string, Status>>;
  readonly keyAge?: Readonly<Record<string, Status>>;
  readonly waivers?: readonly Waiver[];
  readonly profile?: string;
  readonly problems?: readonly string[];
  readonly account?: string;
  /** Which run it names before it; absent = the one that is found. */
  readonly previous?: RunLink | null;
  readonly end?: string;
}

/** The id of a run that began then. */
export function runIdAt(startedAt: Instant, end = '0a1b2c'): string {
  return `${new Date(startedAt).toISOString().slice(0, 19).replaceAll(':', '-')}Z-${end}`;
}

/** The result of a run. */
export function madeResult(made: MadeRun): AuditResult {
  const { startedAt, mfa, keyAge = { alice: 'passed' }, waivers = [], profile = 'house' } = made;
  const base = auditResult();
  const run = { ...base.run, id: runIdAt(startedAt, made.end), startedAt };
  const report = { ...parseCsv(csv([rootRow()])), asOf: startedAt - 60_000 };
  const audited = auditedReport(
    { report, readAt: startedAt, generatedTime: report.asOf },
    made.account,
  );
  const results = [
    control('user-mfa', { profile, requirements: ['1', '2'], start: startedAt }, mfa),
    control('key-age', { profile, requirements: ['2'], start: startedAt }, keyAge),
  ];
  const policy = {
    profiles: [{ name: profile, title: 'House', source: undefined, notDecidable: {} }],
    policyFiles: [],
    owners: [],
    waivers,
    settings: { failOn: 'low' } as const,
  };
  const { problems = [], previous } = made;
  const result = sumUp(policy, run, { audited, results, problems, previous });
  if (made.account === undefined) return result;
  return { ...result, audited: { ...audited, report: { ...report, accountId: made.account } } };
}

function control(
  id: string,
  overrides: Partial<ControlResult>,
  statuses: Readonly<Record<string, Status>>,
): ControlResult {
  const verdicts = Object.entries(statuses).map(([name, status]) =>
    verdict(name, status, `${name} is ${status}.`, { arn: `arn:aws:iam::${ACCOUNT}:user/${name}` }),
  );
  return controlResult(id, 'high', verdicts, overrides);
}

/** Writes the bundle of a run and gives its directory. */
export function writeRun(root: string, made: MadeRun, key?: string): string {
  return writeBundle(root, madeResult(made), key);
}

/**
 * Writes what a history reads of the bundle of a run, in a tenth of the time: its verdicts and its manifest. Gives how
 * another names it.
 */
export function writeLightRun(account: string, made: MadeRun): RunLink {
  const result = madeResult({ previous: null, ...made });
  const directory = join(account, result.run.id);
  mkdirSync(directory, { recursive: true });
  const verdicts = gzipSync([...verdictsNdjson(result)].join(''));
  const [name, bytes] = ['verdicts.ndjson.gz', verdicts.length];
  const text = manifest(result, [{ name, bytes, sha256: sha256(verdicts) }], []);
  writeFileSync(join(directory, name), verdicts);
  writeFileSync(join(directory, 'manifest.json'), text);
  return { runId: result.run.id, manifest: sha256(text) };
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Changes the manifest of a bundle, as somebody would who hides something. */
export function alter(directory: string, text: string): void {
  writeFileSync(join(directory, 'manifest.json'), text);
}

/** Takes a bundle away, as no retention does. */
export function remove(directory: string): void {
  rmSync(directory, { recursive: true });
}

/** So many days, or parts of them, after the first run. */
export function day(count: number): Instant {
  return START + count * DAY;
}

/** A waiver of a subject until an instant. */
export function waiverOf(subject: string, expires: Instant): Waiver {
  const ticket = undefined;
  return {
    control: 'user-mfa',
    subject,
    reason: 'known',
    owner: 'o',
    approvedBy: 'ciso',
    ticket,
    expires,
  };
}
