import { closeSessions, session } from '../../tools/testing/local-iam.fixture';
import { liveAccount } from '../../tools/testing/npm-test';
import { fetchFacts } from './fetch-facts';

afterEach(closeSessions);

const noReport = () => Promise.reject(new Error('no fact of these needs it'));

async function accountSummary(summary: Readonly<Record<string, number>>) {
  const { iam } = await session({ account: { ...liveAccount(), summary } });
  const until = { abortSignal: AbortSignal.timeout(10_000) };
  return (await fetchFacts(iam, ['accountSummary'], noReport, until)).accountSummary;
}

describe('the account summary', () => {
  test('tells every figure that a report can be compared with', async () => {
    const summary = {
      Users: 41,
      MFADevicesInUse: 7,
      AccountMFAEnabled: 1,
      AccountAccessKeysPresent: 2,
      AccountPasswordPresent: 0,
      AccountSigningCertificatesPresent: 1,
    };
    expect(await accountSummary(summary)).toEqual({
      known: {
        users: 41,
        rootMfaEnabled: true,
        rootAccessKeys: 2,
        rootPassword: false,
        rootCertificates: 1,
      },
    });
  });

  test('of GovCloud may hold one figure alone: the others are not known, and none is 0', async () => {
    expect(await accountSummary({ AccountMFAEnabled: 0 })).toEqual({
      known: {
        users: undefined,
        rootMfaEnabled: false,
        rootAccessKeys: undefined,
        rootPassword: undefined,
        rootCertificates: undefined,
      },
    });
  });

  test('without any figure is no answer', async () => {
    expect(await accountSummary({ UsersQuota: 5000 })).toEqual({
      refused: expect.stringMatching(/GetAccountSummary.*none of the figures/),
    });
  });
});
