// Every control that the report alone decides, again over the raw cells, as the standards' audit procedures read.
// Naive on purpose, it knows nothing of the model: where both agree, neither is likely wrong.

import {
  canSignIn,
  cell,
  certificateExists,
  created,
  date,
  hasPassword,
  isActive,
  keyExists,
  keyMade,
  keyUsed,
  type Row,
  rootPassword,
  yes,
} from './cells';
import { NotUnderstood } from './csv';
import { holdSmall, idlePattern, meantBy, type Tags } from './patterns';

/** The inputs of a control, all of them. */
export type Inputs = Readonly<Record<string, number | string | boolean | readonly string[]>>;

/** What a procedure looks at. */
export interface Account {
  readonly root: Row;
  readonly users: readonly Row[];
  /** When the report was made, in milliseconds since 1970. */
  readonly asOf: number;
  /** Whether that is only when somebody read it: the report may be older. */
  readonly isReadingTime: boolean;
  readonly tags: Tags;
}

/** A subject of a control, and whether it complies; undefined where that cannot be told. */
export interface Item {
  readonly label: string;
  readonly row: Row;
  readonly compliant: boolean | undefined;
}

type Procedure = (account: Account, inputs: Inputs) => readonly Item[] | 'cannot list them';

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
  // By the time of reading alone root would seem idle for longer than it was.
  'root-not-used': ({ root, asOf, isReadingTime }, inputs) => [
    person(
      root,
      isReadingTime
        ? undefined
        : LAST_USED.every((column) => {
            const used = date(root, column);
            return used === undefined || asOf - used >= daysOf(inputs, 'minIdleDays');
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
  'machine-user-without-password': ({ users, tags }, inputs) =>
    users
      .filter(meantBy(patterns(inputs, 'machineUsers', users), tags))
      .map((user) => person(user, !hasPassword(user))),
  'service-credential-user-alone': ({ users, tags }, inputs) =>
    users
      .filter(meantBy(patterns(inputs, 'serviceUsers', users), tags))
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
        return person(user, asOf - Math.max(...since) < daysOf(inputs, 'maxIdleDays'));
      }),
  'signing-certificate-absent': ({ users }) =>
    users.map((user) => person(user, !yes(user, 'cert_1_active') && !yes(user, 'cert_2_active'))),
  'users-allowed': ({ users, tags }, inputs) => {
    const isAllowed = meantBy(patterns(inputs, 'allowedUsers', users), tags);
    return users.map((user) => person(user, isAllowed(user)));
  },
  'canary-user-unused': ({ users, tags }, inputs) => {
    const canaries = patterns(inputs, 'canaryUsers', users);
    if (idlePattern(canaries, users, tags) !== undefined) return 'cannot list them';
    return users.filter(meantBy(canaries, tags)).map((user) =>
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
        const overlap = daysOf(inputs, 'maxOverlapDays');
        return person(user, !two || (overlap > 0 && asOf - newer <= overlap));
      }),

  // Passwords. "Less than N days ago" passes, so exactly N fails; never used counts from its change.
  'password-last-used': ({ users, asOf }, inputs) =>
    users.filter(hasPassword).map((user) => {
      const used =
        date(user, 'password_last_used') ?? date(user, 'password_last_changed') ?? created(user);
      return password(user, asOf - used < daysOf(inputs, 'maxIdleDays'));
    }),
  // "N days or less", so exactly N passes.
  'password-age': ({ users, asOf }, inputs) =>
    users.filter(hasPassword).map((user) => {
      const changed = date(user, 'password_last_changed') ?? created(user);
      return password(user, asOf - changed <= daysOf(inputs, 'maxAgeDays'));
    }),
  'password-overdue': ({ users, asOf }) =>
    users.filter(hasPassword).map((user) => {
      const due = date(user, 'password_next_rotation');
      return password(user, due === undefined || due >= asOf);
    }),

  'access-key-last-used': ({ users, asOf }, inputs) =>
    slots(users, isActive).map(([user, slot]) => {
      const used = keyUsed(user, slot) ?? keyMade(user, slot);
      return key(user, slot, asOf - used < daysOf(inputs, 'maxIdleDays'));
    }),
  'access-key-rotation': ({ users, asOf }, inputs) =>
    slots(users, isActive).map(([user, slot]) =>
      key(user, slot, asOf - keyMade(user, slot) <= daysOf(inputs, 'maxAgeDays')),
    ),
  'access-key-never-used': ({ users, asOf }, inputs) =>
    slots(users, isActive).map(([user, slot]) => {
      const young = asOf - keyMade(user, slot) < daysOf(inputs, 'maxGraceDays');
      return key(user, slot, keyUsed(user, slot) !== undefined || young);
    }),
  'access-key-inactive-removed': ({ users, asOf }, inputs) =>
    slots(users, (user, slot) => keyExists(user, slot) && !isActive(user, slot)).map(
      ([user, slot]) => key(user, slot, asOf - keyMade(user, slot) <= daysOf(inputs, 'maxAgeDays')),
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
        compliant: asOf - made <= daysOf(inputs, 'maxAgeDays'),
      };
    }),
};

const LAST_USED = [
  'password_last_used',
  'access_key_1_last_used_date',
  'access_key_2_last_used_date',
];

function person(row: Row, compliant: boolean | undefined): Item {
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

/** A limit in days, as milliseconds. */
function daysOf(inputs: Inputs, name: string): number {
  return number(inputs, name) * 86_400_000;
}

function number(inputs: Inputs, name: string): number {
  const value = inputs[name];
  if (typeof value === 'number') return value;
  throw without(name);
}

function flag(inputs: Inputs, name: string): boolean {
  const value = inputs[name];
  if (typeof value === 'boolean') return value;
  throw without(name);
}

function patterns(inputs: Inputs, name: string, users: readonly Row[]): readonly string[] {
  const value = inputs[name];
  if (typeof value !== 'object') throw without(name);
  holdSmall(value, users);
  return value;
}

// A default of its own could hide that another one judged first.
function without(name: string): NotUnderstood {
  return new NotUnderstood(`its input ${name} is not told, or of another kind`);
}
