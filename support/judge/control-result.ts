import { broken, type Selection } from '../control';
import { type ControlResult, unjudged } from '../result';

/** What a result says of a planned control before it is run. */
export function identityOf(
  planned: Selection,
): Omit<ControlResult, 'verdicts' | 'notRun' | 'start' | 'milliseconds'> {
  const { profile, id, control, inputs, scope, requirements, place } = planned;
  const about = { severity: control?.severity, about: control };
  return { profile, id, ...about, inputs, scope, requirements, place };
}

/** The result of a plain Jest file without Jest: what was not run has not passed. */
export function notReviewed(id: string): ControlResult {
  const verdict = broken({ id, severity: 'critical' }, 'test file', undefined, '-');
  const reason = `Not reviewed: ${id} is a plain Jest file, which only iamspec exec runs.`;
  return unjudged({ id, start: 0 }, [{ ...verdict, status: 'notReviewed', reason }]);
}

/** A control that was to be checked, whether or not it could be loaded. */
export type Selected = Pick<Selection, 'profile' | 'id' | 'place'>;

/** An error for each control, where nothing could be checked; `start`: when that was found. */
export function uncheckable(
  selected: readonly Selected[],
  problem: string,
  start: number,
): readonly ControlResult[] {
  return selected.map(({ profile, id, place }) =>
    unjudged({ profile, id, place, start }, [
      broken({ id, severity: 'critical' }, 'credential report', undefined, problem),
    ]),
  );
}
