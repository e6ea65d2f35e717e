import { join, resolve } from 'node:path';
import type { Config } from '@jest/types';
import packageJson from '../../../package.json';
import type { FoundRun, Predecessor } from '../../bundle';
import { prove } from '../../judge';
import { inWords, isForUsers } from '../../report';
import type { AuditedReport } from '../../result';
import { loadAccount } from '../../run';
import { messageOf, say, warn } from '../output';
import { handOver } from './handover';
import { type AuditRun, currentRun, freshRun } from './run';
import { endOnSignals } from './signals';
import { hearUncaught } from './uncaught';

/** Jest's global setup: loads the report once, proves it whole and leaves it to the test files. */
export async function setup({ watch, watchAll }: Config.GlobalConfig): Promise<void> {
  const run = watch || watchAll ? freshRun() : currentRun();
  hearUncaught((problem) => {
    if (run.uncaught?.includes(problem)) return;
    run.uncaught = [...(run.uncaught ?? []), problem];
    run.amend?.();
  });
  try {
    const loaded = await loadAccount(run.plan, say);
    run.audited = prove(loaded, run.plan.settings);
    run.search = search(run, run.audited);
    run.predecessor = await named(run, run.audited);
    // A signal alone would leave the report behind.
    endOnSignals();
    process.once('exit', handOver(loaded.snapshot, loaded.asOf));
  } catch (error) {
    run.failure = messageOf(error);
    if (!isForUsers(error)) warn(inWords(error, packageJson.version));
    throw error;
  }
}

// Where somebody named a run, it is compared with that.
function search(
  { plan, identity: run }: AuditRun,
  audited: AuditedReport,
): Promise<FoundRun> | undefined {
  if (!run || plan.reference) return undefined;
  const account = join(resolve(plan.settings.reportsDir), audited.report.accountId);
  const { findEarlier }: typeof import('../../bundle') = require('../../bundle');
  return findEarlier(account, { run, audited, profiles: plan.profiles });
}

// A wrong one is found before anybody is judged.
async function named(
  { plan, identity }: AuditRun,
  audited: AuditedReport,
): Promise<Predecessor | undefined> {
  const { settings, profiles } = plan;
  if (settings.previous === undefined || settings.evidence === 'junit' || !identity)
    return undefined;
  const { namedPredecessor }: typeof import('../predecessor') = require('../predecessor');
  return namedPredecessor(settings.previous, { run: identity, audited, profiles });
}

// biome-ignore lint/style/noDefaultExport: Jest takes global setup from it
export default setup;
