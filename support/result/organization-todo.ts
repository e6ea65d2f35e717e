import { formatInstant, type Instant } from '../report';
import type { AuditResult } from './audit-result';

/** How many owners the record of an account names: those whom most failing users belong to. */
export const MOST_OWNERS = 5;

/** Who has most of what fails in an account, since when the first of it fails, and what falls due next. */
export function todoOf({ results }: Pick<AuditResult, 'results'>) {
  const owners = new Map<string, Set<string | undefined>>();
  let [since, next]: [Instant, Instant] = [NEVER, NEVER];
  for (const { status, dueAt = NEVER, owner, arn } of results.flatMap(({ verdicts }) => verdicts)) {
    if (status !== 'failed') {
      if (status === 'passed' || status === 'waived') next = Math.min(next, dueAt);
      continue;
    }
    since = Math.min(since, dueAt);
    if (owner) owners.set(owner.name, (owners.get(owner.name) ?? new Set()).add(arn));
  }
  return {
    owners: [...owners]
      .map(([name, { size: users }]) => ({ name, users }))
      .sort((a, b) => b.users - a.users || (a.name < b.name ? -1 : 1))
      .slice(0, MOST_OWNERS),
    ...(since !== NEVER && { failingSince: formatInstant(since) }),
    ...(next !== NEVER && { nextDue: formatInstant(next) }),
  };
}

const NEVER = Number.POSITIVE_INFINITY;
