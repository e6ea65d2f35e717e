import {
  ACCOUNT,
  type AccountSummary,
  AS_OF,
  accessKey,
  ago,
  bytes,
  type Cells,
  csv,
  DAY,
  type FactName,
  type Facts,
  type PasswordPolicy,
  parseReport,
  type Row,
  rootRow,
  userRow,
} from '../../report';
import type { Inputs } from '../control';
import type { Status } from '../verdict';

export { ACCOUNT, AS_OF, accessKey, ago, DAY, password } from '../../report';

/** A small account, and what one control says of it. */
export interface Sample {
  /** Why its verdicts are as they are, in a few words. */
  readonly why: string;
  readonly partition?: 'aws' | `aws-${string}`;
  /** Cells that differ from those of root without any credential. */
  readonly root?: Cells;
  /**
   * Cells that differ from those of a user without any credential, by name or path and name: `alice`,
   * `/service/robot`.
   */
  readonly users?: Readonly<Record<string, Cells>>;
  /** Those that differ from the control's defaults. */
  readonly inputs?: Inputs;
  readonly facts?: Facts;
  /** All of them by label, such as `alice / access key 1`, `notApplicable` included. */
  readonly verdicts: Readonly<Record<string, Status>>;
}

/** What a file `controls/<id>.samples.ts` exports under the name `samples`. */
export type Samples = readonly Sample[];

/** The smallest step between two dates of a report, in milliseconds. */
export const SECOND = 1000;

/** One hour in milliseconds. */
export const HOUR = 3_600_000;

/** The cell of the date one day before the report. */
export const YESTERDAY: string = ago(DAY);

/** The cell of a date 500 days before the report: beyond every limit, and not before any sample's user. */
export const LONG_AGO: string = ago(500 * DAY);

/** The cell of a user or root with MFA. */
export const MFA: Cells = { mfa_active: 'true' };

/** The cell of a user that was created at this date; without it, 545 days before the report. */
export function created(at: string): Cells {
  return { user_creation_time: at };
}

/** The cells of a signing certificate: its slot, the cell of its date, and whether it is active. */
export function certificate(slot: 1 | 2, rotated: string, { active = true } = {}): Cells {
  return { [`cert_${slot}_active`]: String(active), [`cert_${slot}_last_rotated`]: rotated };
}

/** The fact of a password policy that holds to every default, but for `parts`. */
export function passwordPolicy(parts: Partial<PasswordPolicy> = {}): Facts {
  const classes = { symbols: true, numbers: true, uppercase: true, lowercase: true };
  return {
    passwordPolicy: {
      known: { minLength: 14, maxAgeDays: 90, remembered: 24, ...classes, ...parts },
    },
  };
}

/** The fact of an account summary with these figures alone. */
export function accountSummary(figures: AccountSummary): Facts {
  return { accountSummary: { known: figures } };
}

/**
 * The facts of an account in which nobody but this user has MFA devices, none of them virtual: each by its
 * serial number, and the names of its certifications.
 */
export function mfaDevices(
  userName: string,
  ...devices: readonly (readonly [serialNumber: string, ...certifications: readonly string[]])[]
): Facts {
  const known = devices.map(([serialNumber, ...names]) => ({
    serialNumber,
    certifications:
      names.length > 0 ? Object.fromEntries(names.map((name) => [name, 'L2'])) : undefined,
  }));
  return {
    virtualMfaDevices: { known: [] },
    mfaDevices: { known: [{ userName, devices: known }] },
  };
}

/** The facts of an account in which these users alone have a virtual MFA device. */
export function virtualMfa(...userNames: readonly string[]): Facts {
  const known = userNames.map((name) => ({ userArn: `arn:aws:iam::${ACCOUNT}:user/${name}` }));
  return { virtualMfaDevices: { known }, mfaDevices: { known: [] } };
}

/**
 * Two samples, since nothing may pass where a fact is unknown: AWS refused it, or a saved report lacks it.
 * `others` are all facts of a control that needs several.
 */
export function withoutFact(name: FactName, others: Facts = {}): Samples {
  const refused = 'it was refused (AccessDenied)';
  return [
    {
      why: `AWS refused to tell the ${name}`,
      facts: { ...others, [name]: { refused } },
      verdicts: { 'all subjects': 'error' },
    },
    {
      why: `a saved report does not hold the ${name}`,
      facts: { ...others, [name]: undefined },
      verdicts: { 'all subjects': 'notReviewed' },
    },
  ];
}

/** Two samples for a control of the password policy with an input `evenWithoutPasswords`. */
export function evenWithoutPasswords(): Samples {
  const account = {
    users: { robot: accessKey(1, YESTERDAY) },
    inputs: { evenWithoutPasswords: true },
  };
  return [
    {
      ...account,
      why: 'nobody has a password, but the account needs a policy all the same',
      facts: { passwordPolicy: { known: 'none' } },
      verdicts: { account: 'failed' },
    },
    {
      ...account,
      why: 'nobody has a password, and the account has the policy that it needs all the same',
      facts: passwordPolicy(),
      verdicts: { account: 'passed' },
    },
  ];
}

/** The report of a sample, generated at `AS_OF`. */
export function reportOfSample(sample: Pick<Sample, 'partition' | 'root' | 'users' | 'facts'>) {
  const { partition = 'aws', root, users = {}, facts = {} } = sample;
  const rows = [rootRow(root), ...Object.entries(users).map(([user, cells]) => row(user, cells))];
  const content = csv(rows).replaceAll('arn:aws:', `arn:${partition}:`);
  return parseReport(
    { content: bytes(content), caller: undefined, facts },
    { instant: AS_OF, source: 'GeneratedTime' },
  );
}

function row(pathAndName: string, cells: Cells): Row {
  const at = pathAndName.lastIndexOf('/') + 1;
  const path = pathAndName.slice(0, at) || '/';
  const name = pathAndName.slice(at);
  return { ...userRow(name, cells), arn: `arn:aws:iam::${ACCOUNT}:user${path}${name}` };
}
