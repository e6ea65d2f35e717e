import { EVERYBODY, type Verdict } from '../control';
import type { ControlResult } from './audit-result';

/** The result of something that no control judged, with the verdicts that say why. */
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
