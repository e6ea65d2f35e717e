import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACCOUNT, AS_OF, csv, parseCsv, rootRow } from '../../tools/testing/report';
import { auditedReport, auditResult, controlResult, verdict } from '../../tools/testing/result';
import type { Verdict } from '../control';
import { type AuditResult, type ControlResult, changedCount } from '../result';
import { writeBundle } from './bundle';
import { findEarlier, sinceMended, withChanges } from './earlier-run';
import { readReference } from './reference';

const HOUR = 3_600_000;
let root: string;
let account: string;
let runs = 0;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'iamspec-spec-'));
  account = join(root, ACCOUNT);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const user = (name: string, status: Verdict['status'], overrides: Partial<Verdict> = {}) =>
  verdict(name, status, `${name} is ${status}.`, { arn: `arn:${name}`, ...overrides });
const mfa = (verdicts: readonly Verdict[], overrides: Partial<ControlResult> = {}) =>
  controlResult('user-mfa', 'high', verdicts, overrides);
const failing = (...names: readonly string[]) =>
  mfa(
    ['alice', 'bob', 'carol'].map((name) => user(name, names.includes(name) ? 'failed' : 'passed')),
  );

/** A run; each is an hour after the last, of a report of then. */
function run(results: readonly ControlResult[], overrides: Partial<AuditResult> = {}): AuditResult {
  const startedAt = AS_OF + ++runs * HOUR;
  const id = `${new Date(startedAt).toISOString().slice(0, 19).replaceAll(':', '-')}Z-0a1b2c`;
  const audited = auditedReport({ report: { ...parseCsv(csv([rootRow()])), asOf: startedAt } });
  const base = auditResult();
  return { ...base, run: { ...base.run, id, startedAt }, audited, results, ...overrides };
}

const bundle = (...given: Parameters<typeof run>) => writeBundle(root, run(...given));
const idOf = (directory: string) => directory.slice(account.length + 1);

const compared = async (result: AuditResult) =>
  withChanges(result, await findEarlier(account, result));

async function told(result: AuditResult) {
  const { changes, audited } = await compared(result);
  return { since: changes?.before.runId, changes, notes: audited?.snapshot.notes ?? [] };
}

describe('an earlier run to compare with', () => {
  test('is none where nothing lies there: nothing is said', async () => {
    expect(await told(run([failing('alice')]))).toEqual({
      since: undefined,
      changes: undefined,
      notes: [],
    });
  });

  test('is the newest, and tells what is new, still failing and mended', async () => {
    bundle([failing('carol')]);
    const latest = bundle([failing('alice', 'bob')]);
    const { since, changes, notes } = await told(run([failing('bob', 'carol')]));
    expect([since, notes]).toEqual([idOf(latest), []]);
    const of = (...subjects: readonly string[]) => [
      { profile: 'house', control: 'user-mfa', subjects },
    ];
    expect(changes).toMatchObject({
      isReference: false,
      still: 1,
      new: of('carol'),
      mended: of('alice'),
    });
    expect(changes?.before.manifest).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each<[string, Partial<AuditResult>]>([
    ['that could not check', { exitCode: 2, problems: ['it stopped'] }],
    ['of other profiles', { profiles: [] }],
    ['of another account', { audited: auditedReport({}, '999999999999') }],
    [
      'of a later report',
      {
        audited: auditedReport({
          report: { ...parseCsv(csv([rootRow()])), asOf: AS_OF + 9000 * HOUR },
        }),
      },
    ],
  ])('is not one %s, without a word: the run before it is', async (_, overrides) => {
    const good = bundle([failing('alice')]);
    const other = bundle([failing('bob')], overrides);
    if (!other.startsWith(account)) spawnSync('mv', [other, join(account, other.slice(-27))]);
    expect(await told(run([failing('alice')]))).toMatchObject({ since: idOf(good), notes: [] });
  });

  test('is not one of which a filter left something out, nor a later one, nor itself', async () => {
    const good = bundle([failing('alice')]);
    bundle([mfa([user('bob', 'failed')], { notRun: 2 })]);
    const now = run([failing('alice')]);
    writeBundle(root, now);
    bundle([failing('bob')]);
    expect((await told(now)).since).toBe(idOf(good));
  });

  const edited = (name: string, change: (text: string) => string) => (directory: string) => {
    const path = join(directory, name);
    writeFileSync(path, change(readFileSync(path, 'utf8')));
  };
  const manifest = (change: (text: string) => string) => edited('manifest.json', change);
  test.each<[string, (directory: string) => void, RegExp]>([
    ['without a manifest', (at) => rmSync(join(at, 'manifest.json')), /ENOENT/],
    ['with half a manifest', manifest((text) => text.slice(0, 100)), /JSON/],
    ['of another run', manifest((text) => text.replace(/"id": "2/, '"id": "3')), /another run/],
    ['without its verdicts', (at) => rmSync(join(at, 'verdicts.ndjson.gz')), /ENOENT/],
    [
      'with other verdicts',
      (at) => appendFileSync(join(at, 'verdicts.ndjson.gz'), 'x'),
      /was changed/,
    ],
    [
      'with verdicts that are cut off',
      (at) => truncateSync(join(at, 'verdicts.ndjson.gz'), 40),
      /was changed/,
    ],
    [
      'whose verdicts are a link',
      (at) => {
        rmSync(join(at, 'verdicts.ndjson.gz'));
        symlinkSync('/dev/zero', join(at, 'verdicts.ndjson.gz'));
      },
      /no regular file/,
    ],
    [
      'whose verdicts are a pipe',
      (at) => {
        rmSync(join(at, 'verdicts.ndjson.gz'));
        expect(spawnSync('mkfifo', [join(at, 'verdicts.ndjson.gz')]).status).toBe(0);
      },
      /no regular file/,
    ],
  ])(
    '%s changes no verdict: a note says so, and the run before it is compared with',
    async (_, damage, why) => {
      const good = bundle([failing('bob')]);
      const bad = bundle([failing('alice')]);
      damage(bad);
      const now = run([failing('bob')]);
      const { since, notes } = await told(now);
      expect(since).toBe(idOf(good));
      expect(notes).toHaveLength(1);
      expect(notes[0]).toMatch(
        new RegExp(`^Not compared with run ${idOf(bad)}, whose bundle cannot`),
      );
      expect(notes[0]).toMatch(why);
      expect(await compared(now)).toMatchObject({
        results: now.results,
        exitCode: now.exitCode,
      });
    },
  );

  test('that counts other failures than it holds changes no verdict either, and is none', async () => {
    const bad = bundle([failing('alice')]);
    manifest((text) => text.replace(/"failed": 1/g, '"failed": 0'))(bad);
    const now = run([failing('alice')]);
    expect(await told(now)).toEqual({
      since: undefined,
      changes: undefined,
      notes: [
        `Not compared with run ${idOf(bad)}, whose bundle cannot be used: it holds 1 verdicts that are failed, ` +
          'but its manifest counts 0.',
      ],
    });
  });

  test('is no link to a bundle', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'iamspec-spec-'));
    const target = writeBundle(elsewhere, run([failing('alice')]));
    const now = run([failing('alice')]);
    writeBundle(root, run([failing('alice')], { profiles: [] }));
    symlinkSync(target, join(account, target.slice(-27)));
    expect(await told(now)).toMatchObject({ since: undefined, notes: [] });
    rmSync(elsewhere, { recursive: true });
  });
});

describe('a reference', () => {
  const since = (reference: string) => sinceMended(account, readReference(reference));
  const count = (reference: string) => [...since(reference).failures].length;

  test('excuses no failure that a later complete run did not have', () => {
    const reference = bundle([failing('alice', 'bob', 'carol')]);
    expect(count(reference)).toBe(3);
    const later = bundle([failing('alice', 'carol')]);
    bundle([failing('alice', 'bob', 'carol')]);
    expect(count(reference)).toBe(2);
    expect(since(reference).between).toContain(idOf(later));
    bundle([mfa([user('alice', 'failed')])]);
    expect(count(reference)).toBe(1);
  });

  test.each<[string, ControlResult, Partial<AuditResult>]>([
    ['that could not check', failing(), { exitCode: 2 }],
    ['that left something out', mfa([user('bob', 'passed')], { notRun: 2 }), {}],
    ['of another control', controlResult('key-age', 'high', [user('alice', 'passed')]), {}],
    ['of another profile', { ...failing(), profile: 'strict' }, {}],
    ['in which it was waived', mfa([user('alice', 'waived')]), {}],
    ['that did not review everybody', mfa([user('alice', 'notReviewed')]), {}],
  ])('learns nothing of a later run %s', (_, control, overrides) => {
    const reference = bundle([failing('alice')]);
    bundle([control], overrides);
    expect(count(reference)).toBe(1);
  });

  test('knows a failure again whose severity or ARN has changed', () => {
    const reference = bundle([failing('alice')]);
    bundle([mfa([user('alice', 'failed', { severity: 'low', arn: 'arn:other' })])]);
    expect(count(reference)).toBe(1);
  });

  test('cannot be compared with where a later bundle cannot be used: it may have been mended there', () => {
    const reference = bundle([failing('alice')]);
    const later = bundle([failing('alice')]);
    rmSync(join(later, 'verdicts.ndjson.gz'));
    expect(() => since(reference)).toThrow(
      new RegExp(`^What run ${idOf(later)} had mended is not known, since its bundle`),
    );
  });
});

test('changes are kept in the manifest, and are absent where there are none', async () => {
  const first = bundle([failing('alice')]);
  const second = writeBundle(root, await compared(run([failing('bob')])));
  const said = (directory: string) =>
    JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8')).changes;
  expect(said(first)).toBeUndefined();
  expect(said(second)).toMatchObject({ before: { runId: idOf(first) }, still: 0 });
  expect([changedCount(said(second).new), changedCount(said(second).mended)]).toEqual([1, 1]);
});
