import {
  ACCOUNT,
  AS_OF,
  ago,
  bytes,
  csv,
  password,
  type Row,
  rootRow,
  userRow,
} from '../../tools/testing/report';
import { NotUnderstood } from './csv';
import { type Evidence, secondOpinion } from './second-opinion';

const CONTROL = {
  profile: 'house',
  id: 'users-allowed',
  inputs: { allowedUsers: ['alice'] as readonly string[] },
  scope: { everybody: true, classes: [] },
  notRun: 0,
};

const LINE = { profile: 'house', control: 'users-allowed', subject: 'alice', status: 'passed' };

const alice = userRow('alice');

const lines = (...all: readonly object[]) => all.map((each) => JSON.stringify(each)).join('\n');

function ask(changed: Partial<Evidence> = {}) {
  return secondOpinion({
    report: bytes(csv([rootRow(), alice])),
    facts: '{}',
    verdicts: lines(LINE),
    asOf: AS_OF,
    isReadingTime: false,
    controls: [CONTROL],
    ...changed,
  });
}

const AGREES = { judged: 1, total: 1, differences: [], notCompared: [], notJudged: [] };

test('what is sound is compared', () => {
  expect(ask()).toEqual(AGREES);
});

const of = (...rows: readonly Row[]) => csv([rootRow(), ...rows]);
const sound = of(alice);

test.each<[string, string | Uint8Array, RegExp]>([
  ['is empty', '', /it is empty/],
  ['is no UTF-8', new Uint8Array([0xff, 0xfe, 0x41]), /not UTF-8/],
  ['has a header alone', sound.slice(0, sound.indexOf('\n')), /0 rows of root/],
  ['lacks a column', sound.replace('mfa_active', 'mfa'), /its header has no mfa_active/],
  ['names a column twice', sound.replace('cert_2_active', 'arn'), /no cert_2_active/],
  ['is cut off', sound.slice(0, -30), /row 3 has \d+ cells/],
  ['has two roots', csv([rootRow(), rootRow()]), /2 rows of root/],
  ['has no root', csv([alice]), /0 rows of root/],
  ['has a user twice', of(alice, userRow('ALICE')), /a user stands in it twice/],
  [
    'is of two accounts',
    of(userRow('alice', { arn: 'arn:aws:iam::999999999999:user/alice' })),
    /of several accounts/,
  ],
  [
    'has an ARN of somebody else',
    of({ ...alice, arn: `arn:aws:iam::${ACCOUNT}:user/bob` }),
    /is not that of "alice"/,
  ],
  [
    'has a flag that is none',
    of({ ...alice, mfa_active: '' }),
    /row 3, mfa_active: "" is no true or false/,
  ],
  [
    'has a date that is none',
    of({ ...alice, user_creation_time: '2025-02-30T00:00:00Z' }),
    /row 3, user_creation_time: "2025-02-30T00:00:00Z" is no date/,
  ],
  [
    'has a date after its own',
    of(userRow('alice', password(ago(-300_001), 'N/A'))),
    /a date after the report/,
  ],
  ['has a stray quote', sound.replace('alice', 'al"ice'), /row 3 has a quote within a cell/],
  ['has an open quote', `${sound}\n"`, /row 4 opens a quote/],
  [
    'goes on after a quote',
    sound.replace('alice', '"alice"x'),
    /row 3 goes on after a cell in quotes/,
  ],
  ['has no end', `${sound}\n${'x\n'.repeat(30_000)}`, /more than 20000 rows/],
])('a report that %s is not understood, and said so', (_what, report, why) => {
  const content = typeof report === 'string' ? bytes(report) : report;
  expect(() => ask({ report: content })).toThrow(NotUnderstood);
  expect(() => ask({ report: content })).toThrow(why);
});

test('20,000 rows are read, and one more is not', () => {
  const users = Array.from({ length: 19_999 }, (_, at) => userRow(`user-${at}`));
  const first = (count: number) => ask({ report: bytes(of(...users.slice(0, count))) });
  expect(first(19_999).differences.length).toBe(20_000);
  expect(() => ask({ report: bytes(of(...users, userRow('last'))) })).toThrow(/more than 20000/);
});

test.each<[string, string, RegExp]>([
  ['is no JSON', `${lines(LINE)}\n{`, /line 2 of its verdicts is no JSON/],
  ['is no object', lines(LINE).concat('\nnull'), /line 2 of its verdicts is no verdict/],
  ['lacks a status', lines({ ...LINE, status: undefined }), /line 1 of its verdicts is no verdict/],
  ['is of no profile', lines({ ...LINE, profile: 7 }), /line 1 of its verdicts is no verdict/],
])('a verdict that %s is not understood', (_what, verdicts, why) => {
  expect(() => ask({ verdicts })).toThrow(why);
});

test('a verdict that stands twice, or of which nothing is known, is a difference', () => {
  const { differences } = ask({ verdicts: lines(LINE, LINE, { ...LINE, subject: '__proto__' }) });
  expect(differences.map(({ subject, recorded, second }) => [subject, recorded, second])).toEqual([
    ['alice', 'passed', undefined],
    ['__proto__', 'passed', undefined],
  ]);
});

test.each(['constructor', '__proto__', 'toString', 'own-control'])(
  'a control called %s has no procedure',
  (id) => {
    const control = { ...CONTROL, id };
    expect(ask({ controls: [control] })).toMatchObject({ judged: 0, notJudged: [control] });
  },
);

test('a control that stands twice is compared once, and said so', () => {
  const { notCompared } = ask({
    controls: [CONTROL, { ...CONTROL, inputs: { allowedUsers: ['*'] } }],
  });
  expect(notCompared.map(({ why }) => why)).toEqual(['the manifest names it twice']);
});

describe('classes and lists by tag', () => {
  const controls = [{ ...CONTROL, inputs: { allowedUsers: ['tag:team=pay*'] } }];
  const facts = (known: unknown) => JSON.stringify({ userTags: { known } });
  const team = (value: string) => [{ userName: 'alice', tags: [{ key: 'Team', value }] }];

  test('are judged by the facts of the run', () => {
    expect(ask({ controls, facts: facts(team('payments')) })).toEqual(AGREES);
    const { differences } = ask({ controls, facts: facts(team('Payments')) });
    expect(differences).toMatchObject([{ subject: 'alice', recorded: 'passed', second: 'failed' }]);
  });

  test('cannot be, where nobody asked AWS', () => {
    const { differences } = ask({ controls });
    expect(differences).toMatchObject([
      { subject: 'alice', recorded: 'passed', second: undefined },
      { subject: 'all subjects', recorded: undefined, second: 'error' },
    ]);
  });

  test.each([
    ['null'],
    ['[]'],
    ['{'],
    [facts({})],
    [facts([null])],
    [facts([...team('a'), ...team('b')])],
  ])('are not understood where the facts are %s', (text) => {
    expect(() => ask({ controls, facts: text })).toThrow(NotUnderstood);
  });
});

test('patterns with many wildcards take no longer than their length times that of the name', () => {
  const name = 'a'.repeat(64);
  const allowedUsers = [`${'*a'.repeat(400)}b`];
  const { differences } = ask({
    report: bytes(of(...[userRow(name)])),
    controls: [{ ...CONTROL, inputs: { allowedUsers } }],
    verdicts: lines({ ...LINE, subject: name, status: 'failed' }),
  });
  expect(differences).toEqual([]);
});

test('more patterns than could be held against all users are refused, not tried', () => {
  const users = Array.from({ length: 1000 }, (_, at) => userRow(`user-${at}`));
  const allowedUsers = Array.from({ length: 20_001 }, (_, at) => `*${at}`);
  const { notCompared } = ask({
    report: bytes(of(...users)),
    controls: [{ ...CONTROL, inputs: { allowedUsers } }],
  });
  expect(notCompared.map(({ why }) => why)).toEqual([
    '20001 patterns are too many to hold against 1000 users',
  ]);
});
