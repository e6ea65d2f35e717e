import { reportOf, rootRow, userRow } from '../../../tools/testing/report';
import { agreesWithSummary } from './agrees-with-summary';

const CERTIFICATE = { cert_1_last_rotated: '2025-01-01T00:00:00Z' };
const LIVE = {
  users: 1,
  rootMfaEnabled: true,
  rootAccessKeys: 0,
  rootPassword: false,
  rootCertificates: 0,
};

function judge(root: Readonly<Record<string, string>>, live: object) {
  const report = reportOf(rootRow({ mfa_active: 'true', ...root }), userRow('alice'));
  return agreesWithSummary(report, { ...LIVE, ...live });
}

describe('agreesWithSummary', () => {
  test('names every figure that was compared', () => {
    expect(judge({}, {})).toEqual({
      passed: true,
      measured: 'no difference',
      limit: 'no difference',
      reason:
        'The report agrees with the account summary on users (1), root MFA, root password, root access keys, root signing certificates.',
    });
  });

  test('names those that were not, since the summary or the report does not tell them', () => {
    const unknown = { users: undefined, rootCertificates: undefined };
    expect(judge({ password_enabled: 'not_supported' }, unknown).reason).toBe(
      'The report agrees with the account summary on root MFA, root access keys. Not compared, since one of them does not tell: users, root password, root signing certificates.',
    );
  });

  test('does not know whether IAM counts inactive certificates, so either figure agrees', () => {
    for (const rootCertificates of [0, 1]) {
      expect(judge(CERTIFICATE, { rootCertificates })).toMatchObject({ passed: true });
    }
    const active = { ...CERTIFICATE, cert_1_active: 'true' };
    expect(judge(active, { rootCertificates: 0 })).toMatchObject({
      passed: false,
      measured: 'root signing certificates: report true, live false',
    });
  });

  test('of a summary without figures says nothing: it throws', () => {
    const nothing = Object.fromEntries(Object.keys(LIVE).map((name) => [name, undefined]));
    expect(() => judge({}, nothing)).toThrow('holds no figure that the report could be compared');
  });
});
