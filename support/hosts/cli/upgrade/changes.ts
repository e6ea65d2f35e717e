import type { Outcomes } from './outcomes';

/** A verdict that the other version gives otherwise; a status is absent where it gives none. */
export interface ChangedOutcome {
  readonly what: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** That of the later status, or of the earlier where there is no other. */
  readonly reason: string;
}

/** Every verdict whose status differs, either way: a newer version may be wrong, too. */
export function changesBetween(now: Outcomes, next: Outcomes): readonly ChangedOutcome[] {
  const all = [...new Set([...now.keys(), ...next.keys()])];
  return all.flatMap((what) => {
    const [one, other] = [now.get(what), next.get(what)];
    if (one?.status === other?.status) return [];
    const reason = other?.reason || one?.reason || '';
    return [{ what, before: one?.status, after: other?.status, reason }];
  });
}

/** 2 where either could not check everything, so that nobody can tell; 1 where a verdict changes. */
export function upgradeExitCode(now: Outcomes, next: Outcomes): 0 | 1 | 2 {
  const couldNot = [now, next].some(
    (outcomes) =>
      outcomes.size === 0 || [...outcomes.values()].some(({ status }) => status === 'error'),
  );
  if (couldNot) return 2;
  return changesBetween(now, next).length > 0 ? 1 : 0;
}
