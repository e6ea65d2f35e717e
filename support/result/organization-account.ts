/** Its place in the tree: ids from the root's on, and names as `Root/Workloads/Prod`. */
export interface OrgUnit {
  readonly ids: readonly string[];
  readonly path: string;
}

/** An account of the organization, `ACTIVE` or other; what was not asked for is undefined. */
export interface OrgAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string | undefined;
  readonly state: string | undefined;
  readonly ou: OrgUnit | undefined;
  readonly tags: Readonly<Record<string, string>> | undefined;
}

/** Twelve digits. */
export const ACCOUNT_ID = /^\d{12}$/;

// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html
const NOBODY_CAN_ENTER: Readonly<Record<string, string>> = {
  PENDING_ACTIVATION: 'it is not yet active',
  SUSPENDED: 'it is suspended',
  PENDING_CLOSURE: 'it is being closed',
  CLOSED: 'it is closed',
};

/** Half a sentence; undefined where it is audited, as in any state that is not known here. */
export function whyNotAudited({ state }: OrgAccount): string | undefined {
  const why =
    state !== undefined && Object.hasOwn(NOBODY_CAN_ENTER, state)
      ? NOBODY_CAN_ENTER[state]
      : undefined;
  return why && `${why} (${state})`;
}

/** Tells whether an account is in a unit, an id or a path from the root, or below it. */
export function isInUnit({ ou }: OrgAccount, unit: string): boolean {
  if (!ou) return false;
  return ou.ids.includes(unit) || ou.path === unit || ou.path.startsWith(`${unit}/`);
}
