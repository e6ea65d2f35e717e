/** The states of an account, the worst first: how each is called, marked and coloured. */
export const ACCOUNT_WORDS = [
  { status: 'error', class: 'error', label: 'could not be checked', mark: '!' },
  { status: 'failed', class: 'failed', label: 'failed', mark: '✕' },
  { status: 'passed', class: 'passed', label: 'passed', mark: '✓' },
  { status: 'skipped', class: 'notApplicable', label: 'not audited', mark: '–' },
] as const;

/**
 * All accounts in columns, the worst first. Texts are places in `texts`, -1 for none, in which
 * `NAME` stands for the id; states are digits, places in `ACCOUNT_WORDS`; `fails` are places in
 * `controls`.
 */
export interface OrganizationData {
  readonly texts: readonly string[];
  readonly controls: readonly string[];
  readonly ids: readonly string[];
  readonly names: readonly string[];
  readonly units: readonly number[];
  readonly states: string;
  readonly failed: readonly (readonly number[])[];
  readonly fails: readonly (readonly number[])[];
  readonly reasons: readonly number[];
  readonly pages: readonly number[];
}
