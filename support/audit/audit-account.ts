import { broken, EVERYBODY } from '../control';
import type { AuditResult, ControlResult } from '../evidence';
import { parseReport } from '../report';
import type { GivenSettings } from '../settings';
import { sumUp } from './audit-result';
import { plainId } from './catalogue';
import { evaluatePlan } from './control-result';
import { loadSnapshot, refuseStale } from './load-snapshot';
import { makePlan, neededFacts } from './plan';
import { newRun } from './run-identity';

/**
 * Audits the account or saved report that the settings name, as `npm test` does but without
 * Jest: plain Jest files in `controls/` are not reviewed. Nothing is written.
 *
 * @param progress takes a line while IAM generates the report
 * @throws PlanError, ReportError, FetchError where nothing could be checked
 */
export async function auditAccount(
  given: GivenSettings,
  progress: (line: string) => void,
): Promise<AuditResult> {
  const plan = makePlan(given);
  const { settings, profiles, waivers, policyFiles } = plan;
  const run = newRun(settings);
  const loaded = await loadSnapshot(plan, neededFacts(plan), progress);
  const report = parseReport(loaded.snapshot, loaded.asOf);
  refuseStale(loaded, settings.maxReportAge);
  const policy = { profiles, waivers, policyFiles, failOn: settings.failOn };
  const results = [...evaluatePlan(plan, report), ...plan.plainTests.map(leftOut)];
  return sumUp(run, policy, { ...loaded, report }, results, []);
}

/** The result of a plain Jest file without Jest: what was not run has not passed. */
export function leftOut(file: string): ControlResult {
  const about = { id: plainId(file), severity: 'critical' } as const;
  const verdict = broken(about, 'test file', undefined, '-');
  const reason = `Not reviewed: ${about.id} is a plain Jest file, which only npm test runs.`;
  return {
    profile: undefined,
    id: about.id,
    severity: undefined,
    about: undefined,
    inputs: {},
    scope: EVERYBODY,
    requirements: [],
    verdicts: [{ ...verdict, status: 'notReviewed', reason }],
    notRun: 0,
    start: 0,
    milliseconds: 0,
  };
}
