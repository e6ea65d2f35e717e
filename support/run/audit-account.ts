import { audit } from '../judge';
import type { AuditResult } from '../result';
import { loadSnapshot } from './load-snapshot';
import { makePlan, neededFacts } from './plan';
import { newRun } from './run-identity';
import type { GivenSettings } from './settings';

/**
 * Audits the account or saved report that the settings name, as `npm test` does but without Jest:
 * plain Jest files in `controls/` are not reviewed. Nothing is written.
 *
 * @param progress takes a line while IAM generates the report
 * @throws PlanError, ReportError, FetchError where nothing could be checked
 */
export async function auditWithoutJest(
  given: GivenSettings,
  progress: (line: string) => void,
): Promise<AuditResult> {
  const plan = makePlan(given);
  const identity = newRun(plan.settings);
  const loaded = await loadSnapshot(plan, neededFacts(plan), progress);
  return audit(plan, loaded, { identity, now: Date.now });
}
