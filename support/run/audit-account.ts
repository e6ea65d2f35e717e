import { audit, prove } from '../judge';
import type { AuditedReport, AuditResult } from '../result';
import { loadAccount, loadSnapshot } from './load-snapshot';
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

/** Proves the report whole, without any control; throws ReportError or FetchError. */
export async function loadReport(
  given: GivenSettings,
  progress: (line: string) => void,
): Promise<AuditedReport> {
  const settings = inForce(given);
  const loaded = await loadSnapshot({ settings }, [], progress);
  return prove(loaded, settings);
}
