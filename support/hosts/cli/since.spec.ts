import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { startIamspec } from '../../../tools/testing/cli';
import { writeProfile } from '../../../tools/testing/project';
import { readSuites } from '../../../tools/testing/read-junit';
import {
  ACCOUNT,
  AS_OF,
  accessKey,
  csv,
  password,
  rootRow,
  userRow,
} from '../../../tools/testing/report';
import { DAY } from '../../report';
import { POLICY_DIR } from '../../run';

const root = mkdtempSync(join(tmpdir(), 'iamspec-spec-'));
const iamspec = startIamspec(POLICY_DIR);
afterAll(() => {
  iamspec.close();
  rmSync(root, { recursive: true, force: true });
});

const PROFILE = writeProfile('since', {
  mfa: { 'console-user-mfa': {} },
  keys: { 'access-key-rotation': { maxAgeDays: 90 } },
});
const env = {
  PATH: process.env.PATH,
  IAMSPEC_REPORTS_DIR: join(root, 'reports'),
  IAMSPEC_PROFILE: PROFILE,
};
const at = (instant: number) => `${new Date(instant).toISOString().slice(0, 19)}Z`;

interface Account {
  /** Who has a password without MFA. */
  readonly withoutMfa: readonly string[];
  /** When the key of alice was made, in days before the first of these days. */
  readonly keyMade: number;
}

/** Audits the account as it was so many days later. */
async function auditOn(day: number, { withoutMfa, keyMade }: Account, since?: string, others = {}) {
  // A run is named after its second.
  await setTimeout(1000 - (Date.now() % 1000));
  const now = AS_OF + day * DAY;
  const rows = [
    rootRow({ mfa_active: 'true' }),
    userRow('alice', accessKey(1, at(AS_OF - keyMade * DAY), { used: at(AS_OF) })),
    ...['bob', 'carol'].map((name) =>
      userRow(name, {
        ...password(at(AS_OF), at(AS_OF)),
        mfa_active: String(!withoutMfa.includes(name)),
      }),
    ),
  ];
  const report = join(root, 'report.csv');
  writeFileSync(report, csv(rows));
  const args = ['exec', '--report', report, '--as-of', at(now)];
  const flags = since === undefined ? [] : ['--since', since];
  const said = await iamspec.alone([...args, ...flags], { ...env, ...others });
  const directory = realpathSync(join(root, 'reports', 'last-run'));
  return {
    ...said,
    directory,
    suites: readSuites(readFileSync(join(directory, 'junit.xml'), 'utf8')),
  };
}

const verify = (directory: string, ...flags: readonly string[]) =>
  iamspec.run(['verify', directory, '--profile', PROFILE, ...flags], {
    ...env,
    IAMSPEC_PROFILE: undefined,
  });

describe('a gate since a named run', () => {
  const BEFORE: Account = { withoutMfa: ['bob'], keyMade: 400 };
  const also = (name: string): Account => ({ ...BEFORE, withoutMfa: ['bob', name] });
  let reference: string;
  beforeAll(async () => {
    const first = await auditOn(0, BEFORE);
    expect(first.status).toBe(1);
    expect(first.stdout).not.toContain('Changes');
    reference = first.directory;
  });

  test('passes where nothing but what failed there fails, which stays visible', async () => {
    const { status, stdout, directory, suites } = await auditOn(1, BEFORE, reference);
    expect(status).toBe(0);
    expect(stdout).toMatch(/PASSED: .* 2 failed, none of them new since run .* Exit 0\./);
    const skipped = suites.flatMap(({ cases }) =>
      cases.filter(({ message }) => /^still/.test(message ?? '')),
    );
    expect(skipped.map(({ name, outcome }) => [name, outcome]).sort()).toEqual([
      ['alice / access key 1', 'skipped'],
      ['bob', 'skipped'],
    ]);
    expect(await verify(directory)).toMatchObject({
      status: 2,
      stdout: expect.stringMatching(/What failed in run .* did not count .*you name none/),
    });
    expect(await verify(directory, '--since', reference)).toMatchObject({ status: 0 });
    expect(await verify(directory, '--accept-policy')).toMatchObject({ status: 0 });
    expect(await verify(directory, '--since', directory)).toMatchObject({ status: 2 });
  });

  test('fails on what is new in every run, until it is mended', async () => {
    for (const day of [2, 3]) {
      const { status, stdout } = await auditOn(day, also('carol'), reference);
      expect(status).toBe(1);
      expect(stdout).toMatch(/^New {7}carol \(console-user-mfa\)$/m);
      expect(stdout).toMatch(/FAILED: .* 3 failed, 1 of them new since run/);
    }
    expect((await auditOn(4, BEFORE, reference)).status).toBe(0);
  });

  test('fails on what was mended and is broken again, in every run', async () => {
    expect((await auditOn(5, { ...BEFORE, withoutMfa: [] }, reference)).status).toBe(0);
    for (const day of [6, 7]) {
      const { status, stdout, directory } = await auditOn(day, BEFORE, reference);
      expect(status).toBe(1);
      expect(stdout).toMatch(/^New {7}bob /m);
      expect(stdout).toMatch(/since run .* \(and in \d+ runs after it\)/);
      expect(await verify(directory, '--since', reference)).toMatchObject({ status: 0 });
    }
  });

  test('fails on another key that is too old, by the reference alone', async () => {
    const elsewhere = { IAMSPEC_REPORTS_DIR: join(root, 'elsewhere') };
    const copy = join(root, basename(reference));
    cpSync(reference, copy, { recursive: true });
    expect((await auditOn(8, BEFORE, copy, elsewhere)).status).toBe(0);
    const replaced = await auditOn(9, { ...BEFORE, keyMade: 95 }, copy, elsewhere);
    expect(replaced.status).toBe(1);
    expect(replaced.stdout).toMatch(/^New {7}alice \/ access key 1 /m);
  });

  test.each<[string, () => string, Readonly<Record<string, string>>, RegExp]>([
    ['is missing', () => join(root, 'none'), {}, /no evidence bundle: it is not there/],
    ['is reports/latest', () => join(root, 'reports', 'latest'), {}, /it is a link/],
    [
      'is of other profiles',
      () => reference,
      { IAMSPEC_PROFILE: 'baseline' },
      /did not judge baseline › access-key-last-used/,
    ],
    ['is blank', () => ' ', {}, /expected the directory of a bundle/],
  ])('could not check where the run %s', async (_, make, others, why) => {
    const { status, stderr, suites } = await auditOn(10, BEFORE, make(), others);
    expect(status).toBe(2);
    expect(stderr).toMatch(why);
    expect(stderr).toContain('--since');
    expect(suites.flatMap(({ cases }) => cases.map(({ outcome }) => outcome))).not.toContain(
      'passed',
    );
  });
});

describe('runs that follow one another', () => {
  test('tell what is new, still failing and mended, without another exit code, and are verified', async () => {
    const others = { IAMSPEC_REPORTS_DIR: join(root, 'reports') };
    const before = await auditOn(20, { withoutMfa: ['bob'], keyMade: 1 }, undefined, others);
    const after = await auditOn(21, { withoutMfa: ['carol'], keyMade: 1 }, undefined, others);
    expect(after.status).toBe(1);
    expect(after.stdout).toContain(
      `Changes   1 new, 0 still failing, 1 mended since run ${basename(before.directory)}\n`,
    );
    expect(await verify(after.directory)).toMatchObject({ status: 0 });
    const said = JSON.parse(readFileSync(join(after.directory, 'manifest.json'), 'utf8'));
    expect(said).toMatchObject({ account: { id: ACCOUNT }, changes: { isReference: false } });
    writeFileSync(join(before.directory, 'verdicts.ndjson.gz'), 'not as it was');
    const damaged = await auditOn(22, { withoutMfa: ['carol'], keyMade: 1 }, undefined, others);
    expect(damaged.status).toBe(1);
    expect(damaged.stdout).toMatch(/^Changes {3}0 new, 1 still failing/m);
  });
});
