import type { ActionName } from './actions';
import type { ReportState } from './report-task';

/**
 * How one call is answered. All durations are milliseconds.
 *
 * - `'default'`: the built-in behaviour.
 * - `state` (GenerateCredentialReport): this state; a built-in GetCredentialReport then agrees with it.
 * - `error`: AWS's error shape with this wire code; status and message are AWS's own unless given.
 * - `delayMs`: waits, then plays `answer` (`'default'` if absent).
 * - `reset`: the connection is reset without an answer.
 * - `truncate`: the built-in answer, cut after that many bytes of the body though Content-Length promises them all.
 * - `body`: verbatim, as `text/xml` with status 200 unless given.
 * - `content`, `reportFormat`, `generatedTime` (GetCredentialReport): the report, whatever the state,
 *   with that element's text replaced.
 * - `skewMs`: the endpoint's clock is ahead by that much (behind if negative). A call signed more than five minutes
 *   off that clock gets 403 RequestTimeTooSkewed, any other the built-in answer, so an SDK that corrects its clock passes.
 */
export type Step =
  | 'default'
  | { readonly state: ReportState; readonly description?: string }
  | { readonly error: string; readonly status?: number; readonly message?: string }
  | { readonly delayMs: number; readonly answer?: Step }
  | { readonly reset: true }
  | { readonly truncate: number }
  | {
      readonly body: string | Uint8Array;
      readonly status?: number;
      readonly contentType?: string;
    }
  | { readonly content: string }
  | { readonly reportFormat: string }
  | { readonly generatedTime: string }
  | { readonly skewMs: number };

/** Steps per action: each call takes the next one, the last one repeats. An action without steps is built-in. */
export type Script = { readonly [action in ActionName]?: readonly Step[] };

/** Gives, per action and in order of arrival, the step that answers the next call. */
export function stepper(script: Script): (action: ActionName) => Step {
  const played = new Map<ActionName, number>();
  return (action) => {
    const steps = script[action] ?? [];
    const index = played.get(action) ?? 0;
    played.set(action, index + 1);
    return steps[index] ?? steps.at(-1) ?? 'default';
  };
}
