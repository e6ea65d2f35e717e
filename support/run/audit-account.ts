import { audit, prove } from '../judge';
import type { CredentialReport, FactName } from '../report';
import type { AuditedReport, AuditResult } from '../result';
import { lacksKeyIds } from './key-ids';
import { askKeyIds, loadAccount, loadSnapshot, withKeyIds } from './load-snapshot';
import { makePlan } from './plan';
import { newRun } from './run-identity';
import { type GivenSettings, inForce } from './settings';

/** `npm test` without Jest: plain Jest files are not reviewed, and nothing is written. */
export async function auditWithoutJest(
  given: GivenSettings,
  progress: (line: string) => void,
): Promise<AuditResult> {
  const plan = makePlan(given);
  const identity = newRun(plan.settings);
  const loaded = await loadAccount(plan, progress);
  return audit(plan, loaded, { identity, now: Date.now });
}

/** What is asked for besides the report, of a live account. */
interface Besides {
  readonly facts?: readonly FactName[];
  /** Whose ids of access keys; one call for each of these users. */
  readonly keyIdsOf?: (report: CredentialReport) => ReadonlySet<string>;
}

/** Proves the report whole, without any control; throws ReportError or FetchError. */
export async function loadReport(
  given: GivenSettings,
  progress: (line: string) => void,
  { facts = [], keyIdsOf }: Besides = {},
): Promise<AuditedReport> {
  const settings = inForce(given);
  const loaded = await loadSnapshot({ settings }, facts, progress);
  const proved = prove(loaded, settings);
  if (!keyIdsOf || !lacksKeyIds(loaded.snapshot)) return proved;
  const ids = await askKeyIds(loaded.snapshot, keyIdsOf(proved.report), settings, progress);
  return prove(withKeyIds(loaded, ids), settings);
}
