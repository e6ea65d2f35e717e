import type { ActionName } from './actions';
import type { Paging } from './page';
import type { ReportState } from './report-task';

/** How one call is answered. */
export type Step =
  | 'default'
  // Of GenerateCredentialReport; a built-in GetCredentialReport then agrees with it.
  | { readonly state: ReportState; readonly description?: string }
  // A wire code; status and message are AWS's own unless given.
  | { readonly error: string; readonly status?: number; readonly message?: string }
  | { readonly delayMs: number; readonly answer?: Step }
  | { readonly reset: true }
  // After so many bytes of the body, though Content-Length promises all.
  | { readonly truncate: number }
  // Verbatim, as `text/xml` with status 200 unless given.
  | {
      readonly body: string | Uint8Array;
      readonly status?: number;
      readonly contentType?: string;
    }
  // Of a list.
  | { readonly paging: Paging }
  // Of GetCredentialReport: the report, whatever the state, with that text replaced.
  | { readonly content: string }
  | { readonly reportFormat: string }
  | { readonly generatedTime: string }
  // How far the endpoint's clock is ahead: a call signed more than five minutes off it is refused.
  | { readonly skewMs: number };

/** Gives the step that a call fails with. `nth` counts from 0 for each action and account. */
export type Faults = (call: { action: string; account: string; nth: number }) => Step | undefined;

/** Each call of an action takes the next step, the last repeats; without steps it is built-in. */
export type Script = { readonly [action in ActionName]?: readonly Step[] };

/** Gives the step that answers the next call of an action. */
export function stepper(script: Script): (action: ActionName) => Step {
  const played = new Map<ActionName, number>();
  return (action) => {
    const steps = script[action] ?? [];
    const index = played.get(action) ?? 0;
    played.set(action, index + 1);
    return steps[index] ?? steps.at(-1) ?? 'default';
  };
}
