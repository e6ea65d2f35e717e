import { waiverOf } from '../../../tools/testing/history';
import { controlKey, subjectKey } from '../failure-key';
import { gapsIn, spansOf, type Timed } from './gaps';
import { type Found, Mending, median } from './mending';
import { failingSince, type Point, pointOf } from './shares';
import { percent } from './told';
import { Waiving } from './waiving';

const HOUR = 3_600_000;
const DAILY = 24 * HOUR;

const timed = (hours: number, isComplete = true): Timed => ({
  runId: `at-${hours}`,
  startedAt: hours * HOUR,
  isComplete,
});
const gaps = (hours: readonly number[], from: number | undefined, to: number) =>
  gapsIn(
    spansOf(
      hours.map((each) => timed(each)),
      { from, to },
    ),
    DAILY,
  ).map((gap) => [gap.from / HOUR, gap.to / HOUR]);

describe('a gap', () => {
  test('is longer than 30 hours where runs are daily, not as long', () => {
    expect(gaps([0, 30], undefined, 30 * HOUR)).toEqual([]);
    const [late] = gapsIn(
      spansOf([timed(0), { ...timed(30), startedAt: 30 * HOUR + 1 }], { from: 0, to: 31 * HOUR }),
      DAILY,
    );
    expect(late).toMatchObject({ from: 0, to: 30 * HOUR + 1 });
  });

  test('at the end is told by what is expected alone: a run that was deleted there', () => {
    expect(gaps([0, 24, 48], undefined, 72 * HOUR)).toEqual([]);
    expect(gaps([0, 24], undefined, 72 * HOUR)).toEqual([[24, 72]]);
    expect(
      gapsIn(spansOf([timed(0), timed(24)], { from: undefined, to: 72 * HOUR }), undefined),
    ).toEqual([]);
  });

  test('at the beginning counts from the period, unless a run was before', () => {
    expect(gaps([100, 110], 0, 120 * HOUR)).toEqual([[0, 100]]);
    expect(gaps([-10, 15, 30], 0, 40 * HOUR)).toEqual([]);
    expect(gaps([-20, 15, 30], 0, 40 * HOUR)).toEqual([[-20, 15]]);
  });

  test('outside of the period is none', () => {
    expect(gaps([0, 100, 124, 148, 300], 100 * HOUR, 148 * HOUR)).toEqual([]);
  });

  test('is not ended by a run that could not check', () => {
    const spans = spansOf([timed(0), timed(24, false), timed(48)], {
      from: undefined,
      to: 48 * HOUR,
    });
    expect(gapsIn(spans, DAILY)).toMatchObject([{ from: 0, to: 48 * HOUR, incomplete: 1 }]);
  });
});

const ofCounts = (counts: Parameters<typeof pointOf>[1][number]['counts'], notRun = 0) => {
  const run = { runId: 'x', startedAt: 0 };
  return pointOf(run, [{ profile: 'house', id: 'mfa', requirements: [], counts, notRun }]);
};

describe('a share', () => {
  test.each<[string, Parameters<typeof ofCounts>, number | null]>([
    [
      'counts whom was waived as judged, not as compliant',
      [{ passed: 1, failed: 1, waived: 2 }],
      1 / 4,
    ],
    ['leaves out to whom it does not apply', [{ passed: 2, notApplicable: 9 }], 1],
    ['is not known where nobody was judged', [{ notApplicable: 3 }], null],
    ['is not known where one was in error', [{ passed: 9, error: 1 }], null],
    ['is not known where one was not reviewed', [{ passed: 9, notReviewed: 1 }], null],
    ['is not known where a filter left one out', [{ passed: 9 }, 1], null],
  ])('%s', (_, given, share) => {
    expect(ofCounts(...given).share).toBe(share);
  });

  test('is never rounded up: only all is 100%', () => {
    expect([percent(0.99999), percent(1), percent(0.29), percent(null)]).toEqual([
      '99.9%',
      '100.0%',
      '29.0%',
      '-',
    ]);
  });
});

test('a control fails since the run after the last in which all of it passed', () => {
  const at = (startedAt: number, point: Point): Point => ({
    ...point,
    runId: `r${startedAt}`,
    startedAt,
  });
  const [bad, good, unknown] = [
    ofCounts({ failed: 1 }),
    ofCounts({ passed: 1 }),
    ofCounts({ error: 1 }),
  ];
  expect(failingSince([at(1, bad), at(2, good), at(3, bad), at(4, unknown), at(5, bad)])).toEqual({
    runId: 'r3',
    startedAt: 3,
    isAtLeast: false,
  });
  expect(failingSince([at(1, unknown), at(2, bad)])).toMatchObject({
    startedAt: 2,
    isAtLeast: true,
  });
  expect(failingSince([at(1, bad), at(2, good), at(3, unknown)])).toBeUndefined();
});

const subject = (name: string) => ({ profile: 'house', control: 'mfa', subject: name });
const keyed = (names: readonly string[]) =>
  new Map(names.map((name) => [subjectKey(subject(name)), subject(name)] as const));
const MFA = controlKey('house', 'mfa');
const what = (failed: readonly string[], rest: Partial<Found> = {}): Found => ({
  failed: keyed(failed),
  waived: new Map(),
  unchecked: new Set(),
  judged: new Set([MFA]),
  ...rest,
});

describe('the time to mend', () => {
  function followed(
    ...runs: readonly (readonly [found: Found | undefined, isComplete?: boolean])[]
  ) {
    const mending = new Mending();
    for (const [at, [found, isComplete = true]] of runs.entries())
      mending.add(at, isComplete, found);
    const { mended, open } = mending;
    return {
      mended: mended.map(({ subject, from, to }) => [subject, from, to]),
      open: open.map(({ subject, from, isWaived }) => [subject, from, isWaived]),
    };
  }

  test('is from the first run in which it failed to the first in which it did not', () => {
    const told = followed(
      [what([])],
      [what(['bob'])],
      [what(['bob'])],
      [what([])],
      [what(['bob'])],
    );
    expect(told).toEqual({ mended: [['bob', 1, 3]], open: [['bob', 4, false]] });
  });

  test.each<[string, readonly [Found | undefined, boolean?]]>([
    ['could not check everything', [what([]), false]],
    ['is not known', [undefined]],
    ['did not judge the control', [what([], { judged: new Set() })]],
    ['did not check the subject', [what([], { unchecked: new Set(keyed(['bob']).keys()) })]],
    ['had it waived', [what([], { waived: keyed(['bob']) })]],
  ])('is not ended by a run that %s', (_, second) => {
    expect(followed([what(['bob'])], second, [what([])]).mended).toEqual([['bob', 0, 2]]);
  });

  test('of what is waived in the end is told apart', () => {
    const waived = what(['alice'], { waived: keyed(['bob']) });
    expect(followed([what(['alice', 'bob'])], [waived]).open).toEqual([
      ['alice', 0, false],
      ['bob', 0, true],
    ]);
  });

  test('may be longer where it failed in the first run', () => {
    const mending = new Mending();
    mending.add(0, true, what(['alice']));
    mending.add(1, true, what(['alice', 'bob']));
    expect(mending.open.map(({ isAtLeast }) => isAtLeast)).toEqual([true, false]);
  });

  test('has a middle', () => {
    expect([median([]), median([3]), median([9, 1, 5]), median([4, 1, 2, 9])]).toEqual([
      undefined,
      3,
      5,
      3,
    ]);
  });
});

test('waivers come, go and end', () => {
  const waiving = new Waiving();
  const [stays, goes, ends] = [waiverOf('a', 99), waiverOf('b', 99), waiverOf('c', 1)];
  waiving.add({ runId: 'r0', startedAt: 0 }, [stays, goes, ends]);
  waiving.add({ runId: 'r2', startedAt: 2 }, [stays]);
  const told = waiving.spans.map(({ waivers, first, last, state }) => [
    waivers.map(({ subject }) => subject).join(),
    first.runId,
    last.runId,
    state,
  ]);
  expect(told).toEqual([
    ['a', 'r0', 'r2', 'in force'],
    ['b', 'r0', 'r0', 'withdrawn'],
    ['c', 'r0', 'r0', 'expired'],
  ]);
});
