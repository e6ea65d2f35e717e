import type { Instant } from '../../report';

/**
 * All verdicts in columns, subject by subject. Texts are shared, the subject's name taken out;
 * columns hold places, -1 for none. States and severities are a digit each.
 */
export interface PageData {
  readonly notRun: number;
  /** Of the report; dues are told from there. */
  readonly asOf: Instant;
  /** In milliseconds: what falls due until then is soon. */
  readonly dueWithin: number;
  readonly texts: readonly string[];
  /** Their names, and by which rule. */
  readonly owners: readonly (readonly [name: string, by: string])[];
  readonly controls: readonly ControlData[];
  readonly subjects: {
    readonly names: readonly string[];
    /** A letter for each: `u`ser, `r`oot, `o`ther. */
    readonly kinds: string;
    readonly arns: readonly number[];
    /** Who answers for each, a place in `owners`. */
    readonly owners: readonly number[];
    /** How many verdicts are about each. */
    readonly counts: readonly number[];
  };
  readonly verdicts: {
    readonly controls: readonly number[];
    readonly statuses: string;
    readonly severities: string;
    readonly labels: readonly number[];
    readonly reasons: readonly number[];
    readonly fixes: readonly number[];
    /** In milliseconds from `asOf` on; '' for none. */
    readonly dues: readonly (number | '')[];
  };
}

/** What the page says of a control. */
export interface ControlData {
  /** `cis-aws-5.0 › user-mfa`, where there are several profiles. */
  readonly name: string;
  readonly id: string;
  readonly title: string;
  readonly requirements: readonly string[];
}
