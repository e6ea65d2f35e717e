import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeProfile } from '../result';
import { makePlan, neededFacts, PlanError, wantedFacts } from './plan';
import { takeSettings } from './settings';

const root = mkdtempSync(join(tmpdir(), 'iamspec-plan-'));
afterAll(() => rmSync(root, { recursive: true }));

let files = 0;
function write(end: string, text: string): string {
  const path = join(root, `${files++}${end}`);
  writeFileSync(path, text);
  return path;
}

const house = (name: string, others: object = {}) =>
  write(
    '.ts',
    `export default ${JSON.stringify({
      name,
      title: `${name} policy`,
      requirements: { a: { 'root-mfa': {} } },
      ...others,
    })};`,
  );
const waivers = (control: string) =>
  write(
    '.yaml',
    `- {control: ${control}, subject: alice, reason: r, owner: o, approvedBy: a, expires: '2020-01-01'}`,
  );

const plan = (env: Readonly<Record<string, string>> = {}) => makePlan(takeSettings(env));

function refusal(env: Readonly<Record<string, string>>): PlanError {
  try {
    plan(env);
  } catch (error) {
    if (error instanceof PlanError) return error;
    throw error;
  }
  throw new Error('it was planned');
}

describe('a plan', () => {
  test('is of the profile baseline unless told', () => {
    const { profiles, controls, settings } = plan();
    expect(profiles.map(({ name }) => name)).toEqual(['baseline']);
    expect(settings.profiles).toEqual(['baseline']);
    expect(controls.every(({ profile, control }) => profile === 'baseline' && control)).toBe(true);
  });

  test('says of a profile where it comes from, and how old that is', () => {
    const about = { name: 'house', title: 'House', source: 'https://example.com', version: '1.2' };
    const house = { ...about, heldAgainst: '2026-11-29', requirements: {} };
    const { heldAgainst } = house;
    expect(describeProfile(house)).toEqual({ ...about, heldAgainst, notDecidable: {} });
    const own = describeProfile({ name: 'own', title: 'Own', extends: house, requirements: {} });
    expect(own).toEqual({ name: 'own', title: 'Own', notDecidable: {} });
  });

  test('of several profiles has the controls of each, in the order of the profiles', () => {
    const { controls } = plan({ IAMSPEC_PROFILE: `cis-aws-5.0,${house('house')}` });
    expect([...new Set(controls.map(({ profile }) => profile))]).toEqual(['cis-aws-5.0', 'house']);
    expect(controls.at(-1)).toMatchObject({ profile: 'house', id: 'root-mfa' });
  });

  test('names each file of the policy once, by its hash', () => {
    const path = house('house');
    const { policyFiles } = plan({
      IAMSPEC_PROFILE: `${path},baseline`,
      IAMSPEC_WAIVERS: waivers('root-mfa'),
    });
    const paths = policyFiles.map((file) => file.path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(policyFiles).toContainEqual({
      kind: 'profile',
      path,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect([...new Set(policyFiles.map(({ kind }) => kind))]).toEqual([
      'profile',
      'waivers',
      'owners',
      'control',
    ]);
  });

  test('asks for the facts that its controls need, each once', () => {
    expect(neededFacts(plan())).toEqual([]);
    expect(wantedFacts(plan())).toEqual(['userTags']);
    const facts = neededFacts(plan({ IAMSPEC_PROFILE: 'all,strict' }));
    expect(facts).toContain('accountSummary');
    expect(new Set(facts).size).toBe(facts.length);
  });
});

describe('there is no plan', () => {
  test.each<[string, () => Readonly<Record<string, string>>, RegExp]>([
    ['an unknown profile', () => ({ IAMSPEC_PROFILE: 'basline' }), /Did you mean "baseline"/],
    ['an unknown setting', () => ({ IAMSPEC_FAILON: 'high' }), /no setting IAMSPEC_FAILON/],
    [
      'two profiles of one name',
      () => ({ IAMSPEC_PROFILE: `${house('house')},${house('house')}` }),
      /Two of the selected profiles are called "house"/,
    ],
    [
      'a profile with an unknown control',
      () => ({ IAMSPEC_PROFILE: house('house', { requirements: { a: { 'root-mfaa': {} } } }) }),
      /no control "root-mfaa".* Did you mean "root-mfa"/,
    ],
    [
      'a waiver of an unknown control',
      () => ({ IAMSPEC_WAIVERS: waivers('root-mfaa') }),
      /waiver 1 \(root-mfaa, alice\): there is no such control/,
    ],
    [
      'a waivers file that is not there',
      () => ({ IAMSPEC_WAIVERS: join(root, 'none.yaml') }),
      /IAMSPEC_WAIVERS is ".*none\.yaml", which cannot be read/,
    ],
    [
      'a key that cannot sign',
      () => ({ IAMSPEC_SIGN: write('.pem', 'no key') }),
      /IAMSPEC_SIGN is ".*\.pem": /,
    ],
  ])('with %s', (_, env, why) => {
    expect(refusal(env()).message).toMatch(why);
  });

  test('and all that is wrong is told at once', () => {
    const { problems } = refusal({
      IAMSPEC_PROFILE: 'basline',
      IAMSPEC_TIMEOUT: '5 m',
      IAMSPEC_X: '1',
    });
    expect(problems).toEqual([
      expect.stringMatching(/no setting IAMSPEC_X/),
      expect.stringMatching(/IAMSPEC_TIMEOUT is "5 m"/),
      expect.stringMatching(/no profile "basline"/),
    ]);
  });

  test('but the controls that should have been checked are known', () => {
    const { selected, profiles } = refusal({ IAMSPEC_PROFILE: house('house'), IAMSPEC_X: '1' });
    expect(selected).toEqual([{ profile: 'house', id: 'root-mfa' }]);
    expect(profiles).toMatchObject([{ name: 'house', title: 'house policy' }]);
  });
});
