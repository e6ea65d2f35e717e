import { ACCOUNT, AS_OF, accessKey, ago, csv, rootRow, userRow } from '../../tools/testing/report';
import { EVERYBODY, type Severity } from '../control';
import type { Snapshot } from '../report';
import { sumUp } from '../result';
import { POLICY_DIR, readCatalogue } from '../run';
import { audit, dated, type JudgePlan, notAudited } from '.';

const DAY = 86_400_000;
const { entries } = readCatalogue(`${POLICY_DIR}/controls`);
const controls = ['access-key-rotation', 'root-mfa'].map((id) => {
  const control = entries.find((entry) => entry.id === id)?.control;
  const inputs = control?.inputs ?? {};
  const where = { profile: 'house', requirements: ['1'], scope: EVERYBODY };
  return { id, control, problem: undefined, inputs, ...where };
});
const planOf = (failOn: Severity = 'low', others: Partial<JudgePlan> = {}): JudgePlan => ({
  settings: { failOn, maxReportAge: DAY },
  profiles: [],
  waivers: [],
  owners: [],
  policyFiles: [],
  controls,
  plainNames: [],
  ...others,
});

const ROWS = [
  rootRow({ mfa_active: 'true' }),
  userRow('alice', accessKey(1, ago(91 * DAY))),
  userRow('bob', accessKey(1, ago(90 * DAY))),
];
const snapshot: Snapshot = {
  content: Buffer.from(csv(ROWS)),
  generatedTime: AS_OF,
  origin: { kind: 'live', endpoint: undefined },
  caller: undefined,
  facts: {},
  notes: [],
};
const identity = { id: 'run', startedAt: AS_OF, version: '0', commit: undefined, settings: {} };
const loadedAt = (readAt: number) => dated(snapshot, readAt, undefined);

/** A clock that shows one millisecond more at each look. */
function ticking(): () => number {
  let time = AS_OF;
  return () => time++;
}
const run = () => ({ identity, now: ticking() });

describe('audit', () => {
  test('judges each control of the plan, in its order', () => {
    const { results, exitCode, problems, audited } = audit(planOf(), loadedAt(AS_OF), run());
    expect(results.map(({ id, verdicts }) => [id, verdicts.map(({ status }) => status)])).toEqual([
      ['access-key-rotation', ['failed', 'passed']],
      ['root-mfa', ['passed']],
    ]);
    expect({ exitCode, problems }).toEqual({ exitCode: 1, problems: [] });
    expect(audited).toMatchObject({ report: { accountId: ACCOUNT }, readAt: AS_OF });
  });

  test('depends on nothing but what it is given', () => {
    const results = [1, 2].map(() => audit(planOf(), loadedAt(AS_OF), run()));
    expect(results[0]).toEqual(results[1]);
  });

  test('tells by the clock of its host when each control ran, and for how long', () => {
    const { results } = audit(planOf(), loadedAt(AS_OF), run());
    expect(results.map(({ start, milliseconds }) => [start - AS_OF, milliseconds])).toEqual([
      [0, 1],
      [2, 1],
    ]);
  });

  test.each<[Severity, number]>([
    ['low', 1],
    ['medium', 1],
    ['high', 0],
  ])('failures that count from %s on: exit code %d', (failOn, exitCode) => {
    expect(audit(planOf(failOn), loadedAt(AS_OF), run()).exitCode).toBe(exitCode);
  });

  test('a control that did not load is an error, and the run could not check', () => {
    const broken = { ...controls[0], id: 'own', profile: 'house', control: undefined };
    const selection = { ...broken, problem: 'no such file', scope: EVERYBODY, requirements: [] };
    const plan = planOf('low', { controls: [{ ...selection, inputs: {} }] });
    const { results, exitCode } = audit(plan, loadedAt(AS_OF), run());
    expect(exitCode).toBe(2);
    expect(results[0]?.verdicts).toMatchObject([{ status: 'error', subject: 'control file' }]);
  });

  test('a plain Jest file is named as not reviewed', () => {
    const plan = planOf('low', { plainNames: ['own-rule'] });
    const last = audit(plan, loadedAt(AS_OF), run()).results.at(-1);
    expect(last).toMatchObject({ id: 'own-rule', verdicts: [{ status: 'notReviewed' }] });
  });

  test('a live report is young enough at exactly the limit, and too old a millisecond later', () => {
    expect(() => audit(planOf(), loadedAt(AS_OF + DAY), run())).not.toThrow();
    expect(() => audit(planOf(), loadedAt(AS_OF + DAY + 1), run())).toThrow(
      /the limit is 1 d.*\(IAMSPEC_MAX_REPORT_AGE\)/,
    );
  });

  test('refuses the report of another account', () => {
    expect(() => audit(planOf(), loadedAt(AS_OF), { ...run(), account: '999999999999' })).toThrow(
      'it is of account 111122223333, but account 999999999999 was to be audited.',
    );
  });
});

test('an account without a report: an error for each control, with the reason', () => {
  const { results, exitCode, audited } = notAudited(planOf(), new Error('refused'), run());
  expect({ exitCode, audited }).toEqual({ exitCode: 2, audited: undefined });
  expect(results.flatMap(({ verdicts }) => verdicts)).toMatchObject([
    { control: 'access-key-rotation', status: 'error', reason: expect.stringContaining('refused') },
    { control: 'root-mfa', status: 'error', reason: expect.stringContaining('refused') },
  ]);
});

test('a run that checked nothing, or has a problem, could not check', () => {
  const nothing = { audited: undefined, results: [], problems: [] };
  expect(sumUp(planOf(), identity, nothing).exitCode).toBe(2);
  const { results } = audit(planOf(), loadedAt(AS_OF), run());
  const interrupted = { audited: undefined, results, problems: ['interrupted'] };
  expect(sumUp(planOf(), identity, interrupted).exitCode).toBe(2);
});
