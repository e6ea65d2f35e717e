import { join } from 'node:path';
import { DEFAULT_OPTIONS } from 'jest-junit/constants';
import buildJsonResults, {
  type Element,
  type JestTestCase,
  type JestTestSuite,
  type TemplateVariables,
} from 'jest-junit/utils/buildJsonResults.js';
import xml from 'xml';
import { fullReason, type Verdict } from '../control';
import { formatInstant } from '../report';
import {
  type AuditResult,
  asTest,
  type ControlResult,
  countByStatus,
  evidenceResults,
  isDemo,
  notRunOf,
  sourceLabel,
  TEST_STATUS,
} from '../result';

const OPTIONS = {
  ...DEFAULT_OPTIONS,
  suiteName: 'iamspec',
  // Functions, since jest-junit fills in a text by replacing: `$&` in a name would be a command.
  suiteNameTemplate: ({ displayName }: TemplateVariables) => displayName,
  classNameTemplate: ({ classname }: TemplateVariables) => classname,
  titleTemplate: ({ title }: TemplateVariables) => title,
  // Else it would run a junitProperties.js of the directory that one stands in.
  testSuitePropertiesDirectory: __dirname,
};

/**
 * JUnit XML through jest-junit: a `<testsuite>` for each control, a `<testcase>` for each subject.
 * jest-junit cannot count an `<error>` in a testcase, nor give `<skipped/>` a message: counts are
 * set here, and reasons become properties of the suite.
 */
export function* junit(result: AuditResult): Iterable<string> {
  const suites = evidenceResults(result);
  const counts = suites.map(({ verdicts }) => junitCounts(verdicts));
  const root = {
    name: OPTIONS.suiteName,
    tests: total(counts, 'tests'),
    failures: total(counts, 'failures'),
    errors: total(counts, 'errors'),
    time: total(suites, 'milliseconds') / 1000,
  };
  yield `<?xml version="1.0" encoding="UTF-8"?>\n${open('testsuites', root)}`;
  for (const suite of suites) yield* suiteXml(suite, result);
  yield '</testsuites>\n';
}

/** At a time: the whole tree of a large account is many times as large as its text. */
const PIECE = 250;

function* suiteXml(suite: ControlResult, result: AuditResult): Iterable<string> {
  const report = { startTime: 0, testResults: [testSuite(suite, result)] };
  const [, element] = buildJsonResults(report, process.cwd(), OPTIONS).testsuites;
  const [{ _attr = {} } = {}, ...children] = element?.testsuite ?? [];
  yield open('testsuite', { ..._attr, ...junitCounts(suite.verdicts) });
  children.unshift(properties(suite, result));
  for (let start = 0; start < children.length; start += PIECE) {
    yield `${xml(children.slice(start, start + PIECE), { indent: '  ' }).trimStart()}\n`;
  }
  yield '</testsuite>\n';
}

function open(name: string, attributes: object): string {
  return `${xml({ [name]: { _attr: attributes } }).replace(/\/>$/, '>')}\n`;
}

function testSuite(suite: ControlResult, result: AuditResult): JestTestSuite {
  return {
    testFilePath: join(process.cwd(), 'controls', `${suite.id}.test.ts`),
    displayName: clean(suiteName(suite, result)),
    numFailingTests: 0,
    numPassingTests: 0,
    numPendingTests: 0,
    perfStats: { start: suite.start, end: suite.start + suite.milliseconds },
    testResults: suite.verdicts.map((verdict) => testCase(suite, verdict)),
  };
}

function suiteName({ profile, id }: ControlResult, result: AuditResult): string {
  const demo = isDemo(result) ? ['DEMO'] : [];
  return [...demo, ...(profile === undefined ? [] : [profile]), id].join(' › ');
}

function testCase(suite: ControlResult, verdict: Verdict): JestTestCase {
  const { title, status, failureMessages } = asTest(verdict, clean);
  return {
    ancestorTitles: [clean(suite.id)],
    title: clean(title),
    status: verdict.status === 'error' ? 'error' : status,
    failureMessages,
    duration: 0,
  };
}

function properties(
  { verdicts, inputs, severity, requirements }: ControlResult,
  { audited, results }: AuditResult,
): Element {
  const report = audited && {
    account: audited.report.accountId,
    source: sourceLabel(audited),
    asOf: formatInstant(audited.report.asOf),
    asOfSource: audited.report.asOfSource,
  };
  const limits = Object.entries(inputs).map(([name, value]) => [`input ${name}`, String(value)]);
  const leftOut = notRunOf({ results });
  const classes = verdicts
    .filter((verdict) => verdict.class !== undefined)
    .map((verdict) => [`class ${verdict.class}: ${verdict.subject}`, fullReason(verdict)]);
  const reasons = verdicts
    .filter(({ status }) => TEST_STATUS[status] === 'pending')
    .map((verdict) => [`${verdict.status}: ${verdict.subject}`, fullReason(verdict)]);
  const all = [
    ...Object.entries({ ...report, ...(severity && { severity }) }),
    ...(requirements.length > 0 ? [['requirements', requirements.join(', ')]] : []),
    ...limits,
    ...(leftOut > 0 ? [['partial run', `${leftOut} subjects left out`]] : []),
    ...classes,
    ...reasons,
  ];
  // Names that differ only in what XML cannot hold are one.
  const texts = new Map(all.map(([name = '', value = '']) => [clean(name), clean(value)]));
  const elements = [...texts].map(([name, value]) => ({ property: { _attr: { name, value } } }));
  return { properties: elements };
}

function junitCounts(verdicts: readonly Verdict[]) {
  const { failed, error, waived, notApplicable, notReviewed } = countByStatus(verdicts);
  return {
    tests: verdicts.length,
    failures: failed,
    errors: error,
    skipped: waived + notApplicable + notReviewed,
  };
}

function total<K extends string>(items: readonly Record<K, number>[], key: K): number {
  return items.reduce((sum, item) => sum + item[key], 0);
}

// XML 1.0 has no way to write these: https://www.w3.org/TR/xml/#charsets
function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are its subject
  return text.toWellFormed().replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '');
}
