/** Where an account hangs in the organization's tree. */
export interface OrgUnit {
  /** The root's id and those of the units above the account, outermost first. */
  readonly ids: readonly string[];
  /** Their names: `Root/Workloads/Prod`. */
  readonly path: string;
}

/** An account of the organization, as it was listed. */
export interface OrgAccount {
  /** Twelve digits. */
  readonly id: string;
  readonly name: string;
  readonly email: string | undefined;
  /** AWS's word, `ACTIVE` and others; undefined where the list does not say. */
  readonly state: string | undefined;
  /** undefined where it was not asked for. */
  readonly ou: OrgUnit | undefined;
  /** undefined where they were not asked for. */
  readonly tags: Readonly<Record<string, string>> | undefined;
}

/** Twelve digits are an account's id. */
export const ACCOUNT_ID = /^\d{12}$/;

// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html
const NOBODY_CAN_ENTER: Readonly<Record<string, string>> = {
  PENDING_ACTIVATION: 'it is not yet active',
  SUSPENDED: 'it is suspended',
  PENDING_CLOSURE: 'it is being closed',
  CLOSED: 'it is closed',
};

/**
 * Why an account is not audited, in half a sentence; undefined where it is. A state that is not
 * known here is no reason to leave an account out.
 */
export function whyNotAudited({ state }: OrgAccount): string | undefined {
  const why =
    state !== undefined && Object.hasOwn(NOBODY_CAN_ENTER, state)
      ? NOBODY_CAN_ENTER[state]
      : undefined;
  return why && `${why} (${state})`;
}

/** Tells whether an account is in a unit or below it. The unit is an id or a path from the root. */
export function isInUnit({ ou }: OrgAccount, unit: string): boolean {
  if (!ou) return false;
  return ou.ids.includes(unit) || ou.path === unit || ou.path.startsWith(`${unit}/`);
}
