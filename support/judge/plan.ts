import type { Selection } from '../control';
import type { Policy } from '../result';

/** All that verdicts depend on but the account. */
export interface JudgePlan extends Policy {
  readonly settings: Policy['settings'] & {
    /** How old a live report may be, in milliseconds. */
    readonly maxReportAge: number;
  };
  readonly controls: readonly Selection[];
  /** What the evidence calls the plain Jest files: they always run, and only Jest can run them. */
  readonly plainNames: readonly string[];
}
