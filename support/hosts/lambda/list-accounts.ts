import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '../../control';
import {
  beginRun,
  makePlans,
  type Plans,
  type RunManifest,
  readRules,
  writeManifest,
} from '../../organization';
import { FACTS, formatInstant } from '../../report';
import { whyNotAudited } from '../../result';
import { inForce, neededFacts, newRun, POLICY_DIR } from '../../run';
import { accountItem, EXECUTION, type RunEvent } from './events';
import { keysOf } from './keys';
import { connectFor, planSettings, readStack, type Stack } from './stack';
import { inTemporaryDirectory, openStore } from './store';

/** What the execution goes on with. */
export interface Listed {
  readonly run: RunEvent;
  readonly accounts: { readonly bucket: string; readonly key: string };
  readonly settings: Pick<
    Stack,
    'maxConcurrency' | 'toleratedFailurePercentage' | 'waitSeconds' | 'polls'
  >;
}

/** Lists to S3 all accounts, and those that can be entered. @throws ConfigurationError, FetchError */
export async function listAccounts(event: unknown): Promise<Listed> {
  const stack = readStack(process.env);
  const run = runOf(EXECUTION.parse(event));
  const given = planSettings(stack);
  const scope = { ...stack, profileMap: stack.profileMap && join(POLICY_DIR, stack.profileMap) };
  const rules = readRules(scope);
  const plans = makePlans(given, [stack.profile, ...rules.map(({ profile }) => profile)]);
  checkActions(stack, plans);
  const { list } = await connectFor(stack, run);
  const identity = { ...newRun(inForce(given)), id: run.id, startedAt: run.startedAt };
  const manifest = await beginRun(
    { run: identity, options: {} },
    scope,
    { rules, standard: stack.profile },
    list,
  );
  return { run, ...(await keep(stack, run, manifest)) };
}

function runOf({ name, startTime }: ReturnType<typeof EXECUTION.parse>): RunEvent {
  const startedAt = Date.parse(startTime);
  const start = formatInstant(startedAt);
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 6);
  return {
    id: `${start.replaceAll(':', '-')}-${digest}`,
    startedAt,
    date: start.slice(0, 'YYYY-MM-DD'.length),
  };
}

// A role that allows too little would make an error of every account.
function checkActions({ actions }: Stack, plans: Plans): void {
  const facts = new Set([...plans.values()].flatMap(neededFacts));
  const needed = new Set([...facts].flatMap((fact) => FACTS[fact].actions));
  const missing = [...needed].filter((action) => !actions.includes(action));
  if (missing.length === 0) return;
  throw new ConfigurationError([
    `The profiles need ${missing.join(', ')}: add that to the parameter FactActions.`,
  ]);
}

async function keep(stack: Stack, run: RunEvent, manifest: RunManifest) {
  const { work, maxConcurrency, toleratedFailurePercentage, waitSeconds, polls } = stack;
  const store = openStore(work);
  const keys = keysOf(run);
  const items = manifest.accounts.filter((account) => !whyNotAudited(account)).map(accountItem);
  const manifestText = await inTemporaryDirectory((directory) => {
    writeManifest(directory, manifest);
    return readFileSync(join(directory, 'accounts.json'), 'utf8');
  });
  await store.put(keys.manifest, manifestText, 'application/json');
  await store.put(keys.items, `${JSON.stringify(items)}\n`, 'application/json');
  return {
    accounts: { bucket: work.name, key: keys.items },
    settings: { maxConcurrency, toleratedFailurePercentage, waitSeconds, polls },
  };
}
