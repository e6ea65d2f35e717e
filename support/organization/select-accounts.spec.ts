import { orgAccount } from '../../tools/testing/organization';
import { ConfigurationError } from '../control';
import { parsePattern, selectAccounts } from './select-accounts';

const accounts = [
  orgAccount('1', { name: 'prod-eu', tags: { environment: 'prod', owner: '' } }),
  orgAccount('2', { name: 'prod-us', tags: { environment: 'prod=2' } }),
  orgAccount('3', { name: 'dev', tags: {} }),
  orgAccount('4', { name: '000000000001' }),
];
const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => Number(id));

describe('parsePattern', () => {
  test.each<[string, number[]]>([
    ['000000000001', [1]],
    ['name:000000000001', [4]],
    ['1', []],
    ['dev', [3]],
    ['DEV', []],
    ['prod-*', [1, 2]],
    ['*', [1, 2, 3, 4]],
    ['*-us', [2]],
    ['prod.*', []],
    ['tag:environment=prod', [1]],
    ['tag:environment=prod=2', [2]],
    ['tag:environment=p*', [1, 2]],
    ['tag:environment', [1, 2]],
    ['tag:owner', [1]],
    ['tag:owner=', [1]],
    ['tag:Owner', []],
    ['tag:constructor', []],
  ])('%s means %j', (pattern, expected) => {
    expect(ids(accounts.filter(parsePattern(pattern).matches))).toEqual(expected);
  });

  test('only tags need to be asked for', () => {
    const needy = ['000000000001', 'prod-*', 'tag:a=b'].map((text) => parsePattern(text).needsTags);
    expect(needy).toEqual([false, false, true]);
  });
});

describe('selectAccounts', () => {
  const select = (include: string[], exclude: string[]) =>
    selectAccounts(accounts, { include, exclude });

  test('all, unless told', () => {
    expect(select([], [])).toEqual({ accounts, excluded: [] });
  });

  test('any of the included, none of the excluded, and says who left each out', () => {
    const selected = select(['prod-*', '000000000003'], ['tag:environment=prod']);
    expect(ids(selected.accounts)).toEqual([2, 3]);
    expect(selected.excluded.map(({ account, by }) => [Number(account.id), by])).toEqual([
      [1, 'exclude tag:environment=prod'],
      [4, 'include'],
    ]);
  });

  test('an include that matches nothing is an error, each of them', () => {
    expect(() => select(['prod-*', 'prood', '999999999999'], [])).toThrow(ConfigurationError);
    expect(() => select(['prod-*', 'prood', '999999999999'], [])).toThrow(
      'No account matches the include "prood" (4 are listed).\n' +
        'No account matches the include "999999999999" (4 are listed).',
    );
  });

  test('an exclude that matches nothing is an error, too', () => {
    expect(() => select([], ['sandbox'])).toThrow(
      'No account matches the exclude "sandbox" (4 are listed).',
    );
  });

  test('nobody left is an error', () => {
    expect(() => select(['dev'], ['*'])).toThrow('No account is left to audit (4 are listed).');
    expect(() => selectAccounts([], { include: [], exclude: [] })).toThrow(/No account is left/);
  });
});
