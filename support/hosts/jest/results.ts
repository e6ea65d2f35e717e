import { stripVTControlCharacters } from 'node:util';
import type { AssertionResult, TestResult } from '@jest/test-result';
import { broken, EVERYBODY, type Verdict } from '../../control';
import { identityOf, verdictsOf } from '../../judge';
import type { CredentialReport } from '../../report';
import { type ControlResult, TEST_STATUS } from '../../result';
import { type Plan, type PlannedControl, plainId } from '../../run';
import { PLAIN_PROJECT } from './config';
import { COULD_NOT_CHECK } from './could-not-check';

/** How the caller narrowed a run: to some files or projects, and to full test names (`-t`). */
export interface Filter {
  readonly names: RegExp;
  /** It was ended early (`--bail`): what was skipped was not run. */
  readonly bailed?: boolean;
}

/** Jest must have run each verdict of `evaluate` once, with its outcome. No filter: all was asked for. */
export function controlResults(
  plan: Plan,
  report: CredentialReport,
  testResults: readonly TestResult[],
  filter: Filter | undefined,
): readonly ControlResult[] {
  const controls = plan.controls.map((planned) => {
    const ran = find(testResults, planned.profile, planned.file);
    return controlResult(planned, verdictsOf(planned, report, plan), ran, filter);
  });
  const isLive = plan.settings.report === undefined;
  const plain = plan.plainTests.map((file) => {
    const ran = find(testResults, PLAIN_PROJECT, file);
    return ran || !filter ? plainResult(file, ran, filter, isLive) : leftOut(file);
  });
  return [...controls, ...plain];
}

// The result of a file that crashed bears no project's name.
function find(testResults: readonly TestResult[], project: string, file: string) {
  return testResults.find(
    ({ displayName, testFilePath }) =>
      testFilePath === file && (displayName === undefined || displayName.name === project),
  );
}

function controlResult(
  planned: PlannedControl,
  expected: readonly Verdict[],
  ran: TestResult | undefined,
  filter: Filter | undefined,
): ControlResult {
  const { id, control } = planned;
  const about = { id, severity: control?.severity ?? ('critical' as const) };
  const base = { ...identityOf(planned), ...timing(ran) };
  if (!ran) {
    if (filter) return { ...base, verdicts: [], notRun: expected.length };
    const why = 'Jest did not run its file';
    return { ...base, verdicts: [broken(about, 'control file', undefined, why)], notRun: 0 };
  }
  const crash = crashOf(ran);
  if (crash !== undefined || !control) {
    const verdict = broken(about, 'control file', undefined, crash ?? planned.problem ?? '');
    return { ...base, verdicts: [verdict], notRun: 0 };
  }
  return { ...base, ...reconcile(about, expected, ran.testResults, filter) };
}

function reconcile(
  control: { id: string; severity: Verdict['severity'] },
  expected: readonly Verdict[],
  assertions: readonly AssertionResult[],
  filter: Filter | undefined,
): Pick<ControlResult, 'verdicts' | 'notRun'> {
  const statusOf = statusReader(assertions);
  const verdicts: Verdict[] = [];
  expected.forEach((verdict, index) => {
    if (filter && !filter.names.test(`${control.id} ${verdict.subject}`)) return;
    const status = statusOf(verdict.subject, index);
    if (status === TEST_STATUS[verdict.status]) {
      verdicts.push(verdict);
      return;
    }
    const why = `the verdict is ${verdict.status}, but Jest says ${status ?? 'nothing'}`;
    verdicts.push(broken(control, verdict.subject, verdict.arn, why));
  });
  const notRun = expected.length - verdicts.length;
  const surplus = assertions.length - expected.length;
  if (surplus > 0) {
    const why = `the file holds ${surplus} tests besides its control; put them in a file of their own`;
    verdicts.push(broken(control, 'control file', undefined, why));
  }
  return { verdicts, notRun };
}

// The runner of audits reports in the order of the verdicts, which spares a look-up by name.
function statusReader(assertions: readonly AssertionResult[]) {
  let named: ReadonlyMap<string, AssertionResult['status']> | undefined;
  return (subject: string, index: number) => {
    const inPlace = assertions[index];
    if (inPlace?.title === subject) return inPlace.status;
    named ??= new Map(assertions.map(({ title, status }) => [title, status]));
    return named.get(subject);
  };
}

function timing(ran: TestResult | undefined): Pick<ControlResult, 'start' | 'milliseconds'> {
  const { start = 0, end = 0 } = ran?.perfStats ?? {};
  return { start, milliseconds: end - start };
}

function crashOf({ testExecError, failureMessage, testResults }: TestResult): string | undefined {
  if (!testExecError && testResults.length > 0) return undefined;
  const message = testExecError?.message || failureMessage || 'the file holds no test';
  if (message.startsWith(COULD_NOT_CHECK)) return message.slice(COULD_NOT_CHECK.length);
  return `the file crashed: ${firstLine(message)}`;
}

function firstLine(text: string): string {
  const lines = stripVTControlCharacters(text).split('\n');
  return lines.find((line) => line.trim() !== '' && !line.includes('●'))?.trim() ?? 'no message';
}

const PLAIN = {
  profile: undefined,
  severity: undefined,
  about: undefined,
  inputs: {},
  scope: EVERYBODY,
  requirements: [],
};

// Only Jest could tell how many tests it holds.
function leftOut(file: string): ControlResult {
  const id = plainId(file);
  return { ...PLAIN, id, verdicts: [], notRun: 1, ...timing(undefined) };
}

// A plain Jest file has no severity of its own: its failures always count.
function plainResult(
  file: string,
  ran: TestResult | undefined,
  filter: Filter | undefined,
  live: boolean,
): ControlResult {
  const id = plainId(file);
  const control = { id, severity: 'critical' } as const;
  const all = ran?.testResults ?? [];
  const tests = all.filter((test) => !isFilteredOut(test, filter));
  const crash = ran ? crashOf(ran) : 'Jest did not run it';
  const verdicts = [
    ...tests.map((test) => plainVerdict(control, test, live)),
    ...(crash === undefined ? [] : [broken(control, 'test file', undefined, crash)]),
  ];
  return { ...PLAIN, id, verdicts, notRun: all.length - tests.length, ...timing(ran) };
}

function isFilteredOut({ status, fullName }: AssertionResult, filter: Filter | undefined): boolean {
  if (!filter || status !== 'pending') return false;
  return filter.bailed === true || !filter.names.test(fullName);
}

function plainVerdict(
  control: Pick<Verdict, 'severity'> & { id: string },
  assertion: AssertionResult,
  live: boolean,
): Verdict {
  const { status, title, ancestorTitles, failureMessages } = assertion;
  const subject = [...ancestorTitles, title].join(' › ');
  const unproved = failureMessages
    .map((message) => stripVTControlCharacters(message))
    .filter((message) => message.startsWith(COULD_NOT_CHECK))
    .map((message) => message.slice(COULD_NOT_CHECK.length));
  if (unproved.length > 0) return broken(control, subject, undefined, unproved.join(' '));
  if (status !== 'passed' && status !== 'failed' && live) {
    const why = `the test was skipped (${status}). Let it run, or take it out`;
    return broken(control, subject, undefined, why);
  }
  const outcome = status === 'passed' || status === 'failed' ? status : 'notReviewed';
  const reason = outcome === 'failed' ? failureOf(failureMessages) : status;
  const verdict = broken(control, subject, undefined, status);
  return { ...verdict, status: outcome, reason: `${subject}: ${reason}` };
}

function failureOf(messages: readonly string[]): string {
  return stripVTControlCharacters(messages.join('\n'))
    .split('\n')
    .filter((line) => !/^\s+at /.test(line))
    .join('\n');
}
