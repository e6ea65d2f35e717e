import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { messageOf } from '../report';
import type { AuditResult } from '../result';
import {
  type GivenSettings,
  loadSnapshot,
  newRun,
  openBundle,
  type Plan,
  withSetting,
} from '../run';
import { judgeAccount } from './audit-account';
import { readManifest } from './manifest';
import { ownPath } from './own-path';
import { makePlans } from './plans';
import { FILES } from './run-files';
import { readRecords } from './run-log';

/** An account of a run: judged again, or why there is no report of it to judge. */
export type JudgedAgain =
  | { readonly account: string; readonly result: AuditResult }
  | { readonly account: string; readonly result: undefined; readonly why: string };

/**
 * Judges the accounts of a run again from its bundles: by the policy here, each under its own profiles unless
 * others are set. Those that nobody can enter are left out. Throws ConfigurationError where the directory is of
 * no run, or where a setting, profile or waiver is wrong.
 */
export async function* auditAgain(
  directory: string,
  given: GivenSettings,
  progress: (line: string) => void,
): AsyncGenerator<JudgedAgain> {
  const { accounts } = readManifest(directory);
  const organization = dirname(dirname(realpathSync(directory)));
  const profiles = new Map(accounts.map((each) => [each.id, given.texts.profiles ?? each.profile]));
  const plans = makePlans(withSetting(given, 'report', undefined), profiles.values());
  const records = new Map(
    [...readRecords(join(directory, FILES.records))].map((record) => [record.account, record]),
  );
  for (const [account, profile] of profiles) {
    const record = records.get(account);
    const plan = plans.get(profile);
    if (record?.status === 'skipped' || !plan) continue;
    if (record?.bundle === undefined) {
      yield { account, result: undefined, why: record?.reason ?? 'the run did not come to it' };
      continue;
    }
    const { bundle } = record;
    const find = () => ownPath(organization, join(directory, bundle));
    yield await judgeBundle(account, find, plan, progress);
  }
}

async function judgeBundle(
  account: string,
  find: () => string,
  plan: Plan,
  progress: (line: string) => void,
): Promise<JudgedAgain> {
  try {
    const bundle = openBundle(find());
    const loaded = await loadSnapshot({ settings: plan.settings, bundle }, [], progress);
    const result = judgeAccount({ id: account }, loaded, plan, newRun(plan.settings));
    if (result.audited) return { account, result };
    return { account, result: undefined, why: result.problems.join(' ') };
  } catch (error) {
    return { account, result: undefined, why: messageOf(error) };
  }
}
