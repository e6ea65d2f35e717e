import { type Row, reportOf, userRow } from '../../tools/testing/report';
import type { CredentialReport, Tag } from '../report';
import { asksForTags, idleOwnerRules, OWNER_RULES, type OwnerRule, peopleOf } from './owner';

const ARN = 'arn:aws:iam::111122223333';
type Tags = Readonly<Record<string, readonly Tag[]>>;

function tagged(tags: Tags, ...rows: readonly Row[]): CredentialReport {
  const report = reportOf(...rows);
  const users = report.users.map((user) => ({ ...user, tags: tags[user.name] ?? [] }));
  return { ...report, users };
}

const at = (path: string, name: string) => ({ ...userRow(name), arn: `${ARN}:user${path}${name}` });
const tag = (key: string, value: string): Tag => ({ key, value });

const ownerOf = (report: CredentialReport, rules: readonly OwnerRule[], user: string) => {
  const arn = report.users.find(({ name }) => name === user)?.arn ?? `${ARN}:root`;
  const { name, by } = peopleOf(report, rules)(arn).owner;
  return `${name} (${by})`;
};

describe('who owns a user, where nothing else is said', () => {
  test.each<[string, readonly Tag[], string, string]>([
    ['the tag owner', [tag('team', 'b'), tag('owner', 'a')], '/', 'a (tag owner)'],
    ['then the tag team', [tag('email', 'c@x.example'), tag('team', 'b')], '/', 'b (tag team)'],
    ['then the tag email', [tag('email', 'c@x.example')], '/', 'c@x.example (tag email)'],
    ['whatever the case of the key', [tag('Owner', 'a')], '/', 'a (tag owner)'],
    ['not a blank one', [tag('owner', ' '), tag('team', 'b')], '/', 'b (tag team)'],
    ['then the first folder of the path', [], '/payments/ci/', 'payments (path /payments/ci/)'],
    ['else nobody, by name', [], '/', 'nobody (no rule)'],
  ])('%s', (_, tags, path, expected) => {
    const report = tagged({ alice: tags }, at(path, 'alice'));
    expect(ownerOf(report, OWNER_RULES, 'alice')).toBe(expected);
  });

  test('nobody of a saved report, and why', () => {
    expect(ownerOf(reportOf(userRow('alice')), OWNER_RULES, 'alice')).toBe(
      'nobody (no rule: tags are not known)',
    );
  });
});

describe('rules', () => {
  const report = tagged(
    { 'ci-1': [tag('team', 'web'), tag('cost', '42')] },
    at('/service/', 'ci-1'),
    at('/teams/data/etl/', 'ci-2'),
    userRow('alice'),
  );
  const machines = [[{ name: 'machine', users: ['/service/*'] }]];

  test.each<[string, readonly OwnerRule[], string, string]>([
    ['a name', [{ owner: 'ops', users: ['ci-*'] }], 'ci-1', 'ops (users ci-*)'],
    ['a path', [{ owner: 'ops', users: ['/service/*'] }], 'ci-1', 'ops (users /service/*)'],
    [
      'an ARN',
      [{ owner: 'ops', users: [`${ARN}:user/alice`] }],
      'alice',
      `ops (users ${ARN}:user/alice)`,
    ],
    ['a tag', [{ owner: 'ops', users: ['tag:COST=4*'] }], 'ci-1', 'ops (users tag:COST=4*)'],
    ['any value of a tag', [{ owner: 'ops', users: ['tag:cost'] }], 'ci-1', 'ops (users tag:cost)'],
    ['not another value', [{ owner: 'ops', users: ['tag:cost=4'] }], 'ci-1', 'nobody (no rule)'],
    [
      'a class',
      [{ owner: 'ops', class: 'machine', classes: machines }],
      'ci-1',
      'ops (class machine)',
    ],
    [
      'not who is in no class',
      [{ owner: 'ops', class: 'machine', classes: machines }],
      'alice',
      'nobody (no rule)',
    ],
    ['a folder within a path', [{ path: '/teams/*/' }], 'ci-2', 'data (path /teams/data/etl/)'],
    ['not another path', [{ path: '/teams/*/' }], 'ci-1', 'nobody (no rule)'],
    ['root', [{ owner: 'ciso', users: ['<root_account>'] }], 'root', 'ciso (users <root_account>)'],
    ['no tag or path of root', OWNER_RULES, 'root', 'nobody (no rule)'],
    [
      'the first that matches',
      [{ tag: 'team' }, { owner: 'ops', users: ['*'] }],
      'ci-1',
      'web (tag team)',
    ],
    [
      'in the order of the file',
      [{ owner: 'ops', users: ['*'] }, { tag: 'team' }],
      'ci-1',
      'ops (users *)',
    ],
  ])('%s', (_, rules, user, expected) => {
    expect(ownerOf(report, rules, user)).toBe(expected);
  });

  test('that give nobody an owner are named', () => {
    const rules = [
      { tag: 'x' },
      { owner: 'ops', users: ['ci-*'] },
      { owner: 'web', users: ['cii-*'] },
    ];
    expect(idleOwnerRules(report, rules)).toEqual(['rule 3 of owners.yaml (web: users cii-*)']);
  });
});

describe('rules for nobody', () => {
  const known = tagged({ alice: [tag('team', 'web')] }, userRow('alice'));
  const unknown = reportOf(userRow('alice'));
  const byClass = (pattern: string): OwnerRule => ({
    owner: 'ops',
    class: 'machine',
    classes: [[{ name: 'machine', users: [pattern] }]],
  });

  test.each<[string, OwnerRule, readonly string[]]>([
    ['a class', byClass('ci-*'), ['rule 1 of owners.yaml (ops: class machine)']],
    ['a class that somebody is in', byClass('ali*'), []],
    [
      'a tag',
      { owner: 'ops', users: ['tag:team=x'] },
      ['rule 1 of owners.yaml (ops: users tag:team=x)'],
    ],
    ['a tag that somebody has', { owner: 'ops', users: ['tag:team=w*'] }, []],
  ])('%s', (_, rule, expected) => {
    expect(idleOwnerRules(known, [rule])).toEqual(expected);
  });

  test('whom a rule by tag is about is not known without tags', () => {
    const rules = [byClass('tag:team=x'), { owner: 'ops', users: ['tag:team=x'] }];
    expect(idleOwnerRules(unknown, rules)).toEqual([]);
    expect(rules.map(asksForTags)).toEqual([true, true]);
    expect([{ tag: 'x' }, { path: '/*/' }, byClass('ci-*')].map(asksForTags)).toEqual([
      true,
      false,
      false,
    ]);
  });
});
