import { ConfigurationError } from '../control';
import { readOwners } from './read-owners';

function problems(yaml: string): readonly string[] {
  try {
    readOwners(yaml, 'owners.yaml');
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

test('reads a rule of each kind', () => {
  const yaml = [
    '- tag: owner',
    '- path: /teams/*/',
    '- {owner: ops, users: [ci-*, "tag:team=x"]}',
    '- {owner: web, class: machine}',
  ];
  expect(readOwners(yaml.join('\n'), 'owners.yaml')).toEqual([
    { tag: 'owner' },
    { path: '/teams/*/' },
    { owner: 'ops', users: ['ci-*', 'tag:team=x'] },
    { owner: 'web', class: 'machine' },
  ]);
});

const EXPECTED = 'expected tag, or path, or owner with users, or owner with class.';
const PATH = 'expected folders with one * for the owner, such as /teams/*/.';

test.each<[string, string, string]>([
  ['two kinds in one', '- {tag: owner, path: /*/}', `it has tag and path, ${EXPECTED}`],
  ['an owner of nobody', '- owner: ops', `it has owner, ${EXPECTED}`],
  ['users of nobody', '- users: [x]', `it has users, ${EXPECTED}`],
  ['nothing', '- {}', `it has nothing, ${EXPECTED}`],
  ['a path without an owner', '- path: /teams/', `its path is "/teams/", ${PATH}`],
  ['a path with two', '- path: /*/*/', `its path is "/*/*/", ${PATH}`],
  ['a path that is no folder', '- path: /teams/*', `its path is "/teams/*", ${PATH}`],
  ['a half star', '- path: /team-*/', `its path is "/team-*/", ${PATH}`],
])('%s is refused', (_, yaml, problem) => {
  expect(problems(yaml)).toEqual([`owners.yaml, rule 1: ${problem}`]);
});

test('a misspelt field and an empty list are named', () => {
  expect(problems('- {owner: x, user: [y]}')[0]).toMatch(
    /^owners.yaml, rule 1: there is no field "user". Did you mean "users"/,
  );
  expect(problems('- {owner: x, users: []}')).toEqual([
    'owners.yaml, rule 1, field users: it is empty.',
  ]);
  expect(problems('owner: x')[0]).toMatch(/^owners.yaml, the whole file: expected a list of rules/);
});
