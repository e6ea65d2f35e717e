import { createHash } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  alter,
  day,
  type MadeRun,
  madeResult,
  runIdAt,
  writeRun,
} from '../../tools/testing/history';
import { ACCOUNT } from '../../tools/testing/report';
import { auditResult } from '../../tools/testing/result';
import { writeBundle } from './bundle';
import { readPredecessor } from './named-run';
import { successorOf } from './previous-run';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'iamspec-spec-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const PASSED = { alice: 'passed' } as const;
const run = (at: number, made: Partial<MadeRun> = {}) =>
  writeRun(root, { startedAt: day(at), mfa: PASSED, ...made });
const said = (directory: string) =>
  JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8'));
const previousOf = (directory: string) => said(directory).previous;
const linkTo = (directory: string) => ({
  runId: directory.slice(directory.lastIndexOf('/') + 1),
  manifest: createHash('sha256')
    .update(readFileSync(join(directory, 'manifest.json')))
    .digest('hex'),
});

describe('a run names the one before it', () => {
  test('none where there is none, else the newest, by the hash of the bytes of its manifest', () => {
    const first = run(0);
    const second = run(1);
    expect(previousOf(first)).toBeNull();
    expect(previousOf(second)).toEqual(linkTo(first));
    expect(previousOf(run(2))).toEqual(linkTo(second));
  });

  test('whether or not that one could check', () => {
    const broken = run(0, { problems: ['the endpoint did not answer'] });
    expect(said(broken).exitCode).toBe(2);
    expect(previousOf(run(1))).toEqual(linkTo(broken));
  });

  test('not one of other profiles, nor of another account, nor a later one, nor itself', () => {
    const good = run(0);
    run(1, { profile: 'strict' });
    const other = run(2, { account: '999999999999' });
    renameSync(other, join(root, ACCOUNT, linkTo(other).runId));
    run(4);
    const now = run(3);
    expect(previousOf(now)).toEqual(linkTo(good));
    expect(previousOf(run(3))).toEqual(linkTo(good));
    expect(said(now).report.notes).toEqual([]);
  });

  test('two that run at once name the same one', () => {
    const first = run(0);
    const [one, other] = [run(1, { end: 'bbbbbb' }), run(1, { end: 'aaaaaa' })];
    expect([previousOf(one), previousOf(other)]).toEqual([linkTo(first), linkTo(first)]);
  });

  test.each<[string, (text: string) => string, RegExp]>([
    ['no JSON', (text) => text.slice(0, 100), /tells no account or profiles/],
    [
      'no UTF-8',
      () => Buffer.from([0xff, 0xfe]).toString('latin1'),
      /tells no account or profiles/,
    ],
    ['that of another run', (text) => text.replace(/"id": "2/, '"id": "3'), /is of run 3026/],
  ])(
    'also where its manifest is %s: nobody takes it out by damaging it, and a note says so',
    (_, damage, why) => {
      run(0);
      const damaged = run(1);
      alter(damaged, damage(readFileSync(join(damaged, 'manifest.json'), 'utf8')));
      const now = run(2);
      expect(previousOf(now)).toEqual(linkTo(damaged));
      expect(said(now).report.notes).toEqual([expect.stringMatching(why)]);
    },
  );

  test.each<[string, (directory: string) => void]>([
    ['without a manifest', (directory) => rmSync(join(directory, 'manifest.json'))],
    [
      'whose manifest is a link',
      (directory) => {
        rmSync(join(directory, 'manifest.json'));
        symlinkSync('/dev/zero', join(directory, 'manifest.json'));
      },
    ],
    ['whose name is no id', (directory) => renameSync(directory, `${directory} <b>`)],
  ])('not one %s, which has no hash to be named by: a note says so', (_, damage) => {
    const good = run(0);
    damage(run(1));
    const now = run(2);
    expect(previousOf(now)).toEqual(linkTo(good));
    expect(said(now).report.notes).toHaveLength(1);
  });

  test('no link to a bundle, and none where no account is known', () => {
    mkdirSync(join(root, 'elsewhere'));
    const target = writeRun(join(root, 'elsewhere'), { startedAt: day(0), mfa: PASSED });
    mkdirSync(join(root, ACCOUNT));
    symlinkSync(target, join(root, ACCOUNT, linkTo(target).runId));
    expect(previousOf(run(1))).toBeNull();
    const lost = writeBundle(root, auditResult({ audited: undefined, exitCode: 2 }));
    expect(previousOf(lost)).toBeNull();
  });
});

describe('a run that is named before this one', () => {
  const later = { ...madeResult({ startedAt: day(5), mfa: PASSED }) };
  const read = (path: string) => {
    const of = successorOf(later);
    if (!of) throw new Error('it knows its account');
    return readPredecessor(path, { ...of, startedAt: day(5) });
  };

  test.each<[string, (directory: string) => string]>([
    ['by its directory', (directory) => directory],
    ['by its manifest', (directory) => join(directory, 'manifest.json')],
    [
      'by a link to it',
      (directory) => {
        symlinkSync(directory, join(root, 'latest'));
        return join(root, 'latest');
      },
    ],
  ])('%s is told by its hash', (_, path) => {
    const named = run(0);
    expect(read(path(named)).previous).toEqual(linkTo(named));
  });

  test.each<[string, () => string, RegExp]>([
    ['is not there', () => join(root, 'none'), /it cannot be read: .*ENOENT/],
    [
      'is none',
      () => {
        writeFileSync(join(root, 'x.json'), '{}');
        return join(root, 'x.json');
      },
      /no manifest of a run/,
    ],
    ['is a device', () => '/dev/null', /no regular file/],
    [
      'is of another account',
      () => run(0, { account: '999999999999' }),
      /is of 999999999999, but this one of 1{4}/,
    ],
    [
      'is of other profiles',
      () => run(0, { profile: 'strict' }),
      /of the profiles strict, but this one of house/,
    ],
    [
      'is later',
      () => run(6),
      new RegExp(`run ${runIdAt(day(6))} began at .* not before this one`),
    ],
    ['is this one', () => run(5), /not before this one/],
  ])('that %s is refused by name', (_, path, why) => {
    const named = path();
    expect(() => read(named)).toThrow(why);
    expect(() => read(named)).toThrow(/^IAMSPEC_PREVIOUS is "/);
  });
});

test('an unknown byte at the end of a manifest changes its hash', () => {
  const first = run(0);
  const before = linkTo(first).manifest;
  appendFileSync(join(first, 'manifest.json'), ' ');
  expect(previousOf(run(1)).manifest).not.toBe(before);
});
