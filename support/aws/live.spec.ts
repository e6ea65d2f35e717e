import timers from 'node:timers/promises';
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
} from '../../tools/testing/npm-test';
import { writeProfile, writeTemporary } from '../../tools/testing/project';
import { rootRow, userRow } from '../../tools/testing/report';
import { type LocalIamOptions, startLocalIam } from '../local-iam';
import { DAY } from '../report';
import type { AuditResult } from '../result';
import { auditWithoutJest } from '../run';
import { takeSettings } from '../run/settings';
import { LEAST_POLICY } from './permissions';

// What IAM may answer is tried in this process, where nobody sits through the pauses; the runs of
// `npm test` itself show what becomes of it there: exit code, output and JUnit.

const IDENTIFY = 'GetCallerIdentity';
const GENERATE = 'GenerateCredentialReport';
const GET = 'GetCredentialReport';

/** Besides the report, and beside its calls: whose tags name an owner. */
const TAGS = 'GetAccountAuthorizationDetails';
const ofReport = (actions: readonly string[]) => actions.filter((action) => action !== TAGS);
const COMPLETE = { state: 'COMPLETE' } as const;

/** Whatever was asked before: the report of the account. */
const REPORT = { reportFormat: 'text/csv' } as const;

/** One control: what is proved here is the fetch. */
const QUICK = { IAMSPEC_PROFILE: writeProfile('quick', { root: { 'root-mfa': {} } }) };

/** The SDK's own retries would hide how often the audit itself asks again. */
const ONE_ATTEMPT = { ...QUICK, AWS_MAX_ATTEMPTS: '1' };
const THREE_SECONDS = { AWS_MAX_ATTEMPTS: '1', IAMSPEC_TIMEOUT: '3s' };

/** `npm test` without its pauses. */
const HASTY = {
  ...ONE_ATTEMPT,
  NODE_OPTIONS: `--require ${writeTemporary('hasty.cjs', "require('node:timers/promises').setTimeout = async () => {};")}`,
};

const former = process.env;
afterEach(() => {
  process.env = former;
  jest.restoreAllMocks();
});

/** Audits an account that the embedded endpoint serves in this process: by default one in order. */
async function auditHere(
  { account = liveAccount(), script = { [GENERATE]: [COMPLETE] } }: Partial<LocalIamOptions>,
  env: Readonly<Record<string, string>> = QUICK,
) {
  jest.spyOn(timers, 'setTimeout').mockImplementation(async (pause) => pause as never);
  const iam = await startLocalIam({ account, generationMs: 0, script });
  process.env = {
    PATH: former.PATH,
    AWS_CONFIG_FILE: '/nonexistent',
    AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ENDPOINT_URL: iam.url,
    ...CREDENTIALS,
    ...env,
  };
  try {
    const audited = auditWithoutJest(takeSettings(process.env), () => {});
    const result: AuditResult | Error = await audited.catch((error: Error) => error);
    return { result, actions: ofReport(iam.requests.map(({ action }) => action)) };
  } finally {
    await iam.close();
  }
}

type Audited = Awaited<ReturnType<typeof auditHere>>;

function expectAllPassed({ result }: Audited): void {
  if (result instanceof Error) throw result;
  const statuses = result.results.flatMap(({ verdicts }) => verdicts.map(({ status }) => status));
  expect(new Set(statuses)).toEqual(new Set(['passed']));
  expect(result.exitCode).toBe(0);
}

function expectRefused({ result }: Audited, why: RegExp): void {
  expect(result).toBeInstanceOf(Error);
  expect(result).toHaveProperty('message', expect.stringMatching(why));
}

function expectChecked(result: LiveAudit): void {
  expect(said(result)).toContain('PASSED');
  expect(result.exitCode).toBe(0);
  expect(Object.values(outcomes(result))).toContain('passed');
}

describe('owners by tag', () => {
  const script = { [GENERATE]: [COMPLETE], [GET]: [REPORT] };

  test.concurrent('are asked for once, for all users', async () => {
    const result = await auditLive({ script }, { env: QUICK });
    expectChecked(result);
    expect(result.actions.filter((action) => action === TAGS)).toHaveLength(1);
    expect(result.stdout).not.toContain('Owners by tag');
  });

  test.concurrent('refused: the audit goes on, and says that they are not known and why', async () => {
    const refused = { ...script, [TAGS]: [{ error: 'AccessDenied' }] };
    const result = await auditLive({ script: refused }, { env: QUICK });
    expectChecked(result);
    expect(result.stdout).toMatch(
      /Note +Owners by tag are not known: AWS refused iam:GetAccountAuthorizationDetails/,
    );
  });
});

describe('npm test', () => {
  test.concurrent('waits while IAM generates, says so in one line on stderr, and asks no more than LEAST_POLICY allows', async () => {
    const script = { [GENERATE]: [{ state: 'STARTED' as const }], [GET]: [REPORT] };
    const result = await auditLive({ script });
    expectChecked(result);
    expect(ofReport(result.actions)).toEqual([IDENTIFY, GENERATE, GET]);
    expect(result.stderr).toMatch(
      /^Waiting up to 300 s for IAM .* of account 111122223333 \.\.\.\n$/,
    );
    const called = new Set(ofReport(result.actions).filter((action) => action !== IDENTIFY));
    expect(LEAST_POLICY.Statement.flatMap(({ Action }) => Action)).toEqual(
      [...called].map((action) => `iam:${action}`),
    );
    expect(result.stdout).toMatch(/ 1 min old; IAM makes the next one from \d{4}-/);
  });

  test.concurrent('refused at Generate goes on with a valid report in store, and says so', async () => {
    const script = { [GENERATE]: [{ error: 'AccessDenied' }], [GET]: [REPORT] };
    const result = await auditLive({ script }, { env: QUICK });
    expectChecked(result);
    expect(result.stdout).toMatch(
      /Note +AWS refused iam:GenerateCredentialReport.* The report that IAM had in store was used\./,
    );
    expect(ofReport(result.actions)).toEqual([IDENTIFY, GENERATE, GET]);
  });

  test.concurrent('refused at Get could not check: exit 2', async () => {
    const script = { [GENERATE]: [COMPLETE], [GET]: [{ error: 'AccessDenied' }] };
    expectCouldNotCheck(
      await auditLive({ script }),
      /AWS refused iam:GetCredentialReport \(AccessDenied/,
    );
  });

  test.concurrent('ExpiredToken at GetCallerIdentity, without the details that may hold the token: exit 2', async () => {
    const message = `The token is expired\nx-amz-security-token:${CREDENTIALS.AWS_SESSION_TOKEN}`;
    const script = { [IDENTIFY]: [{ error: 'ExpiredToken', message }] };
    const result = await auditLive({ script });
    expectCouldNotCheck(result, /did not accept the credentials at sts:GetCallerIdentity/);
    expect(ofReport(result.actions)).toEqual([IDENTIFY]);
  });

  test.concurrent('of a report that is too old: exit 2', async () => {
    const account = liveAccount(cleanRows, DAY + 60_000);
    expectCouldNotCheck(
      await auditLive({ account }),
      /generated at .*; the limit is .*IAMSPEC_MAX_REPORT_AGE/,
    );
  });

  // Of the socket's errors Jest's sandbox makes others than those that users see.
  test.concurrent('outlasts ServiceFailure, Throttling and a reset at Get, with the retries of the SDK', async () => {
    const broken = [{ error: 'ServiceFailure' }, { error: 'Throttling' }, { reset: true as const }];
    const script = { [GENERATE]: [COMPLETE], [GET]: [...broken, REPORT] };
    const result = await auditLive({ script }, { env: QUICK });
    expectChecked(result);
    expect(result.actions.filter((action) => action === GET)).toHaveLength(4);
  });

  test.concurrent.each([
    ['network reset', { reset: true as const }],
    ['truncated body', { truncate: 900 }],
  ])('ends with 2 where each Get comes to a %s', async (_, step) => {
    const script = { [GENERATE]: [COMPLETE], [GET]: [step] };
    const result = await auditLive({ script }, { env: HASTY });
    expect(said(result)).toMatch(
      /The connection broke at iam:GetCredentialReport, again and again \(ECONNRESET/,
    );
    expect(result.exitCode).toBe(2);
    expect(result.actions.filter((action) => action === GET)).toHaveLength(5);
  });

  test.concurrent.each([
    ['aws-us-gov', 'GovCloud'],
    ['aws-cn', 'China'],
  ])('in %s (%s), without a region', async (partition) => {
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

describe('while IAM generates the report', () => {
  test('INPROGRESS: polls until the report is there', async () => {
    const script = {
      [GENERATE]: [{ state: 'INPROGRESS' as const }],
      [GET]: [{ error: 'ReportInProgress' }, REPORT],
    };
    const audited = await auditHere({ script });
    expectAllPassed(audited);
    expect(audited.actions).toEqual([IDENTIFY, GENERATE, GET, GET]);
  });

  test('COMPLETE: takes the report at once', async () => {
    const audited = await auditHere({});
    expectAllPassed(audited);
    expect(audited.actions).toEqual([IDENTIFY, GENERATE, GET]);
  });

  test('ReportNotPresent: not yet, asks again', async () => {
    const script = { [GET]: [{ error: 'ReportNotPresent' }, REPORT] };
    const audited = await auditHere({ script });
    expectAllPassed(audited);
    expect(audited.actions).toEqual([IDENTIFY, GENERATE, GET, GET]);
  });

  test('ReportInProgress until the deadline: names the setting to wait longer', async () => {
    const script = { [GET]: [{ error: 'ReportInProgress' }] };
    const audited = await auditHere({ script }, THREE_SECONDS);
    expectRefused(audited, /within 3 s \(last answer: ReportInProgress\).*IAMSPEC_TIMEOUT/);
    expect(audited.actions).toEqual([IDENTIFY, GENERATE, GET, GET, GET]);
  });

  test('ReportExpired: has it generated anew', async () => {
    const script = {
      [GENERATE]: [COMPLETE, { state: 'STARTED' as const }],
      [GET]: [{ error: 'ReportExpired' }, REPORT],
    };
    const audited = await auditHere({ script });
    expectAllPassed(audited);
    expect(audited.actions).toEqual([IDENTIFY, GENERATE, GET, GENERATE, GET]);
  });
});

describe('errors that pass', () => {
  test('LimitExceeded at Generate, then well', async () => {
    const script = { [GENERATE]: [{ error: 'LimitExceeded' }, COMPLETE] };
    const audited = await auditHere({ script }, ONE_ATTEMPT);
    expectAllPassed(audited);
    expect(audited.actions).toEqual([IDENTIFY, GENERATE, GENERATE, GET]);
  });

  test('a clock that is two hours behind: the SDK corrects it', async () => {
    const skewed = [{ skewMs: 7_200_000 }];
    const script = { [IDENTIFY]: skewed, [GENERATE]: skewed, [GET]: skewed };
    const audited = await auditHere({ script });
    expectAllPassed(audited);
    expect(audited.actions.filter((action) => action === IDENTIFY)).toHaveLength(2);
  });
});

describe('errors that stay', () => {
  test('ServiceFailure at Get until the deadline', async () => {
    const script = { [GENERATE]: [COMPLETE], [GET]: [{ error: 'ServiceFailure' }] };
    const audited = await auditHere({ script }, THREE_SECONDS);
    expectRefused(audited, /within 3 s \(last answer: ServiceFailure\)/);
    expect(audited.actions).toEqual([IDENTIFY, GENERATE, GET, GET, GET, GET]);
  });

  test.each([
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
    expectRefused(await auditHere({ script: { [GENERATE]: [COMPLETE], [GET]: [step] } }), why);
  });

  test('AccessDenied at Generate, and no report in store: names the action to allow', async () => {
    const script = { [GENERATE]: [{ error: 'AccessDenied' }] };
    expectRefused(
      await auditHere({ script }),
      /refused iam:GenerateCredentialReport .* no valid report in store \(ReportNotPresent\)/,
    );
  });
});

describe('a report that is not of this account and this day is refused', () => {
  test('its GeneratedTime lies in the future', async () => {
    const account = liveAccount(cleanRows, -3_600_000);
    expectRefused(await auditHere({ account }), /GeneratedTime is .* this machine's clock says/);
  });

  test('it is of another account than the caller', async () => {
    const account = { ...liveAccount(), accountId: '444455556666' };
    expectRefused(
      await auditHere({ account }),
      /it is of account 111122223333, but the caller is in account 444455556666/,
    );
  });

  test('it has no root row', async () => {
    const account = liveAccount();
    const report = String(account.report).replace(/\n<root_account>[^\n]*/, '');
    expectRefused(
      await auditHere({ account: { ...account, report } }),
      /it has no <root_account> row/,
    );
  });
});

test('every JUnit file that these runs wrote is valid', async () => {
  const { files, errors } = await schemaErrors();
  expect(errors).toEqual([]);
  expect(files).toBe(12);
});
