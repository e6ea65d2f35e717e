import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { POLICY_DIR } from './policy-places';
import { loadProfile, sourcesOf } from './profiles';

const directory = mkdtempSync(join(tmpdir(), 'iamspec-spec-'));
afterAll(() => rmSync(directory, { recursive: true }));

const SHIPPED = join(POLICY_DIR, 'profiles');
const { title: CIS } = loadProfile('cis-aws-5.0');

let files = 0;
function load(name: string, title: string) {
  const path = join(directory, `profile-${files++}.ts`);
  const profile = { name, title, requirements: { 1: { 'root-mfa': {} } } };
  writeFileSync(path, `export default ${JSON.stringify(profile)};`);
  return loadProfile(path);
}

describe('a profile by path', () => {
  test.each([
    ['the name of a shipped one', 'cis-aws-5.0', 'House', /which is one of/],
    ['its name in capitals', 'CIS-AWS-5.0', 'House', /looks like "cis-aws-5\.0"/],
    ['its name with a Cyrillic letter', 'сis-aws-5.0', 'House', /looks like "cis-aws-5\.0"/],
    ['its name with something invisible', 'cis-aws\u200b-5.0', 'House', /looks like/],
    ['its title', 'house', CIS, /which is one of/],
    ['its title in small letters', 'house', CIS.toLowerCase(), /looks like "CIS AWS/],
    ['its title for a name', CIS, 'House', /which is one of/],
    ['its name for a title', 'house', 'CIS AWS 5.0', /looks like "cis-aws-5\.0"/],
  ])('must not bear %s', (_, name, title, expected) => {
    expect(() => load(name, title)).toThrow(expected);
  });

  test('may bear any other', () => {
    expect(load('house', 'House policy on CIS AWS Foundations 5.0').name).toBe('house');
  });

  test('of the directory itself is the shipped one', () => {
    expect(loadProfile(join(SHIPPED, 'baseline.ts')).name).toBe('baseline');
  });

  test.each(['name', 'title'])('has a %s that shows', (field) => {
    const [name, title] = field === 'name' ? ['\u200b', 'House'] : ['house', '\u3164\u00a0'];
    expect(() => load(name, title)).toThrow(`, field ${field}: it is empty.`);
  });
});

describe('a profile in YAML', () => {
  function yaml(text: string) {
    const path = join(directory, `profile-${files++}.yaml`);
    writeFileSync(path, text);
    return loadProfile(path);
  }

  const HOUSE = 'name: house\ntitle: House\nrequirements: { own: { root-mfa: {} } }\n';

  test('is the same as one in TypeScript', () => {
    const requirements = { own: { 'root-mfa': {} } };
    expect(yaml(HOUSE)).toEqual({ name: 'house', title: 'House', requirements });
  });

  test('has a version and the day on which it was held against its source', () => {
    const edition = "version: '7.0'\nheldAgainst: 2026-11-29\n";
    expect(yaml(`${HOUSE}${edition}`)).toMatchObject({
      version: '7.0',
      heldAgainst: '2026-11-29',
    });
  });

  test('builds on a profile that it names', () => {
    const { extends: base } = yaml(`${HOUSE}extends: cis-aws-5.0\n`);
    expect(base).toBe(loadProfile('cis-aws-5.0'));
  });

  test('builds on one beside it, by its path', () => {
    writeFileSync(join(directory, 'base.yaml'), HOUSE.replace('name: house', 'name: base'));
    const path = join(directory, 'above.yaml');
    writeFileSync(path, `${HOUSE}extends: ./base.yaml\n`);
    expect(loadProfile(path).extends?.name).toBe('base');
    expect(sourcesOf(path)).toEqual([path, join(directory, 'base.yaml')]);
  });

  test.each<[string, string, RegExp]>([
    ['an unknown field', `${HOUSE}requirement: {}\n`, /requirement"/],
    [
      'a version that YAML takes for a number',
      `${HOUSE}version: 7.0\n`,
      /\.yaml, field version: expected a text, quote it, found 7\./,
    ],
    [
      'a day that is none',
      `${HOUSE}heldAgainst: 29.11.2026\n`,
      /\.yaml, field heldAgainst: expected a day of the calendar such as 2026-11-29, quote it, found "29\.11\.2026"\./,
    ],
    ['an unknown base', `${HOUSE}extends: cis-aws-9\n`, /There is no profile "cis-aws-9"/],
    ['a base that is no name', `${HOUSE}extends: 1\n`, /field extends/],
    ['no YAML', 'name: [', /is not valid YAML/],
    ['a list', '- name: house\n', /Profile .*\.yaml/],
  ])('is refused with %s', (_, text, problem) => {
    expect(() => yaml(text)).toThrow(problem);
  });
});
