import type { AssertionResult, TestResult } from '@jest/test-result';
import { only, reportOf, userRow } from '../../../tools/testing/report';
import { type Control, type Finding, setControlHost } from '../../control';
import { control as declare } from '../../control/control';
import type { User } from '../../report';
import type { Plan } from '../../run';
import { PLAIN_PROJECT } from './config';
import { controlResults, type Filter } from './results';

const FILE = '/project/controls/has-mfa.test.ts';
const PLAIN = '/project/controls/house.test.ts';
const report = reportOf(userRow('alice', { mfa_active: 'true' }), userRow('bob'));

function declared(): Control {
  const controls: Control[] = [];
  const former = setControlHost((control) => controls.push(control));
  declare({
    id: 'has-mfa',
    title: 'Users have MFA',
    severity: 'high',
    nist: [],
    rationale: 'because',
    remediation: 'Add one.',
    subjects: ({ users }) => users,
    check: ({ mfaActive, label }: User): Finding => ({
      passed: mfaActive,
      measured: mfaActive,
      limit: true,
      reason: `${label} ${mfaActive}`,
    }),
  });
  setControlHost(former);
  return only(controls);
}

const planned = {
  profile: 'house',
  id: 'has-mfa',
  file: FILE,
  control: declared(),
  problem: undefined,
  inputs: {},
  scope: { everybody: true, classes: [] },
  requirements: ['1'],
};

function plan(overrides: Partial<Plan> = {}): Plan {
  return {
    controls: [planned],
    plainTests: [],
    profiles: ['house'],
    waivers: [],
    owners: [],
    settings: { report: 'report.csv' },
    ...overrides,
  } as Plan;
}

type Statuses = readonly (readonly [string, AssertionResult['status']])[];

const TRUE: Statuses = [
  ['alice', 'passed'],
  ['bob', 'failed'],
];

function ran(statuses: Statuses, overrides: Partial<TestResult> = {}): TestResult {
  const testResults = statuses.map(([title, status]) => ({
    title,
    status,
    ancestorTitles: ['has-mfa'],
    failureMessages:
      status === 'failed'
        ? [`\u001b[31m${title} broke\u001b[39m\n    at Object.<anonymous> (x.ts:1:1)`]
        : [],
  }));
  return {
    displayName: { name: 'house', color: 'white' },
    testFilePath: FILE,
    perfStats: { start: 1000, end: 1250 },
    testResults,
    ...overrides,
  } as TestResult;
}

function verdicts(results: readonly TestResult[], filter?: Filter, of = plan()) {
  return controlResults(of, report, results, filter).map(({ verdicts, notRun }) => ({
    statuses: Object.fromEntries(verdicts.map(({ subject, status }) => [subject, status])),
    reasons: verdicts.map(({ reason }) => reason).join('\n'),
    notRun,
  }));
}

const sole = (...args: Parameters<typeof verdicts>) => only(verdicts(...args));

describe('what Jest ran is held against evaluate()', () => {
  test('and taken where both agree', () => {
    expect(sole([ran(TRUE)])).toMatchObject({
      statuses: { alice: 'passed', bob: 'failed' },
      notRun: 0,
    });
    expect(only(controlResults(plan(), report, [ran(TRUE)], undefined))).toMatchObject({
      profile: 'house',
      id: 'has-mfa',
      severity: 'high',
      start: 1000,
      milliseconds: 250,
    });
  });

  test.each<[string, Statuses, string, RegExp]>([
    [
      'passed what fails',
      [
        ['alice', 'passed'],
        ['bob', 'passed'],
      ],
      'bob',
      /verdict is failed, but Jest says passed/,
    ],
    [
      'failed what passes',
      [
        ['alice', 'failed'],
        ['bob', 'failed'],
      ],
      'alice',
      /verdict is passed, but Jest says failed/,
    ],
    [
      'skipped what passes',
      [
        ['alice', 'pending'],
        ['bob', 'failed'],
      ],
      'alice',
      /verdict is passed, but Jest says pending/,
    ],
    [
      'skipped what fails',
      [
        ['alice', 'passed'],
        ['bob', 'pending'],
      ],
      'bob',
      /verdict is failed, but Jest says pending/,
    ],
    [
      'has it to do',
      [
        ['alice', 'todo'],
        ['bob', 'failed'],
      ],
      'alice',
      /but Jest says todo/,
    ],
    [
      'left a subject out',
      [['alice', 'passed']],
      'bob',
      /verdict is failed, but Jest says nothing/,
    ],
    [
      'ran another subject in its place',
      [
        ['alice', 'passed'],
        ['eve', 'passed'],
      ],
      'bob',
      /but Jest says nothing/,
    ],
  ])('Jest %s: an error', (_, statuses, subject, why) => {
    const { statuses: found, reasons } = sole([ran(statuses)]);
    expect(found[subject]).toBe('error');
    expect(reasons).toMatch(why);
  });

  test('a test besides the verdicts is an error', () => {
    const { statuses, reasons } = sole([ran([...TRUE, ['besides', 'passed']])]);
    expect(statuses).toEqual({ alice: 'passed', bob: 'failed', 'control file': 'error' });
    expect(reasons).toMatch(/1 tests besides its control/);
  });
});

describe('a file without results is an error', () => {
  test.each<[string, readonly TestResult[]]>([
    ['that Jest did not run', []],
    [
      'that ran in another profile only',
      [ran(TRUE, { displayName: { name: 'other', color: 'white' } })],
    ],
    [
      'whose namesake elsewhere ran',
      [ran(TRUE, { testFilePath: '/project/controls/sub/has-mfa.test.ts' })],
    ],
  ])('%s', (_, results) => {
    const { statuses, reasons } = sole(results);
    expect(statuses).toEqual({ 'control file': 'error' });
    expect(reasons).toMatch(/Jest did not run its file/);
  });

  test('that crashed, with the first line that says why', () => {
    const { statuses, reasons } = sole([
      ran([], {
        failureMessage:
          '  ● Test suite failed to run\n\n    \u001b[31mno such luck\u001b[39m\n\n      at x.ts:1',
      }),
    ]);
    expect(statuses).toEqual({ 'control file': 'error' });
    expect(reasons).toBe('control file: could not be checked, the file crashed: no such luck.');
  });

  test('that crashed after its tests', () => {
    const testExecError = { message: 'afterwards', stack: '' } as TestResult['testExecError'];
    expect(sole([ran(TRUE, { ...(testExecError && { testExecError }) })])).toMatchObject({
      statuses: { 'control file': 'error' },
      reasons: expect.stringContaining('afterwards'),
    });
  });

  test('that holds no test', () => {
    expect(sole([ran([])]).reasons).toMatch(/the file holds no test/);
  });

  test('that could not be loaded to plan with, though Jest says all is well', () => {
    const control = { ...planned, control: undefined, problem: 'it cannot be loaded' };
    const { statuses, reasons } = sole([ran(TRUE)], undefined, plan({ controls: [control] }));
    expect(statuses).toEqual({ 'control file': 'error' });
    expect(reasons).toMatch(/it cannot be loaded/);
  });
});

describe('under a filter of the caller', () => {
  const filter = (names: RegExp): Filter => ({ names });

  test('a file that did not run is left out, and counted', () => {
    expect(sole([], filter(/(?:)/))).toMatchObject({ statuses: {}, notRun: 2 });
  });

  test('a subject whose name does not match is left out, and counted', () => {
    const results = [
      ran([
        ['alice', 'passed'],
        ['bob', 'pending'],
      ]),
    ];
    expect(sole(results, filter(/alice/i))).toMatchObject({
      statuses: { alice: 'passed' },
      notRun: 1,
    });
  });

  test('a subject that matches and did not run is an error', () => {
    const results = [
      ran([
        ['alice', 'passed'],
        ['bob', 'pending'],
      ]),
    ];
    expect(sole(results, filter(/has-mfa bob/i)).statuses).toEqual({ bob: 'error' });
  });

  test('a file that crashed is an error all the same', () => {
    expect(sole([ran([])], filter(/alice/)).statuses).toEqual({ 'control file': 'error' });
  });
});

describe('a plain Jest file', () => {
  const of = plan({ controls: [], plainTests: [PLAIN] });
  const plain = (statuses: Statuses, overrides: Partial<TestResult> = {}) =>
    ran(statuses, {
      testFilePath: PLAIN,
      displayName: { name: PLAIN_PROJECT, color: 'white' },
      ...overrides,
    });

  test('gives a verdict for each test, and no pass for what did not run', () => {
    const results = [
      plain([
        ['a', 'passed'],
        ['b', 'failed'],
        ['c', 'pending'],
        ['d', 'todo'],
        ['e', 'disabled'],
      ]),
    ];
    const { statuses, reasons } = sole(results, undefined, of);
    expect(statuses).toEqual({
      'has-mfa › a': 'passed',
      'has-mfa › b': 'failed',
      'has-mfa › c': 'notReviewed',
      'has-mfa › d': 'notReviewed',
      'has-mfa › e': 'notReviewed',
    });
    expect(reasons).toContain('has-mfa › b: b broke');
    expect(reasons).not.toContain('\u001b');
    expect(reasons).not.toContain('at Object');
  });

  test('is an error where it crashed or Jest did not run it', () => {
    expect(sole([plain([])], undefined, of).statuses).toEqual({ 'test file': 'error' });
    expect(sole([], undefined, of).statuses).toEqual({ 'test file': 'error' });
    expect(sole([ran(TRUE, { testFilePath: PLAIN })], undefined, of).statuses).toEqual({
      'test file': 'error',
    });
  });

  test('always counts: its failures are critical', () => {
    const [result] = controlResults(of, report, [plain([['b', 'failed']])], undefined);
    expect(result?.verdicts.map(({ severity }) => severity)).toEqual(['critical']);
  });
});
