import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Iamspec, startIamspec } from '../../../../tools/testing/cli';
import {
  AS_OF,
  accessKey,
  ago,
  csv,
  password,
  rootRow,
  userRow,
} from '../../../../tools/testing/report';
import { readVerdicts, VERDICTS, writeVerdicts } from '../../../../tools/testing/verdicts';
import { writeBundle } from '../../../bundle/bundle';
import { DAY } from '../../../report';
import { FORMAT_FILES, FORMAT_NAMES, sumUp } from '../../../result';
import { auditWithoutJest } from '../../../run';
import { takeSettings } from '../../../run/settings';

const root = mkdtempSync(join(tmpdir(), 'iamspec-export-'));
const env = { PATH: process.env.PATH, HOME: root };
const REPORT = csv([
  rootRow({ mfa_active: 'true' }),
  userRow('alice', { ...password(ago(80 * DAY), ago(DAY)), ...accessKey(1, ago(91 * DAY)) }),
  userRow('bob', { mfa_active: 'true', ...accessKey(2, ago(89 * DAY), { used: ago(DAY) }) }),
  userRow('=cmd', password(ago(DAY))),
]);
const WAIVERS = `- control: console-user-mfa
  subject: =cmd
  reason: A device is on its way.
  owner: ops
  approvedBy: ciso
  expires: 2025-07-31
`;

let iamspec: Iamspec;
let bundle: string;

async function audited(settings: Readonly<Record<string, string>>) {
  const [report, waivers] = [join(root, 'report.csv'), join(root, 'waivers.yaml')];
  writeFileSync(report, REPORT);
  writeFileSync(waivers, WAIVERS);
  const asOf = { IAMSPEC_REPORT: report, IAMSPEC_AS_OF: new Date(AS_OF).toISOString() };
  const given = { ...asOf, IAMSPEC_WAIVERS: waivers, IAMSPEC_PROFILE: 'all,baseline', ...settings };
  return auditWithoutJest(takeSettings(given), () => {});
}

beforeAll(async () => {
  iamspec = startIamspec(root);
  bundle = writeBundle(
    join(root, 'all'),
    await audited({ IAMSPEC_EXPORT: FORMAT_NAMES.join(',') }),
  );
});
afterAll(() => {
  iamspec.close();
  rmSync(root, { recursive: true });
});

const exported = (...args: readonly string[]) => iamspec.run(['export', ...args], env);

/** What the run itself wrote in a format. */
function written(format: (typeof FORMAT_NAMES)[number]): Buffer {
  if (format === 'ndjson') return Buffer.from(readVerdicts(bundle));
  return readFileSync(join(bundle, FORMAT_FILES[format]));
}

test.each(FORMAT_NAMES)('%s of a bundle is byte for byte what the run wrote', async (format) => {
  const out = join(root, `out-${FORMAT_FILES[format]}`);
  const { status, stderr } = await exported(format, '--report', bundle, '--out', out);
  expect(stderr).toMatch(/^Written to .* \(holds user names: readable by you only\)\.\n$/);
  expect(status).toBe(0);
  expect(readFileSync(out).equals(written(format))).toBe(true);
  expect(written(format).length).toBeGreaterThan(1000);
});

test('what a bundle does not hold follows from it as well, junit as it was cut short', async () => {
  const small = writeBundle(join(root, 'small'), await audited({ IAMSPEC_JUNIT: 'failures' }));
  const csvOut = await exported('csv', '--report', small);
  expect(csvOut.stdout).toContain('alice / access key 1');
  const { stdout } = await exported('junit', '--report', small);
  expect(stdout).toBe(readFileSync(join(small, 'junit.xml'), 'utf8'));
  expect(stdout).toContain('all others');
});

test('without a bundle an audit is made and written', async () => {
  const report = join(root, 'report.csv');
  const args = ['--report', report, '--as-of', '2025-06-30T12:00:00Z', '--profile', 'baseline'];
  const { status, stdout } = await exported('ndjson', ...args);
  expect(stdout).toMatch(/"control":"access-key-rotation".*"status":"failed"/);
  expect(status).toBe(0);
});

test('findings for readers that take each for open are those that are', async () => {
  const out = join(root, 'failed.json');
  await exported('asff', '--report', bundle, '--failed-only', '--out', out);
  const found: readonly { Compliance: { Status: string } }[] = JSON.parse(
    readFileSync(out, 'utf8'),
  );
  const statuses = new Set(found.map(({ Compliance }) => Compliance.Status));
  expect([...statuses]).toEqual(['FAILED']);
  const refused = await exported('hdf', '--report', bundle, '--failed-only');
  expect(refused).toMatchObject({ status: 2, stderr: expect.stringMatching(/is for asff, ocsf/) });
});

test.each<[string, readonly string[], RegExp]>([
  ['an unknown format', ['pdf'], /Allowed choices are junit, markdown/],
  ['a workbook on the terminal', ['xlsx'], /say where to write it with --out/],
  [
    'another policy',
    ['csv', '--profile', 'baseline'],
    /is read as it was judged, without --profile/,
  ],
])('%s is refused', async (_, args, why) => {
  const [format = '', ...flags] = args;
  const { status, stdout, stderr } = await exported(format, '--report', bundle, ...flags);
  expect(stderr).toMatch(why);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
});

test('a bundle of which a file or a verdict was changed is refused', async () => {
  const [page, verdicts] = ['page', 'verdicts'].map((name) => join(root, `changed-${name}`));
  for (const copy of [page, verdicts]) cpSync(bundle, copy ?? '', { recursive: true });
  appendFileSync(join(page ?? '', 'index.html'), ' ');
  const changed = await exported('csv', '--report', page ?? '');
  expect(changed).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringMatching(/index\.html was changed/),
  });
  writeVerdicts(verdicts ?? '', readVerdicts(bundle).replace('"failed"', '"passed"'));
  expect(await exported('csv', '--report', verdicts ?? '')).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringMatching(VERDICTS.replaceAll('.', '\\.')),
  });
});

test('a bundle that says it is of other code, but counts what its verdicts do not give, is refused', async () => {
  const turned = join(root, 'turned');
  cpSync(bundle, turned, { recursive: true });
  writeVerdicts(turned, readVerdicts(bundle).replaceAll('"status":"failed"', '"status":"passed"'));
  const path = join(turned, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  const zipped = readFileSync(join(turned, VERDICTS));
  manifest.tool.version = '0.9.9';
  manifest.files[VERDICTS] = { sha256: hash('sha256', zipped), bytes: zipped.length };
  writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
  expect(await exported('csv', '--report', turned)).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining('manifest.json: counts is'),
  });
});

test('takes the place of a file, but of no pipe, device or directory', async () => {
  const pipe = join(root, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const { status, stderr } = await exported('csv', '--report', bundle, '--out', pipe);
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: expect.stringContaining(`${pipe} is no regular file.`),
  });
  expect(lstatSync(pipe).isFIFO()).toBe(true);
});

test('a run that could read no report is told in every format, and passes in none', async () => {
  const policy = {
    profiles: [],
    waivers: [],
    owners: [],
    policyFiles: [],
    settings: { failOn: 'low' },
  } as const;
  const { run } = await audited({ IAMSPEC_EXPORT: 'sarif,oscal,hdf' });
  const outcome = { audited: undefined, results: [], problems: ['no credentials'] };
  const none = writeBundle(join(root, 'none'), sumUp(policy, run, outcome));
  const { status, stdout, stderr } = await exported('sarif', '--report', none);
  expect(status).toBe(0);
  expect(stderr).toContain('COULD NOT CHECK: the sarif is of a run that ended with 2.');
  expect(JSON.parse(stdout).runs[0].invocations[0].executionSuccessful).toBe(false);
});
