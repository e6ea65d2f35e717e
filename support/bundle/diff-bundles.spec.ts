import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACCOUNT, AS_OF, csv, parseCsv, rootRow } from '../../tools/testing/report';
import { auditedReport, auditResult, controlResult, verdict } from '../../tools/testing/result';
import { VERDICTS } from '../../tools/testing/verdicts';
import { EVERYBODY, type Scope, type Verdict } from '../control';
import type { AuditResult, ControlResult } from '../result';
import { writeBundle } from './bundle';
import { diffBundles } from './diff-bundles';

const HOUR = 3_600_000;
const root = mkdtempSync(join(tmpdir(), 'iamspec-diff-'));
afterAll(() => rmSync(root, { recursive: true }));

let runs = 0;

/** Writes the bundle of a run; each is an hour after the last, of a report of then. */
function bundle(
  overrides: Partial<AuditResult> = {},
  { key, id = `run-${++runs}` }: { key?: string; id?: string } = {},
): string {
  const base = auditResult();
  const startedAt = AS_OF + runs * HOUR;
  const audited = at(startedAt);
  const result = { ...base, audited, run: { ...base.run, id, startedAt }, ...overrides };
  return writeBundle(root, result, key);
}

function at(asOf: number, source: Parameters<typeof auditedReport>[0] = {}, account = ACCOUNT) {
  const text = csv([rootRow()]).replaceAll(ACCOUNT, account);
  return auditedReport({ report: { ...parseCsv(text), asOf }, ...source }, account);
}

const ARN = `arn:aws:iam::${ACCOUNT}:user/alice`;
const alice = (status: Verdict['status']) =>
  verdict('alice', status, `alice is ${status}.`, { arn: ARN });
const keyAge = (status: Verdict['status'], overrides: Partial<ControlResult> = {}) => ({
  results: [controlResult('key-age', 'high', [alice(status)], overrides)],
});
const days = (maxAgeDays: number) => ({ inputs: { maxAgeDays } });

const changesOf = (before: string, after: string) =>
  diffBundles(before, after).changes.map(({ subject, change }) => [subject, change]);
const notesOf = (before: string, after: string) => diffBundles(before, after).runs.notes.join('\n');

describe('the exit code, for a gate', () => {
  test.each<[Verdict['status'], Verdict['status'], number]>([
    ['passed', 'passed', 0],
    ['failed', 'passed', 0],
    ['failed', 'failed', 0],
    ['failed', 'waived', 0],
    ['passed', 'failed', 1],
    ['waived', 'failed', 1],
    ['notApplicable', 'failed', 1],
    ['failed', 'error', 2],
    ['passed', 'notReviewed', 2],
  ])('%s, then %s: %d', (earlier, later, exitCode) => {
    const [before, after] = [bundle(keyAge(earlier)), bundle(keyAge(later))];
    expect(diffBundles(before, after)).toMatchObject({ exitCode });
  });

  test('2 where the later run left something out, or could not check', () => {
    const before = bundle(keyAge('failed'));
    const partial = bundle({ results: [controlResult('key-age', 'high', [], { notRun: 1 })] });
    expect(diffBundles(before, partial).exitCode).toBe(2);
    const stopped = bundle({ ...keyAge('failed'), problems: ['it stopped'], exitCode: 2 });
    expect(diffBundles(before, stopped).exitCode).toBe(2);
  });

  test('what was not checked outweighs what is worse', () => {
    const both = (...statuses: readonly Verdict['status'][]) =>
      bundle({
        results: statuses.map((status, at) =>
          controlResult(`control-${at}`, 'high', [alice(status)]),
        ),
      });
    expect(diffBundles(both('passed', 'failed'), both('failed', 'error')).exitCode).toBe(2);
  });
});

describe('what changed', () => {
  test('failed, then passed: fixed', () => {
    expect(changesOf(bundle(keyAge('failed')), bundle(keyAge('passed')))).toEqual([
      ['alice', 'fixed'],
    ]);
  });

  test('under the same limit in another order: fixed', () => {
    const before = bundle(keyAge('failed', { inputs: { a: 1, b: ['x'] } }));
    const after = bundle(keyAge('passed', { inputs: { b: ['x'], a: 1 } }));
    expect(changesOf(before, after)).toEqual([['alice', 'fixed']]);
  });

  test('under another limit: says which', () => {
    const { changes } = diffBundles(
      bundle(keyAge('failed', days(90))),
      bundle(keyAge('passed', days(365))),
    );
    expect(changes).toMatchObject([
      {
        change: 'limitChanged',
        limits: { before: 'maxAgeDays 90', after: 'maxAgeDays 365' },
      },
    ]);
  });

  const bots = { name: 'bot', users: ['ci-*'], inputs: undefined, loosens: undefined };
  test.each<[string, Scope, string]>([
    ['for another class', { everybody: true, classes: [bots] }, 'as everybody'],
    [
      'for a class with a limit of its own',
      { everybody: true, classes: [{ ...bots, inputs: { maxAgeDays: 365 } }] },
      'maxAgeDays 365',
    ],
    ['for classes alone', { everybody: false, classes: [] }, 'only for classes'],
  ])('%s: says so', (_, scope, said) => {
    const before = bundle(keyAge('failed', { ...days(90), scope: EVERYBODY }));
    const { changes } = diffBundles(before, bundle(keyAge('passed', { ...days(90), scope })));
    expect(changes).toMatchObject([
      { change: 'limitChanged', limits: { after: expect.stringContaining(said) } },
    ]);
  });

  test('a filter left something out: not known', () => {
    const after = { results: [controlResult('key-age', 'high', [], { notRun: 1 })] };
    expect(changesOf(bundle(keyAge('failed')), bundle(after))).toContainEqual(['alice', 'unknown']);
  });
});

describe('refuses', () => {
  const former = () => bundle(keyAge('failed'));

  test('the wrong order, and says what to do', () => {
    const [before, after] = [former(), former()];
    expect(() => diffBundles(after, before)).toThrow(
      /wrong order: run-.* is later than .*Swap them/,
    );
    const audited = at(AS_OF);
    const [one, two] = [bundle({ audited }), bundle({ audited })];
    expect(() => diffBundles(two, one)).toThrow(/wrong order/);
    expect(() => diffBundles(one, two)).not.toThrow();
  });

  test('a run without a report, on either side', () => {
    const none = () => bundle({ audited: undefined, problems: ['no credentials'], exitCode: 2 });
    expect(() => diffBundles(former(), none())).toThrow(/could read no report/);
    expect(() => diffBundles(none(), former())).toThrow(/could read no report/);
    expect(() => diffBundles(none(), none())).toThrow(/could read no report/);
  });

  test('bundles of different accounts', () => {
    const other = bundle({ audited: at(AS_OF + 1e6 * HOUR, {}, '444455556666') });
    expect(() => diffBundles(former(), other)).toThrow(/different accounts, 111122223333 and 4444/);
  });

  test.each(['before', 'after'])('a changed file of the one %s, by its name', (which) => {
    const [before, after] = [former(), former()];
    appendFileSync(join(which === 'before' ? before : after, VERDICTS), '\n');
    expect(() => diffBundles(before, after)).toThrow(
      /verdicts\.ndjson\.gz was changed: its SHA-256/,
    );
  });

  test('a bundle with no verdicts', () => {
    const after = former();
    rmSync(join(after, VERDICTS));
    expect(() => diffBundles(former(), after)).toThrow(/verdicts\.ndjson\.gz is missing/);
  });
});

describe('the head', () => {
  test('says that nothing was authenticated', () => {
    expect(notesOf(bundle(), bundle())).toBe(
      'Not authenticated: hashes were checked, but not both bundles are signed.',
    );
  });

  test('says that the same run is there twice', () => {
    const run = bundle();
    expect(notesOf(run, run)).toMatch(/^The same run twice: nothing can have changed\./);
  });

  test('says that a run could not check, and why', () => {
    const problems = ['facts refused'];
    expect(notesOf(bundle(), bundle({ exitCode: 2, problems }))).toMatch(
      /The later run could not check everything\. facts refused/,
    );
  });

  test('says that another version judged', () => {
    const { run } = auditResult();
    const later = { ...run, id: 'later', version: '9.9.9', startedAt: AS_OF + 1e6 * HOUR };
    const after = bundle({ run: later, audited: at(later.startedAt) });
    expect(notesOf(bundle(), after)).toMatch(/judged: iamspec 0\.0\.0 before, 9\.9\.9 after/);
  });

  test('names the sources, and marks what is no account of AWS', () => {
    const demo = () => bundle({ audited: at(AS_OF + runs * HOUR, {}, '000000000000') });
    expect(diffBundles(demo(), demo()).runs).toMatchObject({
      mark: 'DEMO: a made-up account',
      before: expect.stringMatching(/^run-\d+, report of .* \(DEMO\)$/),
    });
    const origin = { kind: 'live', endpoint: 'http://127.0.0.1:5000' } as const;
    const moto = bundle({ audited: at(AS_OF + runs * HOUR, { origin }) });
    const { runs: mixed } = diffBundles(moto, bundle());
    expect(mixed.mark).toBe('not AWS: http://127.0.0.1:5000');
    expect(mixed.before).toContain('(not AWS (http://127.0.0.1:5000))');
    expect(mixed.after).toContain('(live)');
    expect(diffBundles(bundle(), bundle()).runs.mark).toBeNull();
  });
});
