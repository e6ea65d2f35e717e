import {
  accessKey,
  ago,
  type Cells,
  LEFT_OUT,
  only,
  password,
  type Row,
  reportOf,
  rootRow,
  userRow,
} from '../../tools/testing/report';
import { DAY } from '../report';
import { type Control, setControlHost } from './control';
import { evaluate } from './evaluate';
import type { Verdict } from './verdict';

const IDS = [
  'access-key-last-used',
  'access-key-rotation',
  'console-user-mfa',
  'password-last-used',
  'root-mfa',
  'root-no-access-key',
] as const;

type Id = (typeof IDS)[number];

/** Loads the file of a control as a host does, and takes what it declares. */
function load(id: Id): Control {
  const declared: Control[] = [];
  const former = setControlHost((control) => declared.push(control));
  try {
    require(`../../controls/${id}.test`);
  } finally {
    setControlHost(former);
  }
  return only(declared);
}

const CONTROLS = new Map(IDS.map((id) => [id, load(id)]));

function judge(id: Id, rows: readonly Row[], inputs = {}): readonly Verdict[] {
  const control = CONTROLS.get(id);
  if (!control) throw new Error(`${id} is not loaded`);
  return evaluate(control, { inputs }, reportOf(...rows), []);
}

/** `alice / password: failed`, one line per verdict. */
const lines = (verdicts: readonly Verdict[]) =>
  verdicts.map(({ subject, status }) => `${subject}: ${status}`);

const alice = (...cells: Cells[]) => userRow('alice', Object.assign({}, ...cells));
const root = (...cells: Cells[]) => rootRow(Object.assign({}, ...cells));
const OLD = ago(500 * DAY);
const MFA = { mfa_active: 'true' };

test.each(IDS)('%s declares itself under the name of its file', (id) => {
  expect(CONTROLS.get(id)?.id).toBe(id);
});

describe.each(IDS.slice(0, 4))('%s, a control about users', (id) => {
  test('judges nothing of root', () => {
    const everything = [password(OLD), accessKey(1, OLD), accessKey(2, OLD)];
    expect(only(judge(id, [root(...everything)]))).toMatchObject({
      status: 'notApplicable',
      subject: 'no subject',
      reason: 'Of root and 0 users in the report, none has anything that this control judges.',
    });
  });

  test('judges nothing of users without credentials', () => {
    expect(lines(judge(id, [alice(), userRow('bob')]))).toEqual(['no subject: notApplicable']);
  });

  test('accounts for every user', () => {
    const rows = ['a', 'b', 'c'].map((name) =>
      userRow(name, name === 'b' ? { ...password(OLD), ...accessKey(2, OLD) } : {}),
    );
    const verdicts = judge(id, rows);
    expect(verdicts.map(({ status }) => status)).toEqual([
      'failed',
      'notApplicable',
      'notApplicable',
    ]);
    expect(new Set(verdicts.map(({ arn }) => arn?.at(-1)))).toEqual(new Set(['a', 'b', 'c']));
  });

  test('judges the only user of an account', () => {
    const verdicts = judge(id, [alice(password(OLD), accessKey(1, OLD))]);
    expect(only(verdicts).status).toBe('failed');
  });
});

describe('access-key-last-used', () => {
  test.each([
    ['1 ms less than 90 days ago', 90 * DAY - 1, 'passed'],
    ['1 second less than 90 days ago', 90 * DAY - 1000, 'passed'],
    ['exactly 90 days ago', 90 * DAY, 'failed'],
    ['1 second more than 90 days ago', 90 * DAY + 1000, 'failed'],
  ])('a key last used %s (%d ms): %s', (_, idle, status) => {
    const used = ago(idle);
    expect(lines(judge('access-key-last-used', [alice(accessKey(1, OLD, { used }))]))).toEqual([
      `alice / access key 1: ${status}`,
    ]);
  });

  test.each([
    [0, 'passed'],
    [7 * DAY, 'passed'],
    [45 * DAY - 1, 'passed'],
    [45 * DAY, 'failed'],
    [91 * DAY, 'failed'],
  ])('within 45 days: a key that was created %d ms ago and never used: %s', (age, status) => {
    const verdicts = judge('access-key-last-used', [alice(accessKey(2, ago(age)))], {
      maxIdleDays: 45,
    });
    expect(lines(verdicts)).toEqual([`alice / access key 2: ${status}`]);
  });

  test('an inactive key 1 does not hide a stale key 2', () => {
    const row = alice(accessKey(1, OLD, { active: false }), accessKey(2, OLD, { used: OLD }));
    expect(lines(judge('access-key-last-used', [row]))).toEqual(['alice / access key 2: failed']);
  });

  test('two keys of a user are judged one by one', () => {
    const row = alice(accessKey(1, OLD, { used: ago(DAY) }), accessKey(2, OLD));
    expect(lines(judge('access-key-last-used', [row]))).toEqual([
      'alice / access key 1: passed',
      'alice / access key 2: failed',
    ]);
  });

  test('a use of a global service, which has no region, is a use', () => {
    const used = { access_key_1_last_used_region: 'N/A', access_key_1_last_used_service: 'iam' };
    const row = alice(accessKey(1, OLD, { used: ago(DAY) }), used);
    expect(only(judge('access-key-last-used', [row])).status).toBe('passed');
  });
});

describe('access-key-rotation', () => {
  test.each([
    ['1 ms less than 90 days', 90 * DAY - 1, 'passed'],
    ['exactly 90 days', 90 * DAY, 'passed'],
    ['1 ms more than 90 days', 90 * DAY + 1, 'failed'],
    ['1 second more than 90 days', 90 * DAY + 1000, 'failed'],
  ])('a key of the age of %s (%d ms): %s', (_, age, status) => {
    expect(lines(judge('access-key-rotation', [alice(accessKey(2, ago(age)))]))).toEqual([
      `alice / access key 2: ${status}`,
    ]);
  });

  test('an old key is not young because it was used yesterday', () => {
    const row = alice(accessKey(1, OLD, { used: ago(DAY) }));
    expect(only(judge('access-key-rotation', [row])).status).toBe('failed');
    expect(only(judge('access-key-last-used', [row])).status).toBe('passed');
  });

  test('an old inactive key is not judged', () => {
    const row = alice(accessKey(1, OLD, { active: false }), accessKey(2, ago(DAY)));
    expect(lines(judge('access-key-rotation', [row]))).toEqual(['alice / access key 2: passed']);
  });

  test('the limit is that of the profile', () => {
    const row = alice(accessKey(1, ago(2 * DAY)));
    expect(only(judge('access-key-rotation', [row], { maxAgeDays: 1 }))).toMatchObject({
      status: 'failed',
      limit: 1,
    });
  });
});

describe.each(['access-key-last-used', 'access-key-rotation'] as const)('%s', (id) => {
  test('no key of a user is judged where the report says that it leaves some out', () => {
    const listed = alice(accessKey(2, ago(DAY)), LEFT_OUT);
    expect(lines(judge(id, [listed]))).toEqual(['alice / access key 2: error']);
    expect(lines(judge(id, [alice(LEFT_OUT)]))).toEqual(['no subject: error']);
    const bob = userRow('bob', accessKey(1, ago(DAY)));
    expect(lines(judge(id, [alice(LEFT_OUT), bob]))).toEqual([
      'bob / access key 1: passed',
      'alice: error',
    ]);
  });
});

describe('password-last-used', () => {
  test.each([
    ['1 ms less than 30 days ago', 30 * DAY - 1, 'passed'],
    ['1 second less than 30 days ago', 30 * DAY - 1000, 'passed'],
    ['exactly 30 days ago', 30 * DAY, 'failed'],
    ['1 second more than 30 days ago', 30 * DAY + 1000, 'failed'],
  ])('a password last used %s (%d ms): %s', (_, idle, status) => {
    const row = alice(password(OLD, ago(idle)));
    expect(lines(judge('password-last-used', [row]))).toEqual([`alice / password: ${status}`]);
  });

  test.each([
    ['just now', 0, 'passed'],
    ['1 day ago', DAY, 'passed'],
    ['1 second less than 45 days ago', 45 * DAY - 1000, 'passed'],
    ['exactly 45 days ago', 45 * DAY, 'failed'],
    ['90 days ago', 90 * DAY, 'failed'],
  ])('within 45 days: one that was set %s and never used (%d ms): %s', (_, age, status) => {
    const verdicts = judge('password-last-used', [alice(password(ago(age)))], { maxIdleDays: 45 });
    expect(only(verdicts).status).toBe(status);
  });

  test('a user without a password is not judged, though it signed in with a former one', () => {
    const rows = [alice({ password_last_used: OLD }), userRow('bob', password(ago(DAY)))];
    expect(judge('password-last-used', rows)).toMatchObject([
      { subject: 'bob / password', status: 'passed' },
      {
        subject: 'alice',
        status: 'notApplicable',
        reason: 'alice has no password that this control judges.',
      },
    ]);
  });
});

describe('console-user-mfa', () => {
  test.each([
    ['true', 'passed'],
    ['TRUE', 'passed'],
    ['false', 'failed'],
    ['FALSE', 'failed'],
  ])('a user with a password and mfa_active %s: %s', (active, status) => {
    const row = alice(password(OLD), { mfa_active: active });
    expect(lines(judge('console-user-mfa', [row]))).toEqual([`alice: ${status}`]);
  });

  test('a user with two active keys and a password is one subject', () => {
    const row = alice(password(OLD), accessKey(1, OLD), accessKey(2, OLD));
    expect(lines(judge('console-user-mfa', [row]))).toEqual(['alice: failed']);
  });

  test('a user with keys alone is not judged', () => {
    const rows = [alice(accessKey(1, OLD)), userRow('bob', { ...password(OLD), ...MFA })];
    expect(lines(judge('console-user-mfa', rows))).toEqual(['bob: passed', 'alice: notApplicable']);
  });
});

describe('root-mfa', () => {
  const verdict = (...cells: Cells[]) =>
    only(judge('root-mfa', [root(...cells), alice(password(OLD))]));

  test('passes with MFA, and without credentials, and says which', () => {
    expect(verdict(password(OLD), MFA)).toMatchObject({ status: 'passed', measured: true });
    expect(verdict()).toMatchObject({ status: 'passed', measured: 'no root credentials' });
  });

  test('fails with a password, with a key alone, and with a password AWS does not tell of', () => {
    expect(verdict(password(OLD)).status).toBe('failed');
    expect(verdict(password('N/A', 'N/A')).status).toBe('failed');
    expect(verdict(accessKey(1, OLD, { used: ago(0) })).status).toBe('failed');
    expect(verdict({ password_enabled: 'not_supported' }).status).toBe('failed');
  });

  test('is not about a user named root', () => {
    const verdicts = judge('root-mfa', [root(MFA), userRow('root', password(OLD))]);
    expect(lines(verdicts)).toEqual(['<root_account>: passed']);
  });
});

describe('root-no-access-key', () => {
  const verdict = (...cells: Cells[]) =>
    only(judge('root-no-access-key', [root(...cells), alice(accessKey(1, OLD))]));

  test('passes where root has no key, whatever users have', () => {
    expect(verdict(password(OLD))).toMatchObject({ status: 'passed', measured: 0 });
  });

  test('fails with an active key in either slot, and with an inactive one', () => {
    expect(verdict(accessKey(1, ago(0))).status).toBe('failed');
    expect(verdict(accessKey(2, ago(0))).status).toBe('failed');
    expect(verdict(accessKey(2, OLD, { active: false })).status).toBe('failed');
  });
});

test('a failure names the user in the commands that mend it', () => {
  const row = userRow('smith,john', accessKey(1, OLD));
  const { fix } = only(judge('access-key-last-used', [row]));
  expect(fix).toMatchInlineSnapshot(
    `"Deactivate the key, and delete it once nothing has broken: aws iam update-access-key --user-name smith,john --access-key-id <id> --status Inactive, aws iam delete-access-key --user-name smith,john --access-key-id <id>"`,
  );
});
