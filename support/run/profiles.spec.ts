import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT_DIR } from './policy-files';
import { loadProfile } from './profiles';

const directory = mkdtempSync(join(tmpdir(), 'iamspec-spec-'));
afterAll(() => rmSync(directory, { recursive: true }));

const SHIPPED = join(ROOT_DIR, 'profiles');
const { title: CIS } = loadProfile('cis-aws-5.0', SHIPPED);

let files = 0;
function load(name: string, title: string) {
  const path = join(directory, `profile-${files++}.ts`);
  const profile = { name, title, requirements: { 1: { 'root-mfa': {} } } };
  writeFileSync(path, `export default ${JSON.stringify(profile)};`);
  return loadProfile(path, SHIPPED);
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
    expect(loadProfile(join(SHIPPED, 'baseline.ts'), SHIPPED).name).toBe('baseline');
  });

  test.each(['name', 'title'])('has a %s that shows', (field) => {
    const [name, title] = field === 'name' ? ['\u200b', 'House'] : ['house', '\u3164\u00a0'];
    expect(() => load(name, title)).toThrow(`, field ${field}: it is empty.`);
  });
});
