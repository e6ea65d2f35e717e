// A second opinion: every control that the report alone decides, again over the raw cells, as the standards' audit
// procedures read. Naive on purpose, it knows nothing of the model: where both agree, neither is likely wrong.

import {
  canSignIn,
  cell,
  certificateExists,
  created,
  date,
  days,
  hasPassword,
  isActive,
  keyExists,
  keyMade,
  keyUsed,
  leavesOut,
  means,
  type Row,
  rootPassword,
  yes,
} from './cells';

/** What the oracle says of one subject. */
export type Answer = 'passed' | 'failed' | 'error' | 'notApplicable';

/** Answers by label of the subject. */
export type Answers = ReadonlyMap<string, Answer>;

/** The inputs of a control, all of them. */
export type Inputs = Readonly<Record<string, unknown>>;

interface Account {
  readonly root: Row;
  readonly users: readonly Row[];
  readonly asOf: number;
}

interface Item {
  readonly label: string;
  readonly row: Row;
  readonly compliant: boolean;
}

type Procedure = (account: Account, inputs: Inputs) => readonly Item[] | 'cannot list them';

/** `asOf` in milliseconds since 1970. @throws Error for an unknown control, or a row without a column */
export function ask(control: string, rows: readonly Row[], asOf: number, inputs: Inputs): Answers {
  const procedure = PROCEDURES[control];
  const root = rows.find((row) => row.user === ROOT);
  if (!procedure || !root) throw new Error(`the oracle cannot answer for ${control}`);
  const users = rows.filter((row) => row !== root);
  const items = procedure({ root, users, asOf }, inputs);
  if (items === 'cannot list them') return new Map([['all subjects', 'error']]);
  if (items.length === 0) {
    return new Map([['no subject', rows.some(leavesOut) ? 'error' : 'notApplicable']]);
  }
  const answers = new Map<string, Answer>();
  for (const { label, row, compliant } of items) {
    if (leavesOut(row)) answers.set(label, 'error');
    else answers.set(label, compliant ? 'passed' : 'failed');
  }
  const aboutRoot = items.every(({ row }) => row === root);
  const others = users.filter((user) => items.every(({ row }) => row !== user));
  for (const user of aboutRoot ? [] : others) {
    answers.set(cell(user, 'user'), leavesOut(user) ? 'error' : 'notApplicable');
  }
  return answers;
}

/** The procedures by id of the control. */
export const PROCEDURES: Readonly<Record<string, Procedure>> = {
  // Root. MFA TRUE (CIS before 5.0), or nothing to sign in with (CIS since 5.0, Security Hub IAM.9).
  // Not applicable in us-gov.
  'root-mfa': ({ root }, inputs) =>
    cell(root, 'arn').startsWith('arn:aws-us-gov:')
      ? []
      : [
          person(
            root,
            yes(root, 'mfa_active') ||
              (!flag(inputs, 'evenWithoutCredentials') &&
                !rootPassword(root) &&
                !yes(root, 'access_key_1_active') &&
                !yes(root, 'access_key_2_active') &&
                !yes(root, 'cert_1_active') &&
                !yes(root, 'cert_2_active')),
          ),
        ],
  'root-no-access-key': ({ root }) => [person(root, !keyExists(root, 1) && !keyExists(root, 2))],
  'root-no-signing-certificate': ({ root }) => [
    person(root, !yes(root, 'cert_1_active') && !yes(root, 'cert_2_active')),
  ],
  // None of the three last-used columns shows a date within the last N days.
  'root-not-used': ({ root, asOf }, inputs) => [
    person(
      root,
      LAST_USED.every((column) => {
        const used = date(root, column);
        return used === undefined || days(used, asOf) >= number(inputs, 'minIdleDays');
      }),
    ),
  ],
  'root-credentials-absent': ({ root }) => [
    person(
      root,
      !rootPassword(root) &&
        !keyExists(root, 1) &&
        !keyExists(root, 2) &&
        !certificateExists(root, 1) &&
        !certificateExists(root, 2),
    ),
  ],

  'console-user-mfa': ({ users }) =>
    users.filter(hasPassword).map((user) => person(user, yes(user, 'mfa_active'))),
  'user-mfa': ({ users }, inputs) =>
    users
      .filter((user) => canSignIn(user) || flag(inputs, 'evenWithoutCredentials'))
      .map((user) => person(user, yes(user, 'mfa_active'))),
  'console-user-without-keys': ({ users }) =>
    users
      .filter(hasPassword)
      .map((user) =>
        person(user, !yes(user, 'access_key_1_active') && !yes(user, 'access_key_2_active')),
      ),
  'machine-user-without-password': ({ users }, inputs) =>
    users
      .filter((user) => texts(inputs, 'machineUsers').some((pattern) => means(pattern, user)))
      .map((user) => person(user, !hasPassword(user))),
  'service-credential-user-alone': ({ users }, inputs) =>
    users
      .filter((user) => texts(inputs, 'serviceUsers').some((pattern) => means(pattern, user)))
      .map((user) =>
        person(user, !hasPassword(user) && !keyExists(user, 1) && !keyExists(user, 2)),
      ),
  'user-in-use': ({ users, asOf }, inputs) =>
    users
      .filter((user) => hasPassword(user) || isActive(user, 1) || isActive(user, 2))
      .map((user) => {
        const since = [
          created(user),
          ...LAST_USED.flatMap((column) => date(user, column) ?? []),
          ...(hasPassword(user) && date(user, 'password_last_used') === undefined
            ? [date(user, 'password_last_changed') ?? created(user)]
            : []),
          ...([1, 2] as const).flatMap((slot) =>
            isActive(user, slot) && date(user, `access_key_${slot}_last_used_date`) === undefined
              ? [date(user, `access_key_${slot}_last_rotated`) ?? created(user)]
              : [],
          ),
        ];
        return person(user, days(Math.max(...since), asOf) < number(inputs, 'maxIdleDays'));
      }),
  'signing-certificate-absent': ({ users }) =>
    users.map((user) => person(user, !yes(user, 'cert_1_active') && !yes(user, 'cert_2_active'))),
  'users-allowed': ({ users }, inputs) =>
    users.map((user) =>
      person(
        user,
        texts(inputs, 'allowedUsers').some((pattern) => means(pattern, user)),
      ),
    ),
  'canary-user-unused': ({ users }, inputs) => {
    const patterns = texts(inputs, 'canaryUsers');
    const idle = patterns.some((pattern) => !users.some((user) => means(pattern, user)));
    if (idle) return 'cannot list them';
    return users
      .filter((user) => patterns.some((pattern) => means(pattern, user)))
      .map((user) =>
        person(
          user,
          LAST_USED.every((column) => date(user, column) === undefined),
        ),
      );
  },
  'access-key-one-active': ({ users, asOf }, inputs) =>
    users
      .filter((user) => yes(user, 'access_key_1_active') || yes(user, 'access_key_2_active'))
      .map((user) => {
        const two = yes(user, 'access_key_1_active') && yes(user, 'access_key_2_active');
        const newer = Math.max(keyMade(user, 1), keyMade(user, 2));
        const overlap = number(inputs, 'maxOverlapDays');
        return person(user, !two || (overlap > 0 && days(newer, asOf) <= overlap));
      }),

  // Passwords. "Less than N days ago" passes, so exactly N fails; never used counts from its change.
  'password-last-used': ({ users, asOf }, inputs) =>
    users.filter(hasPassword).map((user) => {
      const used =
        date(user, 'password_last_used') ?? date(user, 'password_last_changed') ?? created(user);
      return password(user, days(used, asOf) < number(inputs, 'maxIdleDays'));
    }),
  // "N days or less", so exactly N passes.
  'password-age': ({ users, asOf }, inputs) =>
    users.filter(hasPassword).map((user) => {
      const changed = date(user, 'password_last_changed') ?? created(user);
      return password(user, days(changed, asOf) <= number(inputs, 'maxAgeDays'));
    }),
  'password-overdue': ({ users, asOf }) =>
    users.filter(hasPassword).map((user) => {
      const due = date(user, 'password_next_rotation');
      return password(user, due === undefined || due >= asOf);
    }),

  'access-key-last-used': ({ users, asOf }, inputs) =>
    slots(users, isActive).map(([user, slot]) => {
      const used = keyUsed(user, slot) ?? keyMade(user, slot);
      return key(user, slot, days(used, asOf) < number(inputs, 'maxIdleDays'));
    }),
  'access-key-rotation': ({ users, asOf }, inputs) =>
    slots(users, isActive).map(([user, slot]) =>
      key(user, slot, days(keyMade(user, slot), asOf) <= number(inputs, 'maxAgeDays')),
    ),
  'access-key-never-used': ({ users, asOf }, inputs) =>
    slots(users, isActive).map(([user, slot]) => {
      const young = days(keyMade(user, slot), asOf) < number(inputs, 'maxGraceDays');
      return key(user, slot, keyUsed(user, slot) !== undefined || young);
    }),
  'access-key-inactive-removed': ({ users, asOf }, inputs) =>
    slots(users, (user, slot) => keyExists(user, slot) && !isActive(user, slot)).map(
      ([user, slot]) =>
        key(user, slot, days(keyMade(user, slot), asOf) <= number(inputs, 'maxAgeDays')),
    ),
  'access-key-not-created-at-setup': ({ users }, inputs) =>
    slots(users.filter(hasPassword), isActive).map(([user, slot]) => {
      const apart = Math.abs(keyMade(user, slot) - created(user)) / 1000;
      const atSetup = apart <= number(inputs, 'minDelaySeconds') || flag(inputs, 'evenMadeLater');
      return key(user, slot, keyUsed(user, slot) !== undefined || !atSetup);
    }),

  'signing-certificate-rotation': ({ users, asOf }, inputs) =>
    slots(users, (user, slot) => yes(user, `cert_${slot}_active`)).map(([user, slot]) => {
      const made = date(user, `cert_${slot}_last_rotated`) ?? created(user);
      return {
        label: `${cell(user, 'user')} / signing certificate ${slot}`,
        row: user,
        compliant: days(made, asOf) <= number(inputs, 'maxAgeDays'),
      };
    }),
};

const ROOT = '<root_account>';

const LAST_USED = [
  'password_last_used',
  'access_key_1_last_used_date',
  'access_key_2_last_used_date',
];

function person(row: Row, compliant: boolean): Item {
  return { label: cell(row, 'user'), row, compliant };
}

function password(row: Row, compliant: boolean): Item {
  return { label: `${cell(row, 'user')} / password`, row, compliant };
}

function key(row: Row, slot: number, compliant: boolean): Item {
  return { label: `${cell(row, 'user')} / access key ${slot}`, row, compliant };
}

function slots(
  users: readonly Row[],
  wanted: (user: Row, slot: number) => boolean,
): readonly (readonly [Row, number])[] {
  return users.flatMap((user) =>
    [1, 2].filter((slot) => wanted(user, slot)).map((slot) => [user, slot] as const),
  );
}

function number(inputs: Inputs, name: string): number {
  const value = inputs[name];
  if (typeof value === 'number') return value;
  throw new Error(`the oracle needs the input ${name}`);
}

function flag(inputs: Inputs, name: string): boolean {
  const value = inputs[name];
  if (typeof value === 'boolean') return value;
  throw new Error(`the oracle needs the input ${name}`);
}

function texts(inputs: Inputs, name: string): readonly string[] {
  const value = inputs[name];
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw new Error(`the oracle needs the input ${name}`);
}
