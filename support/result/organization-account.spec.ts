import { orgAccount } from '../../tools/testing/organization';
import { isInUnit, whyNotAudited } from './organization-account';

describe('whyNotAudited', () => {
  test.each([
    ['SUSPENDED', 'it is suspended (SUSPENDED)'],
    ['PENDING_CLOSURE', 'it is being closed (PENDING_CLOSURE)'],
    ['PENDING_ACTIVATION', 'it is not yet active (PENDING_ACTIVATION)'],
    ['CLOSED', 'it is closed (CLOSED)'],
  ])('%s: %s', (state, why) => {
    expect(whyNotAudited(orgAccount('1', { state }))).toBe(why);
  });

  test.each(['ACTIVE', 'SOMETHING_NEW', 'constructor', undefined])('%s is audited', (state) => {
    expect(whyNotAudited(orgAccount('1', { state }))).toBeUndefined();
  });
});

describe('isInUnit', () => {
  const ou = { ids: ['r-1', 'ou-1-work', 'ou-1-prod'], path: 'Root/Workloads/Prod' };
  const account = orgAccount('1', { ou });

  test.each(['r-1', 'ou-1-work', 'ou-1-prod', 'Root', 'Root/Workloads', 'Root/Workloads/Prod'])(
    'is in %s',
    (unit) => {
      expect(isInUnit(account, unit)).toBe(true);
    },
  );

  test.each(['ou-1', 'Root/Work', 'Workloads', 'Root/Workloads/Prod/EU', ''])(
    'is not in "%s"',
    (unit) => {
      expect(isInUnit(account, unit)).toBe(false);
      expect(isInUnit(orgAccount('1'), unit)).toBe(false);
    },
  );
});
