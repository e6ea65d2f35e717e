import {
  auditLive,
  CREDENTIALS,
  cleanRows,
  expectCouldNotCheck,
  type LiveAudit,
  liveAccount,
  outcomes,
  said,
  schemaErrors,
  writeProfile,
} from '../jest/testing';
import { DAY } from '../report';
import { rootRow, userRow } from '../report/testing';
import { LEAST_POLICY } from './permissions';

const IDENTIFY = 'GetCallerIdentity';
const GENERATE = 'GenerateCredentialReport';
const GET = 'GetCredentialReport';

/** Whatever was asked before: the report of the account. */
const REPORT = { reportFormat: 'text/csv' } as const;

/** One control: what is proved here is the fetch. */
const QUICK = { IAMSPEC_PROFILE: writeProfile('quick', { root: { 'root-mfa': {} } }) };

/** The SDK's own retries would hide how often the audit itself asks again. */
const ONE_ATTEMPT = { ...QUICK, AWS_MAX_ATTEMPTS: '1' };
const ONE_SECOND = { AWS_MAX_ATTEMPTS: '1', IAMSPEC_TIMEOUT: '1s' };

function expectChecked(result: LiveAudit): void {
  expect(said(result)).toContain('PASSED');
  expect(result.exitCode).toBe(0);
  expect(Object.values(outcomes(result))).toContain('passed');
}

describe('while IAM generates the report', () => {
  test.concurrent('STARTED: waits, says so in one line on stderr, and asks no more than LEAST_POLICY allows', async () => {
    const result = await auditLive({ generationMs: 1500, script: {} });
    expectChecked(result);
    expect(result.actions).toEqual([IDENTIFY, GENERATE, GET, GET]);
    expect(result.stderr).toMatch(
      /^Waiting up to 300 s for IAM .* of account 111122223333 \.\.\.\n$/,
    );
    const called = new Set(result.actions.filter((action) => action !== IDENTIFY));
    expect(LEAST_POLICY.Statement.flatMap(({ Action }) => Action)).toEqual(
      [...called].map((action) => `iam:${action}`),
    );
    expect(result.stdout).toMatch(/ 1 min old; IAM makes the next one from \d{4}-/);
  });

  test.concurrent('INPROGRESS: polls until the report is there', async () => {
    const script = {
      [GENERATE]: [{ state: 'INPROGRESS' as const }],
      [GET]: [{ error: 'ReportInProgress' }, REPORT],
    };
    const result = await auditLive({ script }, { env: QUICK });
    expectChecked(result);
    expect(result.actions).toEqual([IDENTIFY, GENERATE, GET, GET]);
  });

  test.concurrent('COMPLETE: takes the report at once', async () => {
    const result = await auditLive(
      { script: { [GENERATE]: [{ state: 'COMPLETE' }] } },
      { env: QUICK },
    );
    expectChecked(result);
    expect(result.actions).toEqual([IDENTIFY, GENERATE, GET]);
    expect(result.stderr).toBe('');
  });

  test.concurrent('ReportNotPresent: not yet, asks again', async () => {
    const script = { [GET]: [{ error: 'ReportNotPresent' }, REPORT] };
    const result = await auditLive({ script }, { env: QUICK });
    expectChecked(result);
    expect(result.actions).toEqual([IDENTIFY, GENERATE, GET, GET]);
  });

  test.concurrent('ReportInProgress until the deadline: exit 2', async () => {
    const script = { [GET]: [{ error: 'ReportInProgress' }] };
    const result = await auditLive({ script }, { env: { IAMSPEC_TIMEOUT: '2s' } });
    expectCouldNotCheck(result, /within 2 s \(last answer: ReportInProgress\).*IAMSPEC_TIMEOUT/);
    expect(result.milliseconds).toBeLessThan(6000);
  });

  test.concurrent('ReportExpired: has it generated anew', async () => {
    const script = {
      [GENERATE]: [{ state: 'COMPLETE' as const }, { state: 'STARTED' as const }],
      [GET]: [{ error: 'ReportExpired' }, REPORT],
    };
    const result = await auditLive({ script }, { env: QUICK });
    expectChecked(result);
    expect(result.actions).toEqual([IDENTIFY, GENERATE, GET, GENERATE, GET]);
  });
});

describe('errors that pass', () => {
  test.concurrent('LimitExceeded at Generate, then well', async () => {
    const script = { [GENERATE]: [{ error: 'LimitExceeded' }, { state: 'COMPLETE' as const }] };
    const result = await auditLive({ script }, { env: ONE_ATTEMPT });
    expectChecked(result);
    expect(result.actions).toEqual([IDENTIFY, GENERATE, GENERATE, GET]);
  });

  test.concurrent('ServiceFailure, Throttling and a reset at Get, with the retries of the SDK', async () => {
    const script = {
      [GENERATE]: [{ state: 'COMPLETE' as const }],
      [GET]: [
        { error: 'ServiceFailure' },
        { error: 'Throttling' },
        { reset: true as const },
        REPORT,
      ],
    };
    const result = await auditLive({ script }, { env: QUICK });
    expectChecked(result);
    expect(result.actions.filter((action) => action === GET)).toHaveLength(4);
  });

  test.concurrent('a clock that is two hours behind: the SDK corrects it', async () => {
    const skewed = [{ skewMs: 7_200_000 }];
    const script = { [IDENTIFY]: skewed, [GENERATE]: skewed, [GET]: skewed };
    const result = await auditLive({ script }, { env: QUICK });
    expectChecked(result);
    expect(result.actions.filter((action) => action === IDENTIFY)).toHaveLength(2);
  });
});

describe('errors that stay: exit 2', () => {
  test.concurrent.each([
    ['ServiceFailure', { error: 'ServiceFailure' }, 'ServiceFailure'],
    ['network reset', { reset: true as const }, 'COMPLETE, then ECONNRESET'],
    ['truncated body', { truncate: 900 }, 'COMPLETE, then ECONNRESET'],
  ])('%s at Get until the deadline', async (_, step, last) => {
    const script = { [GENERATE]: [{ state: 'COMPLETE' as const }], [GET]: [step] };
    const result = await auditLive({ script }, { env: ONE_SECOND });
    expectCouldNotCheck(result, new RegExp(`within 1 s \\(last answer: ${last}\\)`));
    expect(result.milliseconds).toBeLessThan(6000);
  });

  test.concurrent.each([
    [
      'AccessDenied',
      { error: 'AccessDenied' },
      /AWS refused iam:GetCredentialReport \(AccessDenied/,
    ],
    ['non-base64 body', { content: 'no base64 at all' }, /GetCredentialReport was not understood/],
    [
      'HTML of a proxy',
      { body: '<html><body>Forbidden</body></html>', contentType: 'text/html', status: 403 },
      /GetCredentialReport was not understood .* no proxy/,
    ],
    [
      'another ReportFormat',
      { reportFormat: 'text/html' },
      /delivered "text\/html", expected text\/csv/,
    ],
  ])('%s at Get', async (_, step, why) => {
    const script = { [GENERATE]: [{ state: 'COMPLETE' as const }], [GET]: [step] };
    expectCouldNotCheck(await auditLive({ script }), why);
  });

  test.concurrent('ExpiredToken at GetCallerIdentity, without the details that may hold the token', async () => {
    const message = `The token is expired\nx-amz-security-token:${CREDENTIALS.AWS_SESSION_TOKEN}`;
    const script = { [IDENTIFY]: [{ error: 'ExpiredToken', message }] };
    const result = await auditLive({ script }, { env: ONE_SECOND });
    expectCouldNotCheck(result, /did not accept the credentials at sts:GetCallerIdentity/);
    expect(result.actions).toEqual([IDENTIFY]);
  });
});

describe('AccessDenied at Generate', () => {
  test.concurrent('goes on with a valid report in store, and says so', async () => {
    const script = { [GENERATE]: [{ error: 'AccessDenied' }], [GET]: [REPORT] };
    const result = await auditLive({ script }, { env: QUICK });
    expectChecked(result);
    expect(result.stdout).toMatch(
      /Note +AWS refused iam:GenerateCredentialReport.* The report that IAM had in store was used\./,
    );
    expect(result.actions).toEqual([IDENTIFY, GENERATE, GET]);
  });

  test.concurrent('exit 2 without one, and names the action to allow', async () => {
    const script = { [GENERATE]: [{ error: 'AccessDenied' }] };
    expectCouldNotCheck(
      await auditLive({ script }),
      /refused iam:GenerateCredentialReport .* no valid report in store \(ReportNotPresent\)/,
    );
  });
});

describe('a report that is not of this account and this day: exit 2', () => {
  test.concurrent('its GeneratedTime lies in the future', async () => {
    const account = liveAccount(cleanRows, -3_600_000);
    expectCouldNotCheck(
      await auditLive({ account }),
      /GeneratedTime is .* this machine's clock says/,
    );
  });

  test.concurrent('it is older than 24 hours', async () => {
    const account = liveAccount(cleanRows, DAY + 60_000);
    expectCouldNotCheck(
      await auditLive({ account }),
      /generated at .*; the limit is .*IAMSPEC_MAX_REPORT_AGE/,
    );
  });

  test.concurrent('it is of another account than the caller', async () => {
    const account = { ...liveAccount(), accountId: '444455556666' };
    expectCouldNotCheck(
      await auditLive({ account }),
      /it is of account 111122223333, but the caller is in account 444455556666/,
    );
  });

  test.concurrent('it has no root row', async () => {
    const account = liveAccount();
    const report = String(account.report).replace(/\n<root_account>[^\n]*/, '');
    expectCouldNotCheck(
      await auditLive({ account: { ...account, report } }),
      /it has no <root_account> row/,
    );
  });
});

describe('the other partitions, without a region', () => {
  test.concurrent.each([
    ['aws-us-gov', 'GovCloud'],
    ['aws-cn', 'China'],
  ])('%s (%s)', async (partition) => {
    const arn = (name: string) => `arn:${partition}:iam::111122223333:${name}`;
    const account = liveAccount(() => [
      rootRow({ arn: arn('root'), mfa_active: 'true' }),
      userRow('alice', { arn: arn('user/team/alice') }),
    ]);
    const result = await auditLive({ account }, { env: QUICK });
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toContain(`111122223333 (${partition}), 1 root and 1 users`);
    expect(result.stdout).toMatch(/Source +not AWS \(http:\/\/127\.0\.0\.1:\d+\)/);
  });
});

test('every JUnit file that these runs wrote is valid', async () => {
  const { files, errors } = await schemaErrors();
  expect(errors).toEqual([]);
  expect(files).toBeGreaterThan(20);
});
