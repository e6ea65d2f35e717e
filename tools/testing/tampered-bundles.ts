import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DAY } from '../../support/report';
import { HOSTILE } from './page';
import { readVerdicts, VERDICTS, writeVerdicts } from './verdicts';

/** A bundle on its way to be false: its manifest is written with all hashes made right, after it was changed. */
interface Tampered {
  readonly directory: string;
  // biome-ignore lint/suspicious/noExplicitAny: a manifest of any shape is what this is about
  readonly manifest: any;
  readonly verdicts: Record<string, unknown>[];
  /** Done to the directory at last, when no hash is made right any more. */
  readonly last: ((directory: string) => void)[];
}

type Change = (tampered: Tampered) => void;

const pass = (verdict: Record<string, unknown>) => {
  if (verdict.status === 'failed') verdict.status = 'passed';
};
const later = () => new Date(Date.now() + 3650 * DAY).toISOString();
const waiver = (control: string, subject: string) => ({
  ...{ control, subject, reason: 'r', owner: 'o', approvedBy: 'a', ticket: null, use: 'used' },
  expires: new Date(Date.now() + 30 * DAY).toISOString(),
});

/** Changes the text of the manifest as it lies there. */
const text =
  (change: (json: string) => string): Change =>
  ({ last }) => {
    last.push((directory) => {
      const path = join(directory, 'manifest.json');
      writeFileSync(path, change(readFileSync(path, 'utf8')));
    });
  };

/** Changes a file and makes its hash right again, or not. */
const file =
  (name: string, content: string | Uint8Array, isCovered = true): Change =>
  ({ directory, last }) => {
    const change = (to: string) => writeFileSync(join(to, name), content);
    if (isCovered) change(directory);
    else last.push(change);
  };

const gone =
  (name: string, isCovered: boolean): Change =>
  ({ directory, manifest, last }) => {
    if (isCovered) delete manifest.files[name];
    if (isCovered) rmSync(join(directory, name));
    else last.push((from) => rmSync(join(from, name)));
  };

const FILES = ['report.csv', 'facts.json', 'index.html', 'junit.xml', 'summary.md'];

const OF_FILES: Readonly<Record<string, Change>> = Object.fromEntries(
  FILES.flatMap((name) => [
    [`${name} changed`, file(name, 'all is well', false)],
    [`${name} changed and covered`, file(name, 'all is well')],
    [`${name} missing`, gone(name, false)],
    [`${name} missing and covered`, gone(name, true)],
  ]),
);

const OF_VERDICTS: Readonly<Record<string, Change>> = {
  'verdicts turned': ({ verdicts }) => verdicts.forEach(pass),
  'a verdict turned': ({ verdicts }) =>
    pass(verdicts.find(({ status }) => status === 'failed') ?? {}),
  'a verdict left out': ({ verdicts }) => void verdicts.splice(2, 1),
  'a verdict of nobody': ({ verdicts }) =>
    void verdicts.push({ ...verdicts[0], subject: HOSTILE[0] }),
  'a reason of HTML': ({ verdicts }) => Object.assign(verdicts[0] ?? {}, { reason: HOSTILE[1] }),
  'a reason that turns the line': ({ verdicts }) =>
    Object.assign(verdicts[0] ?? {}, { reason: HOSTILE[4] }),
  'a line that is none': ({ verdicts }) => void verdicts.push({ status: 'passed' }),
  'verdicts that are no gzip': file(VERDICTS, 'plain'),
  'verdicts cut off': ({ directory, manifest }) => {
    const bytes = readFileSync(join(directory, VERDICTS));
    writeFileSync(join(directory, VERDICTS), bytes.subarray(0, bytes.length - 5));
    manifest.keepsVerdicts = true;
  },
  'verdicts with a byte turned': ({ directory, manifest }) => {
    const bytes = readFileSync(join(directory, VERDICTS));
    bytes[bytes.length - 6] = (bytes[bytes.length - 6] ?? 0) ^ 1;
    writeFileSync(join(directory, VERDICTS), bytes);
    manifest.keepsVerdicts = true;
  },
  'verdicts with something after them': ({ directory, manifest }) => {
    const bytes = readFileSync(join(directory, VERDICTS));
    writeFileSync(join(directory, VERDICTS), Buffer.concat([bytes, Buffer.alloc(10)]));
    manifest.keepsVerdicts = true;
  },
  'verdicts that unpack to more than a text can hold': ({ directory, manifest }) => {
    const megabytes = gzipSync(Buffer.alloc(2 ** 26), { level: 1 });
    writeFileSync(join(directory, VERDICTS), Buffer.concat(Array(9).fill(megabytes)));
    manifest.keepsVerdicts = true;
  },
};

const OF_POLICY: Readonly<Record<string, Change>> = {
  'another limit': ({ manifest, verdicts }) => {
    for (const { inputs } of manifest.controls) if (inputs.maxAgeDays) inputs.maxAgeDays = 9999;
    verdicts.forEach(pass);
  },
  'a control dropped': ({ manifest, verdicts }) => {
    const [{ id }] = manifest.controls.splice(0, 1);
    verdicts.splice(0, verdicts.length, ...verdicts.filter(({ control }) => control !== id));
  },
  'a control twice': ({ manifest }) => manifest.controls.push(manifest.controls[0]),
  'a control of their own': ({ manifest, verdicts }) => {
    manifest.controls[0].id = 'own-control';
    verdicts.splice(0, verdicts.length);
    verdicts.push({ ...verdicts[0], ...VERDICT, control: 'own-control' });
  },
  'a control called __proto__': ({ manifest }) => {
    manifest.controls[0].id = '__proto__';
  },
  'a profile of their own': ({ manifest, verdicts }) => {
    manifest.profiles[0].name = 'own';
    for (const each of [...manifest.controls, ...verdicts]) each.profile = 'own';
  },
  'a profile called __proto__': ({ manifest, verdicts }) => {
    manifest.profiles[0].name = '__proto__';
    for (const each of [...manifest.controls, ...verdicts]) each.profile = '__proto__';
  },
  'a title of HTML': ({ manifest }) => {
    manifest.profiles[0].title = HOSTILE[2];
  },
  'everything waived': ({ manifest, verdicts }) => {
    for (const { id } of manifest.controls) manifest.waivers.push(waiver(id, '*'));
    for (const verdict of verdicts) if (verdict.status === 'failed') verdict.status = 'waived';
  },
  'waivers that take long to match': ({ manifest }) => {
    for (const { id } of manifest.controls)
      manifest.waivers.push(waiver(id, `${'*a'.repeat(30)}b`));
  },
  'a high threshold': ({ manifest }) => {
    Object.assign(manifest, { failOn: 'critical', exitCode: 0 });
  },
  'another file of a control': ({ manifest }) => {
    manifest.policyFiles.find(({ kind }: { kind: string }) => kind === 'control').sha256 =
      '0'.repeat(64);
  },
  'another version': ({ manifest }) => {
    manifest.tool.version = '99.0.0';
  },
  'another commit, and verdicts turned': ({ manifest, verdicts }) => {
    manifest.tool.commit = '0'.repeat(40);
    verdicts.forEach(pass);
  },
  'something left out': ({ manifest }) => {
    manifest.controls[0].notRun = 3;
  },
};

const VERDICT = {
  ...{
    account: null,
    run: null,
    asOf: null,
    profile: 'baseline',
    severity: 'low',
    subject: 'alice',
  },
  ...{ arn: null, status: 'passed', measured: null, limit: null, reason: 'r', fix: null },
  ...{ requirements: [], class: null, waiver: null, owner: null, ownerBy: null, dueAt: null },
};

const OF_MANIFEST: Readonly<Record<string, Change>> = {
  'another outcome': ({ manifest }) => {
    manifest.exitCode = 0;
  },
  'other counts': ({ manifest }) => {
    manifest.counts.failed = 0;
  },
  'another account': ({ manifest }) => {
    manifest.account.id = '999999999999';
  },
  'no report': ({ manifest }) => Object.assign(manifest, { account: null, report: null }),
  'a run of another time than its id': ({ manifest }) => {
    manifest.run.id = '2020-01-01T00-00-00Z-000000';
  },
  'a control run in ten years': ({ manifest }) => {
    manifest.controls[0].start = later();
  },
  'problems of HTML': ({ manifest }) => Object.assign(manifest, { problems: HOSTILE, exitCode: 2 }),
  'a source that turns the line': ({ manifest }) => {
    manifest.report.source = HOSTILE.join(' ');
  },
  'a key twice': text((json) => json.replace('"exitCode": 1', '"exitCode": 0, "exitCode": 1')),
  'NaN in it': text((json) => json.replace('"exitCode": 1', '"exitCode": NaN')),
  'a great depth': text((json) =>
    json.replace('"exitCode"', `"deep": ${'['.repeat(1e5)}${']'.repeat(1e5)}, "exitCode"`),
  ),
  'a prototype': text((json) =>
    json.replace('"exitCode": 1', '"__proto__": {"exitCode": 0}, "exitCode": 1'),
  ),
  'a file called __proto__': text((json) => json.replace('"report.csv":', '"__proto__":')),
  'a file above': ({ manifest }) => {
    manifest.files['../x'] = manifest.files['report.csv'];
  },
  'an empty manifest': text(() => ''),
  'a list for a manifest': text(() => '[]'),
  'a mark at its start': text((json) => `\ufeff${json}`),
  'bytes that are no text': ({ last }) => {
    last.push((directory) =>
      writeFileSync(join(directory, 'manifest.json'), Buffer.of(0xff, 0xfe)),
    );
  },
  'lengths that are none': text((json) => json.replace(/"bytes": \d+/, '"bytes": 7')),
  'a crowd of profiles': ({ manifest }) => {
    manifest.profiles = Array.from({ length: 200 }, () => manifest.profiles[0]);
  },
  'one more file': ({ last }) => {
    last.push((directory) => writeFileSync(join(directory, 'statement.html'), HOSTILE[0]));
  },
  'a directory in it': ({ last }) => {
    last.push((directory) => {
      mkdirSync(join(directory, 'controls'));
      writeFileSync(join(directory, 'controls', 'root-mfa.test.ts'), 'throw 1');
    });
  },
  'a report that is a directory': ({ last }) => {
    last.push((directory) => {
      rmSync(join(directory, 'report.csv'));
      mkdirSync(join(directory, 'report.csv'));
      writeFileSync(join(directory, 'report.csv', 'x'), '');
    });
  },
  'a signature of nobody': file('manifest.json.sig', 'AAAA', false),
  'a signature that is none': file('manifest.json.sig', 'x'.repeat(5000), false),
};

/** Ways to tamper with a bundle, by what is wrong afterwards. */
export const TAMPERINGS: Readonly<Record<string, Change>> = {
  nothing: () => {},
  ...OF_FILES,
  ...OF_VERDICTS,
  ...OF_POLICY,
  ...OF_MANIFEST,
};

/** Copies a bundle to a directory and changes it there. */
export function tamper(good: string, directory: string, change: Change): string {
  cpSync(good, directory, { recursive: true });
  const path = (name: string) => join(directory, name);
  const manifest = JSON.parse(readFileSync(path('manifest.json'), 'utf8'));
  const before = readVerdicts(directory);
  const verdicts = before
    .trim()
    .split('\n')
    .map((line): Record<string, unknown> => JSON.parse(line));
  const last: Tampered['last'] = [];
  change({ directory, manifest, verdicts, last });
  const { keepsVerdicts, ...content } = manifest;
  const written = verdicts.map((verdict) => `${JSON.stringify(verdict)}\n`).join('');
  if (!keepsVerdicts && written !== before) writeVerdicts(directory, written);
  for (const name of readdirSync(directory)) {
    if (/^manifest\.json/.test(name) || !existsSync(path(name)) || !statSync(path(name)).isFile())
      continue;
    const bytes = readFileSync(path(name));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    content.files[name] = { sha256, bytes: bytes.length };
  }
  writeFileSync(path('manifest.json'), `${JSON.stringify(content, null, 2)}\n`);
  for (const each of last) each(directory);
  return directory;
}
