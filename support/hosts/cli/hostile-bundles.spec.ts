import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  AS_OF,
  accessKey,
  ago,
  csv,
  password,
  rootRow,
  userRow,
} from '../../../tools/testing/report';
import { readVerdicts, VERDICTS, writeVerdicts } from '../../../tools/testing/verdicts';
import { writeBundle } from '../../bundle/bundle';
import { DAY } from '../../report';
import { auditWithoutJest } from '../../run';
import { takeSettings } from '../../run/settings';

/** A bundle on its way to do harm. */
interface Hostile {
  readonly directory: string;
  /** Its manifest, to be changed: it is written, with all hashes made right, afterwards. */
  // biome-ignore lint/suspicious/noExplicitAny: a manifest of any shape is what this is about
  readonly manifest: any;
  readonly verdicts: Record<string, unknown>[];
}

const root = mkdtempSync(join(tmpdir(), 'iamspec-hostile-'));
const outside = join(root, 'outside');
const marker = join(root, 'code-ran');
const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
  rmSync(root, { recursive: true, force: true });
});

const EVIL = `require('node:fs').writeFileSync(${JSON.stringify(marker)}, '');
module.exports = { default: { name: 'evil', title: 'Evil', requirements: {} } };`;

const REPORT = csv([
  rootRow({ mfa_active: 'true' }),
  userRow('alice', { ...password(ago(80 * DAY), ago(DAY)), ...accessKey(1, ago(91 * DAY)) }),
]);

async function goodBundle(): Promise<string> {
  const report = join(root, 'report.csv');
  writeFileSync(report, REPORT);
  const asOf = new Date(AS_OF).toISOString();
  return writeBundle(
    join(root, 'good'),
    await auditWithoutJest(takeSettings({ IAMSPEC_REPORT: report, IAMSPEC_AS_OF: asOf }), () => {}),
  );
}

const profileNamed = (name: string) => (hostile: Hostile) => {
  const { directory, manifest, verdicts } = hostile;
  mkdirSync(join(directory, 'evil'));
  for (const file of ['evil/x.ts', 'evil.ts', 'x.ts', 'baseline.ts']) {
    writeFileSync(join(directory, file), EVIL);
  }
  manifest.profiles[0].name = name;
  for (const each of [...manifest.controls, ...verdicts]) each.profile = name;
};

const linked = (name: string, target: string) => (hostile: Hostile) => {
  rmSync(join(hostile.directory, name), { force: true });
  symlinkSync(target, join(hostile.directory, name));
};

const fifo = (name: string) => (hostile: Hostile) => {
  rmSync(join(hostile.directory, name), { force: true });
  execFileSync('mkfifo', [join(hostile.directory, name)]);
};

const waiver = (control: string, subject: string) => ({
  ...{ control, subject, reason: 'r', owner: 'o', approvedBy: 'a', ticket: null, use: 'used' },
  expires: new Date(Date.now() + 30 * DAY).toISOString(),
});

const pass = (verdict: Record<string, unknown>) => {
  if (verdict.status === 'failed') verdict.status = 'passed';
};

const later = () => new Date(Date.now() + 3650 * DAY).toISOString();

/** What is written in place of the manifest's text, after everything else. */
const text =
  (change: (json: string) => string) =>
  ({ manifest }: Hostile) => {
    manifest.toText = change;
  };

const CASES: Readonly<Record<string, (hostile: Hostile) => void>> = {
  ...Object.fromEntries(
    [
      'evil/x.ts',
      './evil/x.ts',
      '../outside/x.ts',
      join(outside, 'x.ts'),
      'evil\\x.ts',
      'x.ts',
      `file://${outside}/x.ts`,
      'http://127.0.0.1:1/x.ts',
      'data:text/javascript,throw%200',
      'node:fs',
      '..',
      '',
      'baseline\u0000',
      '__proto__',
      'constructor',
      'baseline/../baseline',
      '*',
      'BASELINE',
    ].map((name) => [`a profile called ${JSON.stringify(name)}`, profileNamed(name)]),
  ),
  'a control that is a path': ({ manifest, verdicts }) => {
    manifest.controls[0].id = '../../outside/x';
    for (const each of verdicts) each.control = '../../outside/x';
  },
  'a control called __proto__': ({ manifest }) => {
    manifest.controls[0].id = '__proto__';
  },
  'a control twice': ({ manifest }) => {
    manifest.controls.push(manifest.controls[0]);
  },
  'a policy file outside': ({ manifest }) => {
    manifest.policyFiles[0].path = join(outside, 'x.ts');
    manifest.policyFiles[1].path = '/dev/zero';
    manifest.policyFiles[2].path = '../../../../../../etc/passwd';
  },
  'a file above': ({ manifest }) => {
    manifest.files['../outside/x.ts'] = manifest.files['report.csv'];
  },
  'an absolute file': ({ manifest }) => {
    manifest.files[join(outside, 'x.ts')] = manifest.files['report.csv'];
  },
  'a file called __proto__': text((json) => json.replace('"report.csv":', '"__proto__":')),
  'a hidden file': ({ directory }) => writeFileSync(join(directory, '.env'), 'AWS_PROFILE=x'),
  'a manifest that names itself': ({ manifest }) => {
    manifest.files['manifest.json'] = manifest.files['report.csv'];
  },
  'a manifest that is a link': linked('manifest.json', join(root, 'manifest.json')),
  'a report that is a link': linked('report.csv', join(outside, 'report.csv')),
  'verdicts that are a link': linked(VERDICTS, join(outside, VERDICTS)),
  'a page that is a link': linked('index.html', join(outside, 'x.ts')),
  'a signature that is a link to endless zeros': linked('manifest.json.sig', '/dev/zero'),
  'a summary that is a link to endless zeros': linked('summary.md', '/dev/zero'),
  'facts that are a terminal': linked('facts.json', '/dev/tty'),
  'a link to a directory': linked('more', outside),
  'a manifest that is a FIFO': fifo('manifest.json'),
  'a report that is a FIFO': fifo('report.csv'),
  'a signature that is a FIFO': fifo('manifest.json.sig'),
  'one more FIFO': fifo('more'),
  'verdicts that unpack to more than anybody has': ({ directory, manifest }) => {
    // A bomb of gzip: 600 MB in half a megabyte.
    writeFileSync(join(directory, VERDICTS), gzipSync(Buffer.alloc(600 * 2 ** 20), { level: 1 }));
    manifest.keepsVerdicts = true;
  },
  'verdicts that are no gzip': ({ directory, manifest }) => {
    writeFileSync(join(directory, VERDICTS), 'plain');
    manifest.keepsVerdicts = true;
  },
  'verdicts that are a socket': ({ directory }) => {
    rmSync(join(directory, VERDICTS));
    servers.push(createServer().listen(join(directory, VERDICTS)));
  },
  'a report that is a directory': ({ directory }) => {
    rmSync(join(directory, 'report.csv'));
    mkdirSync(join(directory, 'report.csv'));
  },
  'a policy of its own beside it': ({ directory, manifest }) => {
    mkdirSync(join(directory, 'profiles'));
    const waivers = manifest.controls.map(({ id }: { id: string }) => waiver(id, '*'));
    writeFileSync(join(directory, 'profiles', 'waivers.yaml'), JSON.stringify(waivers));
    writeFileSync(join(directory, 'profiles', 'baseline.ts'), EVIL);
    mkdirSync(join(directory, 'controls'));
    writeFileSync(join(directory, 'controls', 'root-mfa.test.ts'), EVIL);
  },
  'packages of its own': ({ directory }) => {
    mkdirSync(join(directory, 'node_modules', 'zod'), { recursive: true });
    writeFileSync(join(directory, 'node_modules', 'zod', 'index.js'), EVIL);
    writeFileSync(join(directory, 'package.json'), '{"jest": {"globalSetup": "./x.js"}}');
    for (const name of ['x.js', 'jest.config.js', 'babel.config.js', '.babelrc.js']) {
      writeFileSync(join(directory, name), EVIL);
    }
  },
  'a key twice': text((json) => json.replace('"exitCode": 1', '"exitCode": 0, "exitCode": 1')),
  'a key twice, spelt differently': text((json) =>
    json.replace('"failOn": "low"', '"f\\u0061ilOn": "critical", "failOn": "low"'),
  ),
  'NaN in it': text((json) => json.replace('"exitCode": 1', '"exitCode": NaN')),
  'a number beyond all': text((json) => json.replace('"milliseconds": ', '"milliseconds": 1e999')),
  'a great depth': text((json) =>
    json.replace('"exitCode"', `"deep": ${'['.repeat(1e5)}${']'.repeat(1e5)}, "exitCode"`),
  ),
  'a prototype': text((json) =>
    json.replace('"exitCode": 1', '"__proto__": {"exitCode": 0}, "exitCode": 1'),
  ),
  'a manifest in UTF-16': text((json) => `\ufeff${[...json].join('\u0000')}`),
  'an empty manifest': text(() => ''),
  'a list for a manifest': text(() => '[]'),
  'null for a manifest': text(() => 'null'),
  'more left out than there can be': ({ manifest }) => {
    manifest.controls[0].notRun = 1e300;
  },
  'waivers that take long to match': ({ manifest }) => {
    for (const { id } of manifest.controls)
      manifest.waivers.push(waiver(id, `${'*a'.repeat(30)}b`));
  },
  'classes that take long to match': ({ manifest }) => {
    const users = [`${'*a'.repeat(30)}b`];
    for (const { scope } of manifest.controls) {
      scope.classes.push({ name: 'c', users, inputs: null, loosens: null });
    }
  },
  'a crowd of waivers': ({ manifest }) => {
    const [{ id }] = manifest.controls;
    manifest.waivers = Array.from({ length: 20_000 }, (_, at) => waiver(id, `user-${at}`));
  },
  'a crowd of profiles': ({ manifest }) => {
    manifest.profiles = Array.from({ length: 20_000 }, () => manifest.profiles[0]);
  },
  'a control twice, once at a limit of its own': ({ manifest, verdicts }) => {
    const at = manifest.controls.findIndex(
      ({ id }: { id: string }) => id === 'access-key-rotation',
    );
    const own = { ...manifest.controls[at], inputs: { maxAgeDays: 9999 } };
    manifest.controls.splice(at, 0, own);
    const mine = verdicts.filter(({ control }) => control === 'access-key-rotation');
    const place = verdicts.findIndex(({ control }) => control === 'access-key-rotation');
    verdicts.splice(place, 0, ...mine.map((each) => ({ ...each, status: 'passed' })));
  },
  'a file that no run writes': ({ directory }) =>
    writeFileSync(join(directory, 'statement.html'), '<h1>PASSED</h1>'),
  'severities of its own': ({ manifest }) => {
    for (const control of manifest.controls) control.severity = 'low';
  },
  'lengths that are none': text((json) => json.replace(/"bytes": \d+/, '"bytes": 7')),
  'a very long title': ({ manifest }) => {
    manifest.profiles[0].title = 'a'.repeat(2e7);
  },
  'a run whose id is a path': ({ manifest }) => {
    manifest.run.id += '/../../../outside';
  },
  'a plain test that serves a requirement': ({ manifest, verdicts }) => {
    const [first] = manifest.controls;
    const plain = { ...first, profile: null, id: 'own', requirements: ['1.5'] };
    const [verdict] = verdicts;
    manifest.controls.push({ ...plain, counts: { ...first.counts, passed: 1, failed: 0 } });
    verdicts.push({ ...verdict, profile: null, control: 'own', status: 'passed' });
  },
  'a live report without the facts that it asked for': ({ manifest, verdicts }) => {
    const { report, account, controls } = manifest;
    Object.assign(report, { origin: { kind: 'live' }, source: 'live' });
    account.caller = `arn:aws:iam::${account.id}:user/auditor`;
    const ids = controls.map(({ id }: { id: string }) => id);
    for (const each of verdicts) if (each.control === ids[0]) each.status = 'notReviewed';
  },
  'a text of nothing but escapes': text((json) =>
    json.replace('"exitCode"', `"note": ${JSON.stringify('\\"'.repeat(3e6))}, "exitCode"`),
  ),
  'a run that is yet to begin': ({ manifest }) => {
    manifest.run.startedAt = '2090-01-01T00:00:00.000Z';
  },
  'a run of another time than its id': ({ manifest }) => {
    manifest.run.id = '2020-01-01T00-00-00Z-000000';
  },
  'a report read before the run': ({ manifest }) => {
    manifest.report.readAt = '2020-01-01T00:00:00.000Z';
  },
  'an instant that nobody said': ({ manifest }) => {
    manifest.report.asOfSource = 'clock';
  },
  'a report that is generated in ten years': ({ manifest }) => {
    Object.assign(manifest.report, { generatedTime: later(), asOf: later() });
  },
  'a control run in ten years': ({ manifest }) => {
    manifest.controls[0].start = later();
  },
  'a report of an age that its times do not give': ({ directory }) => {
    writeFileSync(join(directory, 'facts.json'), '{"reportAge": {"known": 0}}');
  },
  'another account': ({ manifest }) => {
    manifest.account.id = '999999999999';
  },
  'a caller of another account': ({ manifest }) => {
    manifest.report.origin = { kind: 'live' };
    manifest.account.caller = 'arn:aws:iam::999999999999:user/eve';
  },
  'a report of nobody': ({ manifest }) => {
    manifest.account = null;
  },
  'everything waived, and no failure counting': ({ manifest, verdicts }) => {
    manifest.failOn = 'critical';
    for (const { id } of manifest.controls) manifest.waivers.push(waiver(id, '*'));
    for (const verdict of verdicts) if (verdict.status === 'failed') verdict.status = 'waived';
    manifest.exitCode = 0;
  },
  'a high threshold': ({ manifest }) => {
    Object.assign(manifest, { failOn: 'critical', exitCode: 0 });
  },
  'a limit loosened, and its verdicts with it': ({ manifest, verdicts }) => {
    for (const { inputs } of manifest.controls) if (inputs.maxAgeDays) inputs.maxAgeDays = 9999;
    verdicts.forEach(pass);
    manifest.exitCode = 0;
  },
  'a control dropped': ({ manifest, verdicts }) => {
    const [{ id }] = manifest.controls.splice(0, 1);
    verdicts.splice(0, verdicts.length, ...verdicts.filter(({ control }) => control !== id));
  },
  'failures left out beside an error': ({ verdicts }) => {
    const id = verdicts.find(({ status }) => status === 'failed')?.control;
    const kept = verdicts.filter(({ control, status }) => control !== id || status !== 'failed');
    for (const verdict of kept.filter(({ control }) => control === id).slice(0, 1)) {
      verdict.status = 'error';
    }
    verdicts.splice(0, verdicts.length, ...kept);
  },
  'a class of everybody with looser limits': ({ manifest, verdicts }) => {
    for (const { inputs, scope } of manifest.controls) {
      const own = { ...inputs, ...(inputs.maxAgeDays && { maxAgeDays: 9999 }) };
      scope.classes.push({ name: 'all', users: ['*'], inputs: own, loosens: 'because' });
    }
    verdicts.forEach(pass);
  },
  'another commit': ({ manifest }) => {
    manifest.tool.commit = '0'.repeat(40);
  },
  'another version': ({ manifest }) => {
    manifest.tool.version = '99.0.0';
  },
  'another commit, and verdicts turned': ({ manifest, verdicts }) => {
    manifest.tool.commit = null;
    manifest.exitCode = 0;
    verdicts.forEach(pass);
  },
  'an outcome that its verdicts do not give': ({ manifest }) => {
    manifest.exitCode = 0;
  },
  'problems, and an outcome of 0': ({ manifest }) => {
    manifest.problems = ['no network'];
    manifest.exitCode = 0;
  },
  'verdicts turned': ({ verdicts }) => verdicts.forEach(pass),
  'failures left out by a filter': ({ manifest, verdicts }) => {
    const failed = verdicts.filter(({ status }) => status === 'failed');
    verdicts.splice(0, verdicts.length, ...verdicts.filter((each) => !failed.includes(each)));
    manifest.controls[0].notRun = failed.length;
  },
  'no report, but passes': ({ manifest, verdicts }) => {
    Object.assign(manifest, { account: null, report: null, exitCode: 0 });
    verdicts.forEach(pass);
  },
  'a line of verdicts that is none': ({ verdicts }) => {
    verdicts.push({ __proto__: null, status: 'passed' });
  },
};

/** Copies the good bundle, changes it, and makes all hashes right again. */
function make(good: string, name: string, change: (hostile: Hostile) => void): string {
  const directory = join(root, `bundle-${Object.keys(CASES).indexOf(name)}`);
  cpSync(good, directory, { recursive: true });
  const path = (file: string) => join(directory, file);
  const manifest = JSON.parse(readFileSync(path('manifest.json'), 'utf8'));
  const lines = readVerdicts(directory).trim().split('\n');
  const verdicts = lines.map((line): Record<string, unknown> => JSON.parse(line));
  change({ directory, manifest, verdicts });
  const { toText = (json: string) => json, keepsVerdicts, ...content } = manifest;
  const isPlain = (file: string) => isPlainFile(path(file));
  const written = verdicts.map((verdict) => `${JSON.stringify(verdict)}\n`).join('');
  if (isPlain(VERDICTS) && !keepsVerdicts) writeVerdicts(directory, written);
  for (const file of readdirSync(directory)) {
    if (file === 'manifest.json' || !isPlain(file)) continue;
    const bytes = readFileSync(path(file));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    content.files[file] = { sha256, bytes: bytes.length };
  }
  if (isPlain('manifest.json')) {
    writeFileSync(path('manifest.json'), toText(JSON.stringify(content, null, 2)));
  }
  return directory;
}

function isPlainFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** What a command did with a bundle. */
interface Run {
  readonly args: readonly string[];
  readonly exitCode: number;
  readonly output: string;
  /** Files that it opened, and modules that it loaded, of neither iamspec nor the bundle. */
  readonly strange: readonly string[];
}

const names = Object.keys(CASES);
let runs: ReadonlyMap<string, readonly Run[]>;

beforeAll(async () => {
  mkdirSync(outside);
  const good = await goodBundle();
  for (const name of ['x.ts', 'x.js']) writeFileSync(join(outside, name), EVIL);
  for (const name of ['report.csv', VERDICTS]) cpSync(join(good, name), join(outside, name));
  cpSync(join(good, 'manifest.json'), join(root, 'manifest.json'));
  const key = join(root, 'public.pem');
  const { publicKey } = generateKeyPairSync('ed25519');
  writeFileSync(key, publicKey.export({ type: 'spki', format: 'pem' }));
  const bundles = names.map((name) => make(good, name, CASES[name] ?? (() => {})));
  runs = judgeAll(key, bundles);
}, 300_000);

// In one process for all of them, apart from this one: what hangs can be ended, and is named.
function judgeAll(key: string, bundles: readonly string[]): ReadonlyMap<string, readonly Run[]> {
  const fixture = join(
    __dirname,
    '..',
    '..',
    '..',
    'tools',
    'testing',
    'hostile-bundles.fixture.cjs',
  );
  // A file: what a pipe takes at once is less than some of these bundles make a command say.
  const told = join(root, 'told');
  const { stderr, status } = spawnSync(process.execPath, [fixture, told, key, ...bundles], {
    encoding: 'utf8',
    timeout: 280_000,
    env: { PATH: process.env.PATH, HOME: root, TMPDIR: process.env.TMPDIR },
  });
  const lines = readFileSync(told, 'utf8').trim().split('\n');
  if (status !== 0) throw new Error(`${lines.at(-1)?.slice(0, 200)}: ${status} ${stderr}`);
  const results = lines.filter((line) => !line.startsWith('begin '));
  return new Map(
    results.map((line): [string, Run[]] => {
      const { directory, runs: own } = JSON.parse(line);
      return [directory, own];
    }),
  );
}

describe('a hostile bundle', () => {
  test('there are enough of them', () => {
    expect(names.length).toBeGreaterThanOrEqual(60);
  });

  describe.each(names.map((name, at) => [name, at] as const))('with %s', (_, at) => {
    const of = () => runs.get(join(root, `bundle-${at}`)) ?? [];

    test('never ends with 0', () => {
      const [plain, signed, summary] = of();
      expect([1, 2]).toContain(plain?.exitCode);
      expect([1, 2]).toContain(signed?.exitCode);
      // Its report has a failure, whatever else it says.
      expect([1, 2]).toContain(summary?.exitCode);
    });

    test('opens nothing outside of it, and loads nothing', () => {
      expect(of()).toHaveLength(6);
      expect(of().flatMap(({ strange }) => strange)).toEqual([]);
    });

    test('ends with words, not with a crash', () => {
      for (const { output } of of()) expect(output).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
    });
  });

  test('none has run any code', () => {
    expect(existsSync(marker)).toBe(false);
  });
});
