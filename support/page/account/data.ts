/**
 * All verdicts, in columns, for the script of the page. Most texts are shared, once the name of the
 * subject is taken out of them; a column of texts holds places in `texts`, -1 for none.
 */
export interface PageData {
  /** How many verdicts the caller's filter left out: where there are any, more may be missing. */
  readonly notRun: number;
  readonly texts: readonly string[];
  readonly controls: readonly ControlData[];
  readonly subjects: {
    readonly names: readonly string[];
    /** A letter for each: `u`ser, `r`oot, `o`ther. */
    readonly kinds: string;
    readonly arns: readonly number[];
    /** How many verdicts are about each; they follow one another in `verdicts`. */
    readonly counts: readonly number[];
  };
  readonly verdicts: {
    /** Places in `controls`. */
    readonly controls: readonly number[];
    /** A digit for each: the place in `STATUSES`. */
    readonly statuses: string;
    /** A digit for each: the place in `SEVERITIES_DOWN`. */
    readonly severities: string;
    readonly labels: readonly number[];
    readonly reasons: readonly number[];
    readonly fixes: readonly number[];
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
