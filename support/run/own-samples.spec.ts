import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCatalogue } from './catalogue';
import { ownProblems } from './own-samples';
import { policyPage } from './policy-page';
import { POLICY_DIR } from './policy-places';

const root = mkdtempSync(join(tmpdir(), 'iamspec-samples-'));
afterAll(() => rmSync(root, { recursive: true }));

const CONTROL = `const { control } = require('iamspec');
const { mfaActive } = require('iamspec/criteria');
control({ id: 'badge-worn', title: 'Badges are worn', severity: 'low', nist: [], rationale: 'Why',
  remediation: 'How', subjects: (report) => report.users, check: (user) => mfaActive(user) });`;

const SAMPLES = `exports.samples = [
  { why: 'has MFA, as it should', users: { alice: { mfa_active: 'true' } }, verdicts: { alice: 'passed' } },
  { why: 'has no MFA, and no password', users: { bob: {} }, verdicts: { bob: 'failed' } },
  { why: 'is an account without users', verdicts: { 'no subject': 'notApplicable' } },
];`;

let places = 0;
function problemsOf(samples: string | undefined, control = CONTROL): readonly string[] {
  const directory = mkdtempSync(join(root, `place-${places++}-`));
  writeFileSync(join(directory, 'badge-worn.test.ts'), control);
  if (samples !== undefined) writeFileSync(join(directory, 'badge-worn.samples.ts'), samples);
  return ownProblems(readCatalogue(directory));
}

test('nothing is wrong with the controls of iamspec', () => {
  expect(ownProblems(readCatalogue())).toEqual([]);
});

test('nothing is wrong with a control that its samples prove', () => {
  expect(problemsOf(SAMPLES)).toEqual([]);
});

test.each<[string, string | undefined, RegExp]>([
  [
    'it has no samples',
    undefined,
    /badge-worn\.test\.ts: it has no samples: .*badge-worn\.samples\.ts/,
  ],
  ['its samples are none', 'exports.samples = [{}];', /exports no list of samples/],
  ['they cannot be loaded', "throw new Error('oh');", /its samples cannot be judged: Error: oh/],
  [
    'one has another verdict',
    SAMPLES.replace("{ bob: 'failed' }", "{ bob: 'passed' }"),
    /the sample "has no MFA, and no password" expects of bob: passed; found: failed\./,
  ],
  [
    'one names somebody who is not there',
    SAMPLES.replace("{ bob: 'failed' }", "{ bob: 'failed', eve: 'failed' }"),
    /expects of eve: failed; found: no verdict\./,
  ],
  [
    'one is silent about somebody',
    SAMPLES.replace("{ bob: 'failed' }", '{}'),
    /expects of bob: no verdict; found: failed\./,
  ],
  [
    'none fails',
    SAMPLES.replace(
      "users: { bob: {} }, verdicts: { bob: 'failed' }",
      "verdicts: { 'no subject': 'notApplicable' }",
    ),
    /no sample fails/,
  ],
])('a control is wrong where %s', (_, samples, problem) => {
  expect(problemsOf(samples).join('\n')).toMatch(problem);
});

test('a control is wrong where it does not say what it should', () => {
  const wordy = CONTROL.replace("'Badges are worn'", "'Ensure badges are worn'");
  expect(problemsOf(SAMPLES, wordy).join()).toMatch(/the title must state what is true/);
});

test('the page of this policy is the catalogue', () => {
  const page = readFileSync(join(POLICY_DIR, 'controls', 'README.md'), 'utf8');
  expect(policyPage()).toBe(page);
});
