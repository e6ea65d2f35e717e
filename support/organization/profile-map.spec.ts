import { orgAccount } from '../../tools/testing/organization';
import { ConfigurationError } from '../control';
import { assignProfiles, type Listed, readProfileMap } from './profile-map';

const UNITS = [
  { ids: ['r-1'], path: 'Root' },
  { ids: ['r-1', 'ou-1-prod'], path: 'Root/Prod' },
  { ids: ['r-1', 'ou-1-new'], path: 'Root/New' },
] as const;
const [ROOT, PROD] = UNITS;
const accounts = [
  orgAccount('1', { name: 'payments', ou: PROD, tags: { tier: '1' } }),
  orgAccount('2', { name: 'shop', ou: PROD, tags: {} }),
  orgAccount('3', { name: 'sandbox-1', ou: ROOT, tags: { tier: '2' } }),
];
const whole: Listed = { accounts, units: UNITS, whole: true };
const part: Listed = { accounts, units: [], whole: false };

const assign = (yaml: string, listed = whole) => {
  const { profiles, notes } = assignProfiles(listed, readProfileMap(yaml, 'map.yaml'), 'baseline');
  return { profiles: [...profiles.values()], notes };
};

describe('a profile map', () => {
  test.each<[string, string[]]>([
    ['[]', ['baseline', 'baseline', 'baseline']],
    ["- {account: '000000000002', profile: strict}", ['baseline', 'strict', 'baseline']],
    ['- {account: sandbox-*, profile: a}', ['baseline', 'baseline', 'a']],
    ['- {ou: Root/Prod, profile: [a, b]}', ['a,b', 'a,b', 'baseline']],
    ['- {ou: ou-1-prod, profile: a}', ['a', 'a', 'baseline']],
    ['- {ou: Root, profile: a}', ['a', 'a', 'a']],
    ['- {tag: tier=1, profile: a}\n- {tag: tier, profile: b}', ['a', 'baseline', 'b']],
    ['- {ou: Root/Prod, profile: a}\n- {account: payments, profile: b}', ['a', 'a', 'baseline']],
  ])('%s', (yaml, expected) => {
    expect(assign(yaml).profiles).toEqual(expected);
  });

  test.each([
    ['- {profile: a}', /map\.yaml, rule 1: expected exactly one of account, ou and tag/],
    ['- {ou: x, tag: y, profile: a}', /rule 1: expected exactly one/],
    ['- {ou: x}', /rule 1, field profile: it is missing\./],
    ['- {ou: x, profile: {a: b}}', /profile: expected a profile or several, found {"a":"b"}\./],
    ['- {ou: x, profile: []}', /rule 1, field profile: it is empty/],
    [
      '- {account: 111122223333, profile: a}',
      /field account: expected a text, quote it, found 111122223333\./,
    ],
    ["- {ou: '', profile: a}", /field ou: it is empty/],
    [
      '- {ou: x, profil: a, profile: b}',
      /there is no field "profil"\. Did you mean "profile"\? Known: account, ou, tag, profile\./,
    ],
    ['ou: x', /the whole file: expected a list of rules, found {"ou":"x"}\./],
    ['', /the whole file: expected a list of rules, found null\./],
    ['- {ou: x', /is not valid YAML/],
  ])('%s is refused', (yaml, why) => {
    expect(() => readProfileMap(yaml, 'map.yaml')).toThrow(ConfigurationError);
    expect(() => readProfileMap(yaml, 'map.yaml')).toThrow(why);
  });
});

describe('a rule for nobody', () => {
  test.each(['ou: Root/Prood', 'tag: tier=3', 'account: shoop', "account: '999999999999'"])(
    '%s: a typo must not loosen, where the whole organization was listed',
    (rule) => {
      const yaml = `- {${rule}, profile: strict}`;
      expect(() => assign(yaml)).toThrow(/^The rule ".*" of the profile map is for no account/);
      expect(assign(yaml, part).notes).toEqual([
        expect.stringMatching(/is for no account that was listed/),
      ]);
    },
  );

  test.each(['ou-1-new', 'Root/New'])('a unit that is there and empty is no typo: %s', (unit) => {
    const { notes, profiles } = assign(`- {ou: ${unit}, profile: strict}`);
    expect(profiles).toEqual(['baseline', 'baseline', 'baseline']);
    expect(notes).toHaveLength(1);
  });
});

describe('the unit of a rule', () => {
  const nested = { ids: ['r-1', 'ou-a', 'ou-b'], path: 'Root/A/B' };
  const slashed = { ids: ['r-1', 'ou-a-b'], path: 'Root/A/B' };
  const units = [ROOT, { ids: ['r-1', 'ou-a'], path: 'Root/A' }, nested, slashed];
  const listed = {
    accounts: [orgAccount('1', { ou: nested }), orgAccount('2', { ou: slashed })],
    units,
    whole: false,
  };

  test('has to be there, also where a part of the organization is listed', () => {
    expect(() => assign('- {ou: Root/C, profile: a}', listed)).toThrow(
      'The rule "ou Root/C" of the profile map is for no account: there is no such unit.',
    );
  });

  test('is one: of two with the same path it needs the id', () => {
    expect(() => assign('- {ou: Root/A/B, profile: a}', listed)).toThrow(
      'More than one organizational unit is "Root/A/B": ou-b, ou-a-b. Say which, by id.',
    );
    expect(assign('- {ou: ou-a-b, profile: a}', listed).profiles).toEqual(['baseline', 'a']);
  });

  test('is not one whose name only begins so', () => {
    expect(assign('- {ou: Root/A, profile: a}', listed).profiles).toEqual(['a', 'baseline']);
  });
});

describe('a rule that goes by what is not known', () => {
  const listed = {
    ...part,
    accounts: [...accounts, orgAccount('4', { name: '', ou: undefined, tags: undefined })],
  };

  test.each(['ou: Root', 'tag: tier', 'account: shop'])('%s is an error', (rule) => {
    expect(() => assign(`- {${rule}, profile: a}`, listed)).toThrow(
      /goes by what is not known of 1 of 4 accounts/,
    );
  });

  test('an id is always known', () => {
    const { profiles } = assign("- {account: '000000000004', profile: a}", listed);
    expect(profiles).toEqual(['baseline', 'baseline', 'baseline', 'a']);
  });
});
