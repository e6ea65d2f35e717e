import { manifestOf, organizationRecord } from '../../tools/testing/organization';
import { HOSTILE_NAMES } from '../../tools/testing/result';
import { sumUpOrganization } from '../result/organization-result';
import { organizationText } from './organization-text';

const PLAIN = { colors: false, evidence: ['reports/organization/index.html'] };

const failed = organizationRecord('2', {
  name: 'prod',
  ou: 'Root/Prod',
  status: 'failed',
  exitCode: 1,
  failed: { high: 3, low: 1 },
  controls: [{ profile: 'house', control: 'key-age', severity: 'high', counts: { failed: 3 } }],
});
const refused = organizationRecord('3', {
  name: 'dev',
  status: 'error',
  exitCode: 2,
  reason: 'AWS refused sts:AssumeRole.',
  controls: [{ profile: 'house', control: 'key-age', severity: 'high', counts: { error: 1 } }],
});
const suspended = organizationRecord('4', {
  name: 'old',
  status: 'skipped',
  reason: 'it is suspended (SUSPENDED)',
  controls: [],
});

test('errors stand first, then the worst, the controls, where the page is, the verdict', () => {
  const records = [organizationRecord('1'), failed, refused, suspended];
  const manifest = manifestOf(['1', '2', '3', '4'], { notes: ['A rule is for nobody.'] });
  expect(organizationText(sumUpOrganization(manifest, records, []), PLAIN)).toMatchInlineSnapshot(`
"
iamspec org  house
Accounts  4 listed
Run       2025-06-30T12-00-00Z-0a1b2c, started 2025-06-30T12:00:00Z

Could not check (1)
000000000003  dev
    AWS refused sts:AssumeRole.

Worst accounts (1)
critical  high  medium  low  account       name  unit
-         3     -       1    000000000002  prod  Root/Prod

Controls
          accounts  could not   verdicts
severity  failed    be checked  failed    control
high      1         1           3         key-age

Not audited (1)
000000000004  old
    it is suspended (SUSPENDED)

Note      A rule is for nobody.

Evidence  reports/organization/index.html (holds user names: readable by you
          only)

The same command with --resume 2025-06-30T12-00-00Z-0a1b2c tries these accounts
again; what is finished is not read again.
COULD NOT CHECK: 1 account passed, 1 failed, 1 could not be checked, 1 not audited; 6 verdicts. Exit 2.
"
`);
});

test('an interrupted run says how to go on', () => {
  const records = [organizationRecord('1')];
  const result = sumUpOrganization(manifestOf(['1', '2']), records, ['The run was interrupted.']);
  const text = organizationText(result, PLAIN);
  expect(text).toContain('Could not check: The run was interrupted.\n');
  expect(text).toContain('Not reported (1)\naccount       name\n000000000002  account-2\n');
  expect(text).toContain(
    'COULD NOT CHECK: 1 account passed, 0 failed, 0 could not be checked, 0 not audited, 1 not reported',
  );
  expect(text).toContain(`with --resume ${result.run.id} goes on with the\nrest;`);
});

test('a run that could not begin proposes no resumption', () => {
  const manifest = manifestOf([], { listed: 0 });
  const text = organizationText(sumUpOrganization(manifest, [], ['no credentials']), PLAIN);
  expect(text).toContain('Could not check: no credentials');
  expect(text).not.toContain('--resume');
});

test('more than ten of a kind are counted, not listed', () => {
  const ids = Array.from({ length: 14 }, (_, index) => String(index + 1));
  const records = ids.map((id) =>
    organizationRecord(id, { ...failed, account: id.padStart(12, '0') }),
  );
  const text = organizationText(sumUpOrganization(manifestOf(ids), records, []), PLAIN);
  expect(text).toContain('Worst accounts (14)');
  expect(text).toContain('and 4 more: see the page');
});

test('names cannot move the cursor or reverse a line', () => {
  const ids = HOSTILE_NAMES.map((_, index) => String(index + 1));
  const records = ids.map((id, index) => {
    const name = HOSTILE_NAMES[index] ?? '';
    const base = [failed, refused, suspended][index % 3] ?? failed;
    return { ...base, account: id.padStart(12, '0'), name, ou: name, reason: name };
  });
  const manifest = manifestOf(ids, { notes: [...HOSTILE_NAMES] });
  const text = organizationText(sumUpOrganization(manifest, records, [...HOSTILE_NAMES]), PLAIN);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are its subject
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u200b\u202e]/);
});
