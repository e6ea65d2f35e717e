import type { Selection, Severity, Waiver } from '../control';
import type { AuditedProfile, PolicyFile } from '../result';

/** The policy of a run, as its evidence tells of it. */
export interface Policy {
  readonly settings: { readonly failOn: Severity };
  readonly profiles: readonly AuditedProfile[];
  readonly waivers: readonly Waiver[];
  /** The files that say all this. */
  readonly policyFiles: readonly PolicyFile[];
}

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
