import { broken, evaluate, type Selection, type Verdict } from '../control';
import type { CredentialReport } from '../report';
import type { Policy } from '../result';

const known = new WeakMap<CredentialReport, Map<Selection, readonly Verdict[]>>();

/** The verdicts of a planned control, evaluated once for each report: the runner and the reporter ask. */
export function verdictsOf(
  planned: Selection,
  report: CredentialReport,
  { waivers }: Pick<Policy, 'waivers'>,
): readonly Verdict[] {
  const ofReport = known.get(report) ?? new Map<Selection, readonly Verdict[]>();
  known.set(report, ofReport);
  const verdicts = ofReport.get(planned) ?? judge(planned, report, waivers);
  ofReport.set(planned, verdicts);
  return verdicts;
}

function judge(
  planned: Selection,
  report: CredentialReport,
  waivers: Policy['waivers'],
): readonly Verdict[] {
  const { id, control, problem } = planned;
  if (control) return evaluate(control, planned, report, waivers);
  const why = problem ?? 'it declares no control';
  return [broken({ id, severity: 'critical' }, 'control file', undefined, why)];
}
