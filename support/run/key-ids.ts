import { type Loaded, prove, verdictsOf } from '../judge';
import type { Snapshot } from '../report';
import type { Plan } from './plan';

/**
 * The names of users of whom findings are about access keys, so that evidence and remediation can name the
 * keys. The report has no ids. Throws ReportError where the report is not whole.
 */
export function usersWithKeyFindings(plan: Plan, loaded: Loaded): ReadonlySet<string> {
  const { report } = prove(loaded, plan.settings);
  const keys = new Map(report.accessKeys.map((key) => [key.label, key.owner]));
  const users = new Map(report.users.map((user) => [user.label, user]));
  const found = plan.controls.flatMap((planned) => {
    const isAboutKeys = planned.control?.steps.some((step) => / keys?$/.test(step));
    return verdictsOf(planned, report, plan)
      .filter(({ status }) => status === 'failed' || status === 'waived')
      .flatMap(
        ({ subject }) => keys.get(subject) ?? (isAboutKeys ? users.get(subject) : undefined) ?? [],
      );
  });
  return new Set(found.filter(({ accessKeys }) => accessKeys.length > 0).map(({ label }) => label));
}

/** Whether the ids of keys can be asked for, and were not. */
export function lacksKeyIds({ origin, facts }: Snapshot): boolean {
  return origin.kind === 'live' && facts.accessKeys === undefined;
}
