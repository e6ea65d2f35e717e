import { EVERYBODY, type Verdict } from '../control';
import type { ControlResult } from './audit-result';

/**
 * A result of something that no control judged: what is known of it, and the verdicts that say why.
 *
 * @param known `start` is in milliseconds since 1970-01-01T00:00:00Z
 */
export function unjudged(
  known: Pick<ControlResult, 'id' | 'start'> & Partial<ControlResult>,
  verdicts: readonly Verdict[],
): ControlResult {
  return {
    profile: undefined,
    severity: undefined,
    about: undefined,
    inputs: {},
    scope: EVERYBODY,
    requirements: [],
    notRun: 0,
    milliseconds: 0,
    ...known,
    verdicts,
  };
}
