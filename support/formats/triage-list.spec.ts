import {
  accessKey,
  ago,
  csv,
  LEFT_OUT,
  parseCsv,
  password,
  rootRow,
  userRow,
} from '../../tools/testing/report';
import { auditedReport, HOSTILE_NAMES, reportNaming } from '../../tools/testing/result';
import { type CredentialReport, DAY, type Facts } from '../report';
import { triage, visible } from '../result';
import { triageJson, triageText } from './triage-list';

const ROWS = [
  rootRow(),
  userRow('alice', {
    ...password(ago(400 * DAY), ago(3 * DAY)),
    ...accessKey(1, ago(100 * DAY), { used: ago(2 * DAY) }),
    access_key_1_last_used_service: 'iam',
    access_key_1_last_used_region: 'us-east-1',
    ...accessKey(2, ago(300 * DAY), { active: false }),
  }),
  userRow('bob', { ...accessKey(1, ago(50 * DAY)), mfa_active: 'true' }),
  userRow('carol', { cert_1_active: 'true', cert_1_last_rotated: ago(5 * DAY) }),
  userRow('mallory', { ...accessKey(1, ago(50 * DAY)), ...LEFT_OUT }),
];
const FACTS: Facts = {
  administrators: { known: [{ userName: 'alice', policies: ['AdministratorAccess'] }] },
  virtualMfaDevices: { refused: 'AWS refused iam:ListVirtualMFADevices.' },
  serviceSpecificCredentials: { known: [] },
  accessKeys: { known: [] },
};
const REPORT: CredentialReport = { ...parseCsv(csv(ROWS)), facts: FACTS };

function text(report: CredentialReport, limit = 20, width?: number): string {
  const options = { colors: false, limit, ...(width === undefined ? {} : { width }) };
  return triageText(auditedReport({ report }), triage(report), options);
}

function json(report: CredentialReport) {
  return JSON.parse(triageJson(auditedReport({ report }), triage(report)));
}

describe('for a terminal', () => {
  test('each with its points, reasons and last use, then what is left out', () => {
    expect(`\n${text(REPORT, 3)}`).toMatchInlineSnapshot(`
"
Account 111122223333, live, as of 2025-06-30T12:00:00Z

#  points  credential            reasons                                                                                                                                                              what would break
1  110     alice / password      administrator policy attached: AdministratorAccess (50); password without MFA (40); set 400 days ago (20)                                                            whoever signed in on 2025-06-27T12:00:00Z
2  85      alice / access key 1  administrator policy attached: AdministratorAccess (50); key of a user without MFA (10); made 100 days ago (10); last used with iam, which can hand out rights (15)  whatever used it with iam in us-east-1 on 2025-06-28T12:00:00Z
3  20      bob / access key 1    never used in 50 days (20)                                                                                                                                           nothing known: never used since 2025-05-11T12:00:00Z

And 1 more active credential: --limit shows more, --format json all.
1 inactive credential is left out.
Not ranked: mallory. additional_credentials_info says "1 additional access key": the report leaves credentials of this user out, so look them up.
Not considered: whether an MFA device is virtual: AWS refused iam:ListVirtualMFADevices.

Points put credentials into an order; they measure nothing. Of rights only administrator policies that are attached count. Roles and SSH keys are not ranked.
No credential is called safe to deactivate: AWS records the latest use alone, of passwords since 2014-10-20 and of access keys since 2015-04-22, and a report can be 4 hours older than what is used now.
"
`);
  });

  test('all where the limit allows it', () => {
    expect(text(REPORT, 4)).toContain('carol / signing certificate 1');
    expect(text(REPORT, 4)).not.toContain('--limit');
  });

  test('nothing to rank', () => {
    expect(text(parseCsv(csv([rootRow()])))).toContain('There is no active credential to rank.');
  });

  test('never says that anything is safe', () => {
    expect(text(REPORT).match(/\bsafe\b/g)).toHaveLength(1);
    expect(text(REPORT)).toContain('No credential is called safe to deactivate');
  });

  test('cuts a list of policies, so that other reasons are shown too; JSON has it all', () => {
    const policies = Array.from({ length: 9 }, (_, index) => `policy-${index}-${'x'.repeat(60)}`);
    const administrators = { known: [{ userName: 'alice', policies }] };
    const report = { ...REPORT, facts: { ...FACTS, administrators } };
    expect(text(report)).toMatch(
      /policy-0-x+… \(50\); password without MFA \(40\); set 400 days ago/,
    );
    expect(json(report).credentials[0].reasons[0].text).toContain('policy-8-x');
  });

  test('fits the width', () => {
    const [, , ...table] = text(REPORT, 20, 100).split('\n\n')[1]?.split('\n') ?? [];
    expect(Math.max(...table.map(({ length }) => length))).toBeLessThanOrEqual(100);
  });

  test('shows names that hide something', () => {
    const report = reportNaming(HOSTILE_NAMES, accessKey(1, ago(DAY)));
    const lines = text(report, 100).split('\n');
    for (const name of HOSTILE_NAMES) expect(lines.join('\n')).toContain(visible(name));
    expect(lines.join('\n')).not.toMatch(/(?!\n)\p{Cc}/u);
    expect(lines.filter((line) => line.includes('access key 1'))).toHaveLength(
      HOSTILE_NAMES.length,
    );
  });
});

describe('as JSON', () => {
  test('all, with nulls for what is not known', () => {
    const { credentials, ...rest } = json(REPORT);
    expect(credentials.map(({ rank }: { rank: number }) => rank)).toEqual([1, 2, 3, 4]);
    expect(credentials[0]).toEqual({
      rank: 1,
      points: 110,
      credential: 'alice / password',
      kind: 'password',
      id: null,
      arn: 'arn:aws:iam::111122223333:user/alice',
      made: '2024-05-26T12:00:00Z',
      lastUse: { kind: 'used', at: '2025-06-27T12:00:00Z', service: null, region: null },
      reasons: [
        {
          id: 'administrator',
          points: 50,
          text: 'administrator policy attached: AdministratorAccess',
        },
        { id: 'password-without-mfa', points: 40, text: 'password without MFA' },
        { id: 'old-365', points: 20, text: 'set 400 days ago' },
      ],
    });
    expect(rest).toMatchObject({
      schemaVersion: 1,
      account: '111122223333',
      source: 'live',
      asOf: '2025-06-30T12:00:00Z',
      inactive: 1,
      notRanked: [{ user: 'mallory' }],
      notConsidered: [{ fact: 'virtualMfaDevices' }],
    });
  });

  test('says of each use whether it is on record', () => {
    const uses = json(REPORT).credentials.map(({ lastUse }: { lastUse: unknown }) => lastUse);
    expect(uses).toEqual([
      expect.objectContaining({ kind: 'used' }),
      { kind: 'used', at: '2025-06-28T12:00:00Z', service: 'iam', region: 'us-east-1' },
      { kind: 'never used', since: '2025-05-11T12:00:00Z' },
      { kind: 'not recorded' },
    ]);
  });

  test('names are as they are', () => {
    const report = reportNaming(HOSTILE_NAMES, accessKey(1, ago(DAY)));
    const names = json(report).credentials.map(
      ({ credential }: { credential: string }) => credential,
    );
    expect(names.sort()).toEqual(HOSTILE_NAMES.map((name) => `${name} / access key 1`).sort());
  });
});
