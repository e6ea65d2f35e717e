/** How a control ends for one subject of the sample. */
export type SampleOutcome = 'passed' | 'failed' | 'notApplicable';

/** An access key: ages in seconds before the report; no `used` means that it was never used. */
export interface KeyStory {
  active: boolean;
  rotated: number;
  used?: { age: number; region: string; service: string };
}

/** One row of the sample and what the baseline profile must say of it. Ages are seconds before the report. */
export interface Story {
  user: string;
  /** Why the user is in the sample. */
  story: string;
  path?: string;
  created: number;
  /** No `used` means that the password was never used. */
  password?: { changed: number; used?: number };
  mfa?: true;
  key1?: KeyStory;
  key2?: KeyStory;
  cert1?: { active: boolean; age: number };
  cert2?: { active: boolean; age: number };
  /** What is left out is not applicable: no password, no active key in that slot. */
  expect: {
    mfa?: SampleOutcome;
    password?: SampleOutcome;
    key1?: { used: SampleOutcome; rotated: SampleOutcome };
    key2?: { used: SampleOutcome; rotated: SampleOutcome };
  };
}

const minutes = (count: number) => count * 60;
const days = (count: number) => count * 86_400;
const second = 1;

const s3 = (age: number) => ({ age, region: 'N/A', service: 's3' });
const ec2 = (age: number) => ({ age, region: 'eu-central-1', service: 'ec2' });
const sts = (age: number) => ({ age, region: 'us-east-1', service: 'sts' });

const active = (rotated: number, used?: KeyStory['used']): KeyStory =>
  used ? { active: true, rotated, used } : { active: true, rotated };
const inactive = (rotated: number, used?: KeyStory['used']): KeyStory => ({
  ...active(rotated, used),
  active: false,
});

const kept = { used: 'passed', rotated: 'passed' } as const;
const idle = { used: 'failed', rotated: 'passed' } as const;
const old = { used: 'passed', rotated: 'failed' } as const;
const oldAndIdle = { used: 'failed', rotated: 'failed' } as const;

/** The users of the demo account, in no particular order. */
export const STORIES: readonly Story[] = [
  // Passwords and MFA
  {
    user: 'alice',
    story: 'Everything as it should be: MFA, a password used yesterday, a fresh key in use.',
    created: days(700),
    password: { changed: days(60), used: days(1) },
    mfa: true,
    key1: active(days(20), ec2(minutes(30))),
    expect: { mfa: 'passed', password: 'passed', key1: kept },
  },
  {
    user: 'bob',
    story: 'Signs in to the console every day without MFA.',
    created: days(500),
    password: { changed: days(100), used: days(1) },
    expect: { mfa: 'failed', password: 'passed' },
  },
  {
    user: 'carol',
    story: 'An old user whose credentials were all deleted: nothing to judge.',
    created: days(1200),
    expect: {},
  },
  {
    user: 'dan',
    story: 'Created with the report, before any credential was added.',
    created: 0,
    expect: {},
  },
  {
    user: 'erin',
    story: 'Got a password yesterday and has not signed in yet: never used, but young.',
    created: days(1),
    password: { changed: days(1) },
    mfa: true,
    expect: { mfa: 'passed', password: 'passed' },
  },
  {
    user: 'frank',
    story: 'Got a password 44 days ago and never signed in.',
    created: days(44),
    password: { changed: days(44) },
    mfa: true,
    expect: { mfa: 'passed', password: 'failed' },
  },
  {
    user: 'grace',
    story: 'Got a password 90 days ago, never signed in and has no MFA: both rules are broken.',
    created: days(90),
    password: { changed: days(90) },
    expect: { mfa: 'failed', password: 'failed' },
  },
  {
    user: 'heidi',
    story: 'Last signed in exactly 30 days ago: on the limit, which is too long.',
    created: days(800),
    password: { changed: days(300), used: days(30) },
    mfa: true,
    expect: { mfa: 'passed', password: 'failed' },
  },
  {
    user: 'ivan',
    story: 'Last signed in one second less than 30 days ago: just inside the limit.',
    created: days(800),
    password: { changed: days(300), used: days(30) - second },
    mfa: true,
    expect: { mfa: 'passed', password: 'passed' },
  },
  {
    user: 'judy',
    story: 'A guest who signed in once, on the day the password was set, 31 days ago.',
    created: days(31),
    password: { changed: days(31), used: days(31) },
    mfa: true,
    expect: { mfa: 'passed', password: 'failed' },
  },
  {
    user: 'karl',
    story: 'A password never used and set exactly 30 days ago: on the limit, which is too long.',
    created: days(30),
    password: { changed: days(30) },
    mfa: true,
    expect: { mfa: 'passed', password: 'failed' },
  },
  {
    user: 'leo',
    story: 'A password never used and set one second less than 30 days ago.',
    created: days(400),
    password: { changed: days(30) - second },
    mfa: true,
    expect: { mfa: 'passed', password: 'passed' },
  },
  {
    user: 'mia',
    story: 'Enrolled an MFA device but has no password: last used reads N/A, not no_information.',
    created: days(250),
    mfa: true,
    expect: {},
  },
  {
    user: 'Zoe',
    story: 'A capital letter: AWS sorts the rows without regard to case.',
    created: days(90),
    password: { changed: days(10), used: minutes(90) },
    mfa: true,
    expect: { mfa: 'passed', password: 'passed' },
  },

  // Two slots for access keys
  {
    user: 'nina',
    story: 'A password and two active keys, all fresh and in use: one verdict for each.',
    created: days(365),
    password: { changed: days(30), used: days(2) },
    mfa: true,
    key1: active(days(45), sts(days(1))),
    key2: active(days(5), ec2(minutes(20))),
    expect: { mfa: 'passed', password: 'passed', key1: kept, key2: kept },
  },
  {
    user: 'oscar',
    story: 'An inactive key in slot 1 must not hide the stale active key in slot 2.',
    created: days(600),
    key1: inactive(days(500), ec2(days(300))),
    key2: active(days(400), ec2(days(200))),
    expect: { key2: oldAndIdle },
  },
  {
    user: 'peggy',
    story: 'Slot 1 is empty and the only key, an active one, sits in slot 2.',
    created: days(200),
    key2: active(days(30), ec2(days(3))),
    expect: { key2: kept },
  },
  {
    user: 'quentin',
    story: 'A rotation half done: the old key is still active beside the new one.',
    created: days(600),
    key1: active(days(3), ec2(days(1))),
    key2: active(days(420), ec2(days(2))),
    expect: { key1: kept, key2: old },
  },
  {
    user: 'rupert',
    story:
      'A finished rotation: the old key is inactive and sits in slot 2, for slots do not follow age.',
    created: days(600),
    key1: active(days(12), ec2(minutes(45))),
    key2: inactive(days(300), ec2(days(13))),
    expect: { key1: kept },
  },
  {
    user: 'sybil',
    story: 'An old key that was deactivated keeps its dates, and is no subject of the key rules.',
    created: days(1500),
    key1: inactive(days(1400), s3(days(700))),
    expect: {},
  },

  // Services: keys that were never used, and the limits of 90 days
  {
    user: 'ci-deploy',
    path: '/service/',
    story: 'A key as old as the report itself, not used yet.',
    created: days(20),
    key1: active(0),
    expect: { key1: kept },
  },
  {
    user: 'ci-preview',
    path: '/service/',
    story: 'A key of 7 days that was never used.',
    created: days(7),
    key1: active(days(7)),
    expect: { key1: kept },
  },
  {
    user: 'ci-nightly',
    path: '/service/',
    story: 'A key of 45 days that was never used: within 90 days, not within 45.',
    created: days(45),
    key1: active(days(45)),
    expect: { key1: kept },
  },
  {
    user: 'ci-limit',
    path: '/service/',
    story:
      'A never used key of exactly 90 days: old enough to be idle, not old enough to be rotated.',
    created: days(90),
    key1: active(days(90)),
    expect: { key1: idle },
  },
  {
    user: 'ci-forgotten',
    path: '/service/',
    story: 'A key of 91 days that was never used.',
    created: days(91),
    key1: active(days(91)),
    expect: { key1: oldAndIdle },
  },
  {
    user: 'backup',
    path: '/service/',
    story: 'A key in daily use, rotated exactly 90 days ago: still within the limit.',
    created: days(700),
    key1: active(days(90), s3(days(1))),
    expect: { key1: kept },
  },
  {
    user: 'backup-standby',
    path: '/service/',
    story: 'A key in daily use, rotated one second more than 90 days ago.',
    created: days(700),
    key1: active(days(90) + second, s3(days(1))),
    expect: { key1: old },
  },
  {
    user: 'metrics',
    path: '/service/',
    story: 'A key last used exactly 90 days ago, long after its last rotation.',
    created: days(400),
    key1: active(days(200), ec2(days(90))),
    expect: { key1: oldAndIdle },
  },
  {
    user: 'metrics-archive',
    path: '/service/',
    story: 'A key last used one second less than 90 days ago, long after its last rotation.',
    created: days(400),
    key1: active(days(200), ec2(days(90) - second)),
    expect: { key1: old },
  },
  {
    user: 'legacy-erp',
    path: '/service/',
    story: 'A key of four years, used yesterday: in use, and all the more overdue for rotation.',
    created: days(1500),
    key1: active(days(1460), sts(days(1))),
    expect: { key1: old },
  },
  {
    user: 'static-site',
    path: '/service/',
    story: 'A key used with S3, a global service: the region reads N/A though the key was used.',
    created: days(60),
    key1: active(days(60), s3(minutes(15))),
    expect: { key1: kept },
  },
  {
    user: 'reporting',
    path: '/service/',
    story: 'A service user that was given a password besides its key.',
    created: days(150),
    password: { changed: days(150) },
    key1: active(days(40), ec2(days(4))),
    expect: { mfa: 'failed', password: 'failed', key1: kept },
  },

  // Names that break a careless reader
  {
    user: 'doe,jane',
    story: 'A comma in the name: a line split at commas would shift every cell.',
    created: days(300),
    password: { changed: days(50), used: days(5) },
    key1: active(days(100), ec2(days(2))),
    expect: { mfa: 'failed', password: 'passed', key1: old },
  },
  {
    user: 'j.smith+ops=on_call@corp-eu',
    story: 'The other signs that IAM allows in a name.',
    created: days(300),
    password: { changed: days(80), used: days(6) },
    mfa: true,
    expect: { mfa: 'passed', password: 'passed' },
  },
  {
    user: 'platform-engineering-on-call-rotation-emea-and-apac-backup-user1',
    story: 'A name of 64 characters, the longest that IAM takes.',
    created: days(120),
    key1: active(days(14), ec2(days(1))),
    expect: { key1: kept },
  },
  {
    user: 'partner',
    path: '/a,b/',
    story: 'A comma in the path, so in the ARN only.',
    created: days(180),
    key1: active(days(120), ec2(days(100))),
    expect: { key1: oldAndIdle },
  },
  {
    user: 'true',
    story: 'A name that a reader might take for a boolean.',
    created: days(70),
    password: { changed: days(70), used: days(40) },
    mfa: true,
    expect: { mfa: 'passed', password: 'failed' },
  },
  {
    user: '2023-01-01',
    story: 'A name that a reader might take for a date.',
    created: days(70),
    key1: active(days(70), ec2(days(8))),
    expect: { key1: kept },
  },
  {
    user: '=cmd',
    story: 'A name that a spreadsheet would run as a formula.',
    created: days(70),
    password: { changed: days(70), used: days(20) },
    expect: { mfa: 'failed', password: 'passed' },
  },

  // Signing certificates
  {
    user: 'signer',
    path: '/service/',
    story: 'An active signing certificate beside an inactive one, and nothing else.',
    created: days(1000),
    cert1: { active: true, age: days(900) },
    cert2: { active: false, age: days(1000) },
    expect: {},
  },
  {
    user: 'signer-retired',
    path: '/service/',
    story: 'An inactive signing certificate keeps its date.',
    created: days(2000),
    cert1: { active: false, age: days(1900) },
    expect: {},
  },
];
