import {
  active,
  days,
  ec2,
  idle,
  kept,
  minutes,
  old,
  oldAndIdle,
  type Story,
  s3,
  second,
  sts,
} from './story';

const ROWS: readonly Story[] = [
  {
    user: 'ci-deploy',
    story: 'A key as old as the report itself, not used yet.',
    created: days(20),
    key1: active(0),
    expect: { key1: kept },
  },
  {
    user: 'ci-preview',
    story: 'A key of 7 days that was never used.',
    created: days(7),
    key1: active(days(7)),
    expect: { key1: kept },
  },
  {
    user: 'ci-nightly',
    story: 'A key of 45 days that was never used: within 90 days, not within 45.',
    created: days(45),
    key1: active(days(45)),
    expect: { key1: kept },
  },
  {
    user: 'ci-limit',
    story:
      'A never used key of exactly 90 days: old enough to be idle, not old enough to be rotated.',
    created: days(90),
    key1: active(days(90)),
    expect: { key1: idle },
  },
  {
    user: 'ci-forgotten',
    story: 'A key of 91 days that was never used.',
    created: days(91),
    key1: active(days(91)),
    expect: { key1: oldAndIdle },
  },
  {
    user: 'backup',
    story: 'A key in daily use, rotated exactly 90 days ago: still within the limit.',
    created: days(700),
    key1: active(days(90), s3(days(1))),
    expect: { key1: kept },
  },
  {
    user: 'backup-standby',
    story: 'A key in daily use, rotated one second more than 90 days ago.',
    created: days(700),
    key1: active(days(90) + second, s3(days(1))),
    expect: { key1: old },
  },
  {
    user: 'metrics',
    story: 'A key last used exactly 90 days ago, long after its last rotation.',
    created: days(400),
    key1: active(days(200), ec2(days(90))),
    expect: { key1: oldAndIdle },
  },
  {
    user: 'metrics-archive',
    story: 'A key last used one second less than 90 days ago, long after its last rotation.',
    created: days(400),
    key1: active(days(200), ec2(days(90) - second)),
    expect: { key1: old },
  },
  {
    user: 'legacy-erp',
    story: 'A key of four years, used yesterday: in use, and all the more overdue for rotation.',
    created: days(1500),
    key1: active(days(1460), sts(days(1))),
    expect: { key1: old },
  },
  {
    user: 'static-site',
    story: 'A key used with S3, a global service: the region reads N/A though the key was used.',
    created: days(60),
    key1: active(days(60), s3(minutes(15))),
    expect: { key1: kept },
  },
  {
    user: 'reporting',
    story: 'A service user that was given a password besides its key.',
    created: days(150),
    password: { changed: days(150) },
    key1: active(days(40), ec2(days(4))),
    expect: { mfa: 'failed', password: 'failed', key1: kept },
  },

  {
    user: 'signer',
    story: 'An active signing certificate beside an inactive one, and nothing else.',
    created: days(1000),
    cert1: { active: true, age: days(900) },
    cert2: { active: false, age: days(1000) },
    expect: {},
  },
  {
    user: 'signer-retired',
    story: 'An inactive signing certificate keeps its date.',
    created: days(2000),
    cert1: { active: false, age: days(1900) },
    expect: {},
  },
];

/** The services of the demo account. */
export const SERVICES = ROWS.map((row): Story => ({ ...row, path: '/service/' }));
