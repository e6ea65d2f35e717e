import timers from 'node:timers/promises';
import { closeSessions, session } from '../../tools/testing/local-iam.fixture';
import { liveAccount } from '../../tools/testing/npm-test';
import { loadControls } from '../../tools/testing/oracle';
import {
  ACCOUNT,
  accessKey,
  ago,
  type Cells,
  csv,
  LIVE_COLUMNS,
  only,
  parseCsv,
  password,
  type Row,
  reportOf,
  rootRow,
  userRow,
} from '../../tools/testing/report';
import { fetchSnapshot } from '../aws/fetch-snapshot';
import { evaluate, type Inputs, type Verdict } from '../control';
import type { Script, Step } from '../local-iam';
import {
  type CredentialReport,
  DAY,
  type Facts,
  ReportError,
  resolveAsOf,
  type Snapshot,
} from '../report';

/**
 * What other tools that read the credential report get wrong, or once got wrong, each as the
 * smallest report that shows it. The numbers are those of the list that they were collected in.
 */

const controls = loadControls();

function judge(id: string, report: CredentialReport, inputs: Inputs = {}): readonly Verdict[] {
  const control = controls.get(id);
  if (!control) throw new Error(`there is no control ${id}`);
  return evaluate(control, { inputs }, report, []);
}

/** `alice / password: failed`, one line per verdict. */
function lines(id: string, report: CredentialReport, inputs: Inputs = {}): string[] {
  return judge(id, report, inputs).map(({ subject, status }) => `${subject}: ${status}`);
}

const alice = (...cells: Cells[]) => userRow('alice', Object.assign({}, ...cells));
const root = (...cells: Cells[]) => rootRow(Object.assign({}, ...cells));
const knowing = (facts: Facts, ...rows: Row[]): CredentialReport => ({
  ...reportOf(...rows),
  facts,
});

const OLD = ago(500 * DAY);
const YESTERDAY = ago(DAY);
const MFA = { mfa_active: 'true' };

test.each([1, 2] as const)(
  'peer defect 1: the comparison is inverted, so a root key %d used today passes and one long idle fails',
  (slot) => {
    const used = (at: string) => reportOf(root(accessKey(slot, OLD, { used: at })));
    expect(lines('root-not-used', used(ago(0)))).toEqual(['<root_account>: failed']);
    expect(lines('root-not-used', used(OLD))).toEqual(['<root_account>: passed']);
  },
);

test('peer defect 2: an inactive key 1 hides an idle key 2', () => {
  const stale = accessKey(2, OLD, { used: OLD });
  const report = reportOf(alice(accessKey(1, OLD, { active: false }), stale));
  expect(lines('access-key-last-used', report)).toEqual(['alice / access key 2: failed']);
  expect(lines('access-key-rotation', report)).toEqual(['alice / access key 2: failed']);
});

describe('peer defect 3: users and passwords are taken from the wrong rows and dates', () => {
  test('root is judged by the rules for users', () => {
    const report = reportOf(root(password(OLD, OLD)), alice(password(OLD, YESTERDAY)));
    expect(lines('password-last-used', report)).toEqual(['alice / password: passed']);
  });

  test('a password that was never used fails at the age of 0', () => {
    const report = reportOf(alice(password(ago(0))));
    expect(lines('password-last-used', report)).toEqual(['alice / password: passed']);
  });
});

test('peer defect 4: an old inactive key fails the rotation of active keys', () => {
  const off = accessKey(1, OLD, { active: false });
  const report = reportOf(alice(off, accessKey(2, YESTERDAY)));
  expect(lines('access-key-rotation', report)).toEqual(['alice / access key 2: passed']);
  expect(lines('access-key-inactive-removed', report)).toEqual(['alice / access key 1: failed']);
});

test.each([1, 2] as const)(
  'peer defect 5: a key that came with the user is looked for in slot 1 only; it is in slot %d',
  (slot) => {
    const row = alice(password(OLD), accessKey(slot, OLD), { user_creation_time: OLD });
    expect(lines('access-key-not-created-at-setup', reportOf(row))).toEqual([
      `alice / access key ${slot}: failed`,
    ]);
  },
);

describe('peer defect 6: not the latest use of root counts', () => {
  test('the first use of root counts, not the latest', () => {
    const keys = [accessKey(1, OLD, { used: OLD }), accessKey(2, OLD, { used: YESTERDAY })];
    const verdict = only(judge('root-not-used', reportOf(root(password(OLD, OLD), ...keys))));
    expect(verdict).toMatchObject({ status: 'failed', measured: 1 });
  });

  test('a root without password, all of whose dates are N/A, crashes the check', () => {
    expect(only(judge('root-not-used', reportOf(root())))).toMatchObject({
      status: 'passed',
      measured: 'never used',
    });
  });
});

describe('peer defect 7: limits of idle time are missed', () => {
  test('what was never used never fails', () => {
    const report = reportOf(alice(password(ago(45 * DAY)), accessKey(1, ago(45 * DAY))));
    const inputs = { maxIdleDays: 45 };
    expect(lines('password-last-used', report, inputs)).toEqual(['alice / password: failed']);
    expect(lines('access-key-last-used', report, inputs)).toEqual(['alice / access key 1: failed']);
  });

  test.each([
    ['45 days less 1 s', 45 * DAY - 1000, 'passed'],
    ['45 days', 45 * DAY, 'failed'],
    ['45 days and 23 h', 45 * DAY + 23 * 3_600_000, 'failed'],
  ])('whole days are compared, so that the 46th day passes: idle for %s (%d ms): %s', (...row) => {
    const [, idle, status] = row;
    const used = ago(idle);
    const report = reportOf(alice(password(OLD, used), accessKey(2, OLD, { used })));
    const inputs = { maxIdleDays: 45 };
    expect(only(judge('password-last-used', report, inputs)).status).toBe(status);
    expect(only(judge('access-key-last-used', report, inputs)).status).toBe(status);
  });
});

describe("peer defect 8: a device of a user with root in its name is taken for root's", () => {
  const judged = (userArn: string) =>
    lines(
      'root-hardware-mfa',
      knowing({ virtualMfaDevices: { known: [{ userArn }] } }, root(password(OLD), MFA)),
    );

  test.each(['root', 'root-admin', 'x/root'])('user %s', (name) => {
    expect(judged(`arn:aws:iam::${ACCOUNT}:user/${name}`)).toEqual(['<root_account>: passed']);
  });

  test("root's own", () => {
    expect(judged(`arn:aws:iam::${ACCOUNT}:root`)).toEqual(['<root_account>: failed']);
  });
});

describe('peer defect 9: what could not be collected gives no finding, or a pass', () => {
  test.each([
    ['no bytes', ''],
    ['a header alone', csv([])],
    ['no root row', csv([userRow('alice', password(OLD))])],
    ['an error page', '<html><body>Sign in</body></html>'],
  ])('%s', (_, content) => {
    expect(() => parseCsv(content)).toThrow(ReportError);
  });

  test('a fact that AWS refused, and one that nobody asked for', () => {
    const needing = [...controls.values()].filter(({ facts }) => facts.length > 0);
    expect(needing.length).toBeGreaterThanOrEqual(9);
    const refused = { refused: 'AWS refused the call.' };
    for (const { id, facts } of needing) {
      const report = reportOf(alice(password(OLD)));
      const denied = Object.fromEntries(facts.map((name) => [name, refused]));
      expect(lines(id, { ...report, facts: denied })).toEqual(['all subjects: error']);
      expect(lines(id, report)).toEqual(['all subjects: notReviewed']);
    }
  });

  test('a Get that fails again and again', async () => {
    const { result } = await fetch({ GetCredentialReport: errors('ServiceFailure') });
    expect(result).toHaveProperty('name', 'FetchError');
  });
});

test('peer defect 10: the report is asked for without a pause and without an end', async () => {
  const { result, pauses } = await fetch({
    GenerateCredentialReport: [{ state: 'STARTED' }],
    GetCredentialReport: errors('ReportInProgress'),
  });
  expect(result).toHaveProperty('name', 'FetchError');
  expect(result).toHaveProperty('message', expect.stringContaining('IAMSPEC_TIMEOUT'));
  expect(pauses.length).toBeGreaterThan(0);
  expect(pauses.every((pause) => pause >= 1000)).toBe(true);
});

test.each([
  'root-mfa',
  'root-hardware-mfa',
  'root-no-access-key',
  'root-no-signing-certificate',
  'root-credentials-absent',
  'root-not-used',
])('peer defect 11: %s says nothing of a root without credentials', (id) => {
  const report = knowing({ virtualMfaDevices: { known: [] } }, root());
  expect(lines(id, report)).toEqual(['<root_account>: passed']);
});

describe('peer defect 12: shortcuts in counting and comparing', () => {
  test('the only user of an account is passed over', () => {
    const report = reportOf(root(), alice(password(OLD), accessKey(1, OLD)));
    expect(lines('console-user-mfa', report)).toEqual(['alice: failed']);
    expect(lines('user-in-use', report)).toEqual(['alice: failed']);
    expect(lines('password-last-used', report)).toEqual(['alice / password: failed']);
    expect(lines('access-key-rotation', report)).toEqual(['alice / access key 1: failed']);
  });

  test('no_information, compared as text, is later than any date', () => {
    const cells = [password(OLD, 'no_information'), accessKey(1, OLD, { used: OLD })];
    expect(lines('user-in-use', reportOf(alice(...cells)))).toEqual(['alice: failed']);
    const used = [password(OLD, 'no_information'), accessKey(1, OLD, { used: YESTERDAY })];
    expect(lines('root-not-used', reportOf(root(...used)))).toEqual(['<root_account>: failed']);
  });

  test.each([
    ['89.6 days, rounded up', 89.6, 'passed', 'passed'],
    ['90 days', 90, 'failed', 'passed'],
    ['90.4 days, rounded down', 90.4, 'failed', 'failed'],
  ])('half a day is rounded: %s (%d): idle %s, aged %s', (_, days, idle, aged) => {
    const age = ago(days * DAY);
    const used = only(judge('access-key-last-used', reportOf(alice(accessKey(1, age)))));
    const rotated = only(judge('access-key-rotation', reportOf(alice(accessKey(1, age)))));
    expect([used.status, rotated.status]).toEqual([idle, aged]);
  });
});

describe('peer defect 13: rows are cut at commas, and half of the credentials overlooked', () => {
  test.each([true, false])(
    'a comma in a name shifts every cell of the row (quoted: %s)',
    (quotes) => {
      const row = userRow('smith,john', { ...password(OLD), ...accessKey(2, OLD) });
      const text = csv([rootRow(), row], quotes ? {} : { quoted: () => false });
      const report = parseCsv(text);
      expect(lines('console-user-mfa', report)).toEqual(['smith,john: failed']);
      expect(lines('access-key-rotation', report)).toEqual(['smith,john / access key 2: failed']);
    },
  );

  test('a comma in a path shifts every cell of the row', () => {
    const arn = `arn:aws:iam::${ACCOUNT}:user/a,b/alice`;
    const text = csv([rootRow(), alice({ ...password(OLD), arn })], { quoted: () => false });
    expect(lines('console-user-mfa', parseCsv(text))).toEqual(['alice: failed']);
  });

  test('the use of root keys does not count as a use of root', () => {
    const report = reportOf(root(password(OLD, OLD), accessKey(2, OLD, { used: YESTERDAY })));
    expect(lines('root-not-used', report)).toEqual(['<root_account>: failed']);
  });

  test('root is among the users with idle credentials', () => {
    const report = reportOf(root(password(OLD, OLD), accessKey(1, OLD, { used: OLD })));
    for (const id of ['password-last-used', 'access-key-last-used', 'user-in-use']) {
      expect(lines(id, report)).toEqual(['no subject: notApplicable']);
    }
  });
});

describe('peer defect 14: sentinels and age are taken as they come', () => {
  test('FALSE in upper case is a text, and so true', () => {
    const off = { mfa_active: 'FALSE', access_key_1_active: 'FALSE', cert_1_active: 'FALSE' };
    const report = reportOf(
      alice(password(OLD), off),
      userRow('bob', { password_enabled: 'FALSE' }),
    );
    expect(lines('console-user-mfa', report)).toEqual(['alice: failed', 'bob: notApplicable']);
    expect(lines('access-key-rotation', report)).toEqual(['no subject: notApplicable']);
    expect(lines('signing-certificate-absent', report)).toEqual(['alice: passed', 'bob: passed']);
  });

  test('TRUE in upper case is not true', () => {
    const report = reportOf(alice(password(OLD), { password_enabled: 'TRUE', mfa_active: 'TRUE' }));
    expect(lines('console-user-mfa', report)).toEqual(['alice: passed']);
  });

  test.each([
    ['aws', 'failed', 'is taken for there'],
    ['aws-cn', 'failed', 'is taken for there'],
    ['aws-us-gov', 'passed', 'cannot be there'],
  ])('not_supported is a text, and so true: in %s a root password %s, since it %s', (...row) => {
    const [partition, status] = row;
    const arn = `arn:${partition}:iam::${ACCOUNT}:root`;
    const report = reportOf(root({ arn, password_enabled: 'not_supported' }));
    const isGov = partition === 'aws-us-gov';
    const mfa = isGov ? 'no subject: notApplicable' : '<root_account>: failed';
    expect(lines('root-mfa', report)).toEqual([mfa]);
    expect(lines('root-credentials-absent', report)).toEqual([`<root_account>: ${status}`]);
  });

  test('ages are measured today, though the report is a day old', () => {
    const generatedTime = Date.UTC(2025, 5, 30, 12);
    const asOf = resolveAsOf({ generatedTime }, undefined, generatedTime + DAY);
    expect(asOf).toEqual({ instant: generatedTime, source: 'GeneratedTime' });
  });

  test.each([
    [24 * 3_600_000, 'passed'],
    [24 * 3_600_000 + 1, 'failed'],
  ])('the age of the report itself is nowhere shown: %d ms: %s', (reportAge, status) => {
    const report = knowing({ reportAge: { known: reportAge } }, root());
    expect(lines('report-fresh', report)).toEqual([`account: ${status}`]);
  });

  test('ReportExpired ends the run', async () => {
    const { result, actions } = await fetch({
      GenerateCredentialReport: [{ state: 'COMPLETE' }, { state: 'STARTED' }],
      GetCredentialReport: [{ error: 'ReportExpired' }, { reportFormat: 'text/csv' }],
    });
    expect(result).toHaveProperty('notes', []);
    expect(actions).toEqual([
      'GenerateCredentialReport',
      'GetCredentialReport',
      'GenerateCredentialReport',
      'GetCredentialReport',
    ]);
  });
});

test('peer defect 15: root MFA is passed over wherever the organization manages root', () => {
  const rootManagement = { known: { features: ['RootCredentialsManagement'] } };
  const virtualMfaDevices = { known: [] };
  for (const left of [password(OLD), accessKey(2, OLD)]) {
    const report = knowing({ rootManagement, virtualMfaDevices }, root(left));
    expect(lines('root-mfa', report)).toEqual(['<root_account>: failed']);
    expect(lines('root-hardware-mfa', report)).toEqual(['<root_account>: failed']);
  }
});

describe('peer defect 16: what test doubles send is not what AWS sends', () => {
  test('not_supported as a region and as the last use of a password is nothing', () => {
    const row = alice(password(YESTERDAY, 'not_supported'), accessKey(1, YESTERDAY), {
      access_key_1_last_used_region: 'not_supported',
      access_key_1_last_used_service: 'not_supported',
    });
    const report = reportOf(row);
    expect(lines('password-last-used', report)).toEqual(['alice / password: passed']);
    expect(lines('access-key-last-used', report)).toEqual(['alice / access key 1: passed']);
    expect(only(report.accessKeys).lastUsedRegion).toBeUndefined();
  });

  test('a report without a real root row is refused', () => {
    expect(() => parseCsv(csv([alice()]))).toThrow('no <root_account> row');
    const made = { ...alice(), user: '<root_account>' };
    expect(() => parseCsv(csv([made]))).toThrow('expected arn:aws:iam::<account>:root');
  });

  test('the 23 columns of the documentation, in upper case, give the verdicts of the live 22', () => {
    const rows = [root(password(OLD), MFA), alice(password(OLD), accessKey(1, OLD))];
    const loud = rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([column, text]) => [
          column,
          /^(true|false)$/.test(text) ? text.toUpperCase() : text,
        ]),
      ),
    );
    const columns = [...LIVE_COLUMNS, 'additional_credentials_info'];
    const [live, documented] = [parseCsv(csv(rows)), parseCsv(csv(loud, { columns }))];
    for (const { id, facts } of controls.values()) {
      if (facts.length === 0) expect(judge(id, documented)).toEqual(judge(id, live));
    }
  });

  test('COMPLETE at once is no reason to believe that Get has a report', async () => {
    const { result, pauses } = await fetch({
      GenerateCredentialReport: [{ state: 'COMPLETE' }],
      GetCredentialReport: [{ error: 'ReportInProgress' }, { reportFormat: 'text/csv' }],
    });
    expect(result).toHaveProperty('notes', []);
    expect(pauses).toHaveLength(1);
  });
});

const waits: number[] = [];

beforeEach(() => {
  waits.length = 0;
  jest.spyOn(timers, 'setTimeout').mockImplementation(async (pause) => {
    waits.push(Number(pause));
    return pause as never;
  });
});

afterEach(async () => {
  jest.restoreAllMocks();
  await closeSessions();
});

/** One error, which the endpoint repeats for ever. */
function errors(error: string): Step[] {
  return [{ error }];
}

/** Fetches from an endpoint that follows a script; pauses are told, not waited for. */
async function fetch(script: Script) {
  const { endpoint, iam, sts } = await session({ account: liveAccount(), script });
  const clients = { iam, sts, foreignEndpoint: () => endpoint.url };
  const outcome = fetchSnapshot({ clients, timeout: 4000, facts: [], progress: () => {} });
  const result: Snapshot | Error = await outcome.catch((error: Error) => error);
  const actions = endpoint.requests.map(({ action }) => action).slice(1);
  return { result, actions, pauses: [...waits] };
}
