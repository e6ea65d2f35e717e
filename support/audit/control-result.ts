import type { ControlResult } from '../evidence';
import type { CredentialReport } from '../report';
import type { Plan, PlannedControl } from './plan';
import { verdictsOf } from './verdicts';

/** What a result says of a planned control before it was run. */
export function identityOf({
  profile,
  id,
  control,
  inputs,
  scope,
  requirements,
}: PlannedControl): Omit<ControlResult, 'verdicts' | 'notRun' | 'start' | 'milliseconds'> {
  const { title = '', nist = [], rationale = '', remediation = '' } = control ?? {};
  const about = control && { title, nist, rationale, remediation };
  return { profile, id, severity: control?.severity, about, inputs, scope, requirements };
}

/** Evaluates all that was planned, without Jest. Plain Jest files need Jest and are left out. */
export function evaluatePlan(plan: Plan, report: CredentialReport): readonly ControlResult[] {
  return plan.controls.map((planned) => {
    const start = Date.now();
    const verdicts = verdictsOf(planned, report, plan);
    const milliseconds = Date.now() - start;
    return { ...identityOf(planned), verdicts, notRun: 0, start, milliseconds };
  });
}
