import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACCOUNT, AS_OF, csv, password, rootRow, userRow } from '../../tools/testing/report';
import { writeBundle } from '../bundle/bundle';
import { BundleFiles } from '../bundle/bundle-files';
import { findEarlier, withChanges } from '../bundle/earlier-run';
import { DAY } from '../report';
import { auditWithoutJest } from '../run';
import { takeSettings } from '../run/settings';
import { readAuditor } from './auditor';
import { verificationExitCode } from './core/verification';
import { verifyBundle } from './verify-here';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'iamspec-spec-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const at = (instant: number) => new Date(instant).toISOString();
const reports = () => join(root, 'reports');

/** The bundle of a run on some day, in which these users have no MFA. */
async function bundle(day: number, withoutMfa: readonly string[], since?: string) {
  const report = join(root, 'report.csv');
  const used = at(AS_OF - DAY);
  const rows = withoutMfa.map((name) => userRow(name, password(used, used)));
  writeFileSync(report, csv([rootRow({ mfa_active: 'true' }), ...rows, userRow('zoe')]));
  const result = await auditWithoutJest(
    takeSettings({
      IAMSPEC_REPORT: report,
      IAMSPEC_AS_OF: at(AS_OF + day * DAY),
      IAMSPEC_REPORTS_DIR: reports(),
      IAMSPEC_WAIVERS: undefined,
      IAMSPEC_SINCE: since,
    }),
    () => {},
  );
  // Runs are named after their second, and these begin in one.
  const id = result.run.id.replace(/-[^-]*$/, `-00000${day}`);
  const now = { ...result, run: { ...result.run, id } };
  const found = await findEarlier(join(reports(), ACCOUNT), now);
  return writeBundle(reports(), withChanges(now, found));
}

function verify(directory: string, since?: string) {
  const auditor = readAuditor(takeSettings({ IAMSPEC_SINCE: since }), { keys: [] }, Date.now());
  const verification = verifyBundle(new BundleFiles(directory), auditor);
  const { problems, reservations } = verification;
  return {
    exitCode: verificationExitCode(verification, []),
    found: [...problems, ...reservations.map(({ text }) => text)].join('\n'),
  };
}

type Said = Record<string, unknown> & { changes: Record<string, unknown> };
function forge(directory: string, change: (manifest: Said) => void): string {
  const path = join(directory, 'manifest.json');
  const manifest: Said = JSON.parse(readFileSync(path, 'utf8'));
  change(manifest);
  writeFileSync(path, JSON.stringify(manifest));
  return directory;
}

describe('the bundle of a run since a reference', () => {
  test('is verified where the auditor names the same, and under another policy where none', async () => {
    const reference = await bundle(1, ['alice', 'bob']);
    const directory = await bundle(2, ['alice', 'carol'], reference);
    expect(verify(directory, reference)).toEqual({ exitCode: 0, found: '' });
    expect(verify(directory)).toMatchObject({
      exitCode: 2,
      found: expect.stringMatching(
        /^What failed in run \S+-000001 already did not count in the run \(1 failures\); you name none/,
      ),
    });
    const other = await bundle(3, ['alice']);
    expect(verify(directory, other)).toMatchObject({
      exitCode: 2,
      found: expect.stringMatching(/you name run \S+-000003/),
    });
  });

  test('may count more than the reference alone: what a run between had mended', async () => {
    const reference = await bundle(1, ['alice', 'bob']);
    const between = await bundle(2, ['alice']);
    const directory = await bundle(3, ['alice', 'bob'], reference);
    expect(readFileSync(join(directory, 'manifest.json'), 'utf8')).toMatch(/"exitCode": 1/);
    rmSync(between, { recursive: true });
    expect(verify(directory, reference)).toEqual({ exitCode: 0, found: '' });
  });

  test('is not as recorded where it excuses what is new, even with the outcome to match', async () => {
    const reference = await bundle(1, ['alice']);
    const directory = forge(await bundle(2, ['alice', 'carol'], reference), (manifest) => {
      Object.assign(manifest, { exitCode: 0 });
      Object.assign(manifest.changes, { new: [], still: 2 });
    });
    const { exitCode, found } = verify(directory, reference);
    expect(exitCode).toBe(1);
    expect(found).toMatch(/console-user-mfa › carol is new since run \S+-000001/);
    expect(verify(directory).exitCode).not.toBe(0);
  });

  test('is not as recorded where its exit code does not follow', async () => {
    const reference = await bundle(1, ['alice']);
    const directory = await bundle(2, ['alice', 'carol'], reference);
    forge(directory, (manifest) => Object.assign(manifest, { exitCode: 0 }));
    expect(verify(directory, reference)).toMatchObject({
      exitCode: 1,
      found: expect.stringMatching(/exitCode is 0, but the verdicts give 1/),
    });
  });
});

describe('what a manifest says of an earlier run', () => {
  const of = (...subjects: readonly string[]) => [
    { profile: 'baseline', control: 'console-user-mfa', subjects },
  ];
  test.each<[string, object, RegExp]>([
    [
      'a user is new who does not fail',
      { new: of('zoe'), still: 1 },
      /zoe is new, but does not fail/,
    ],
    ['a user is new twice', { new: of('carol', 'carol'), still: 0 }, /carol is new, but does not/],
    ['a user is mended who fails', { mended: of('alice') }, /alice is mended, but fails/],
    [
      'there are more failures than fail',
      { still: 7 },
      /1 failures are new and 7 are not, but 2 fail/,
    ],
    ['a failure is left out', { new: [] }, /0 failures are new and 1 are not, but 2 fail/],
  ])('fits its verdicts: not where %s', async (_, change, expected) => {
    await bundle(1, ['alice', 'bob']);
    const directory = await bundle(2, ['alice', 'carol']);
    expect(verify(directory)).toEqual({ exitCode: 0, found: '' });
    forge(directory, ({ changes }) => Object.assign(changes, change));
    expect(verify(directory)).toMatchObject({
      exitCode: 1,
      found: expect.stringMatching(expected),
    });
  });

  test('is what its files show', async () => {
    await bundle(1, ['alice', 'bob']);
    const directory = await bundle(2, ['alice', 'carol']);
    forge(directory, ({ changes }) => Object.assign(changes, { mended: of('zoe') }));
    expect(verify(directory).found).toMatch(/junit\.xml|summary\.md/);
  });

  test('may be nothing, as in bundles of before', async () => {
    const directory = await bundle(1, ['alice']);
    expect(readFileSync(join(directory, 'manifest.json'), 'utf8')).not.toContain('"changes"');
    expect(verify(directory)).toEqual({ exitCode: 0, found: '' });
  });
});
