import type { Facts, Snapshot } from '../../../support/report';
import {
  ACCOUNT,
  AS_OF,
  accessKey,
  ago,
  bytes,
  type Cells,
  csv,
  password,
  type Row,
  rootRow,
  userRow,
} from '../../testing/report';

/** Users of one kind. */
export interface Story {
  readonly users: number;
  /** What is so of each of them, for the page. */
  readonly about: string;
  readonly cells: (index: number) => Cells;
}

const HOUR = 3_600_000;
const MFA: Cells = { mfa_active: 'true' };

const days = (count: number, hours = 0) => ago((24 * count + hours) * HOUR);
const signedIn = (used: number, hours = 0) => password(days(400), days(used, hours));
const key = (slot: 1 | 2, made: string, used?: string, active = true) =>
  accessKey(slot, made, { active, ...(used !== undefined && { used }) });
/** A few seconds after the user was made. */
const withUser = (count: number): Cells => ({ user_creation_time: ago(24 * count * HOUR + 5000) });

/** The 300 users by what they are called: most are plain, some are what tools disagree about. */
export const STORIES: Readonly<Record<string, Story>> = {
  person: {
    users: 107,
    about: 'password used in the last 20 days, MFA',
    cells: (index) => ({ ...signedIn(index % 20), ...MFA }),
  },
  developer: {
    users: 34,
    about: 'as `person`, and a key that is young and in use',
    cells: (index) => ({
      ...signedIn(index % 20),
      ...MFA,
      ...key(1, days(10 + index), days(index % 7)),
    }),
  },
  machine: {
    users: 58,
    about: 'a key that is young and in use, nothing else',
    cells: (index) => key(1, days(10 + index), days(index % 5)),
  },
  former: { users: 14, about: 'no credentials', cells: () => ({}) },
  'without-mfa': {
    users: 9,
    about: 'password in use, no MFA',
    cells: (index) => signedIn(index),
  },
  'idle-person': {
    users: 8,
    about: 'password last used 60 to 270 days ago, MFA',
    cells: (index) => ({ ...signedIn(60 + 30 * index), ...MFA }),
  },
  'idle-machine': {
    users: 8,
    about: 'key made 80, last used 60 days ago',
    cells: () => key(1, days(80), days(60)),
  },
  'old-key': {
    users: 12,
    about: 'key made 150 days ago, in use',
    cells: () => key(1, days(150), days(2)),
  },
  'two-keys': {
    users: 5,
    about: 'two active keys, both young and in use',
    cells: () => ({ ...key(1, days(60), days(1)), ...key(2, days(5), days(1)) }),
  },
  'two-keys-in-path': {
    users: 3,
    about: 'as `two-keys`, under the path `/team/`',
    cells: (index) => ({
      arn: `arn:aws:iam::${ACCOUNT}:user/team/${nameOf('two-keys-in-path', index)}`,
      ...key(1, days(60), days(1)),
      ...key(2, days(5), days(1)),
    }),
  },
  'short-name': {
    users: 1,
    about: 'as `machine`; its name, `machine`, begins those of others',
    cells: () => ({
      user: 'machine',
      arn: `arn:aws:iam::${ACCOUNT}:user/machine`,
      ...key(1, days(10), days(1)),
    }),
  },
  'never-signed-in': {
    users: 5,
    about: 'password set 60 days ago and never used',
    cells: () => password(days(60)),
  },
  'new-person': {
    users: 4,
    about: 'password set yesterday, not used yet',
    cells: () => password(days(1)),
  },
  'never-called': {
    users: 6,
    about: 'key made 60 days ago and never used',
    cells: () => key(1, days(60)),
  },
  'new-machine': {
    users: 2,
    about: 'key made yesterday, not used yet',
    cells: () => key(1, days(1)),
  },
  'person-at-limit': {
    users: 3,
    about: 'password last used 45 days and 6 hours ago, MFA',
    cells: () => ({ ...signedIn(45, 6), ...MFA }),
  },
  'machine-at-limit': {
    users: 2,
    about: 'key last used 45 days and 6 hours ago',
    cells: () => key(1, days(80), days(45, 6)),
  },
  'key-at-limit': {
    users: 4,
    about: 'key made 90 days and 6 hours ago, in use',
    cells: () => key(1, days(90, 6), days(1)),
  },
  'key-replaced': {
    users: 6,
    about:
      'an inactive key made 200, last used 100 days ago; an active one that is young and in use',
    cells: () => ({ ...key(1, days(200), days(100), false), ...key(2, days(20), days(1)) }),
  },
  'setup-in-use': {
    users: 3,
    about: 'password in use, MFA; a key made with the user 60 days ago, in use',
    cells: () => ({
      ...signedIn(3),
      ...MFA,
      ...withUser(60),
      password_last_changed: days(60),
      ...key(1, days(60), days(1)),
    }),
  },
  'setup-slot-2': {
    users: 2,
    about: 'password in use, MFA; a key in slot 2, made with the user 30 days ago and never used',
    cells: () => ({
      ...signedIn(3),
      ...MFA,
      ...withUser(30),
      password_last_changed: days(30),
      ...key(2, days(30)),
    }),
  },
  'key-made-later': {
    users: 3,
    about: 'password in use, MFA; a key made 20 days ago, long after the user, and never used',
    cells: () => ({ ...signedIn(3), ...MFA, ...key(1, days(20)) }),
  },
  'root-admin': {
    users: 1,
    about: 'password in use, a virtual MFA device; `root` is a part of the name',
    cells: () => ({ ...signedIn(3), ...MFA }),
  },
};

/** What is so of root, for the page. */
export const ROOT =
  'password last used 300 days ago, MFA by a security key; an inactive key, last used 200 days ago';

function nameOf(story: string, index: number): string {
  return `${story}-${String(index + 1).padStart(3, '0')}`;
}

const ROOT_ROW = rootRow({ ...signedIn(300), ...MFA, ...key(1, days(500), days(200), false) });

/** The rows of the report by story; root has one of its own. */
export const ROWS_BY_STORY: ReadonlyMap<string, readonly Row[]> = new Map([
  ...Object.entries(STORIES).map(([name, { users, cells }]): [string, readonly Row[]] => [
    name,
    Array.from({ length: users }, (_, index) => userRow(nameOf(name, index), cells(index))),
  ]),
  ['root', [ROOT_ROW]],
]);

/** The rows of the report, that of root first, as IAM sends them. */
export const ROWS: readonly Row[] = [
  ROOT_ROW,
  ...[...ROWS_BY_STORY.values()].flat().filter((row) => row !== ROOT_ROW),
];

/** The ARNs of whom the virtual MFA devices belong to. */
export const VIRTUAL_MFA_OF = [`arn:aws:iam::${ACCOUNT}:user/${nameOf('root-admin', 0)}`];

const FACTS: Facts = {
  virtualMfaDevices: { known: VIRTUAL_MFA_OF.map((userArn) => ({ userArn })) },
};

/** The account as a live run reads it. */
export const SNAPSHOT: Snapshot = {
  content: bytes(csv(ROWS)),
  generatedTime: AS_OF,
  origin: { kind: 'live', endpoint: undefined },
  caller: undefined,
  facts: FACTS,
  notes: [],
};
