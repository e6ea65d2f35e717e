/** The states of an account, the worst first: how each is called, marked and coloured. */
export const ACCOUNT_WORDS = [
  { status: 'error', class: 'error', label: 'could not check', mark: '!' },
  { status: 'failed', class: 'failed', label: 'failed', mark: '✕' },
  { status: 'passed', class: 'passed', label: 'passed', mark: '✓' },
  { status: 'skipped', class: 'notApplicable', label: 'not audited', mark: '–' },
] as const;

/**
 * All accounts, in columns and the worst first, for the script of the page. A column of texts holds
 * places in `texts`, -1 for none; in a text `NAME` stands for the id of the account.
 */
export interface OrganizationData {
  readonly texts: readonly string[];
  /** The names of the controls. */
  readonly controls: readonly string[];
  readonly ids: readonly string[];
  readonly names: readonly string[];
  readonly units: readonly number[];
  /** A digit for each: the place in `ACCOUNT_WORDS`. */
  readonly states: string;
  /** How many failures of each severity, the worst first. */
  readonly failed: readonly (readonly number[])[];
  /** Places in `controls`, of those that failed or could not be checked. */
  readonly fails: readonly (readonly number[])[];
  readonly reasons: readonly number[];
  /** Where the account's own page is. */
  readonly pages: readonly number[];
}
