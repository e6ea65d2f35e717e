import { join } from 'node:path';
import { DEFAULT_OPTIONS } from 'jest-junit/constants';
import buildJsonResults, {
  type Element,
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
  changedIn,
  countByStatus,
  dueSoon,
  dueWithin,
  evidenceResults,
  inDays,
  isDemo,
  isExcusedIn,
  isJunitShort,
  notRunOf,
  STATUS_WORDS,
  STATUSES,
  sourceLabel,
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
 * JUnit XML: a `<testsuite>` for each control by jest-junit, in it a `<testcase>` for each subject. These are
 * written here: jest-junit gives `<skipped/>` no message and cannot count an `<error>` in a case, and through
 * its tree they take five times as long. With `IAMSPEC_JUNIT=failures` all that neither failed nor is an error
 * is one case, `all others`. What failed in the reference already (`IAMSPEC_SINCE`) is skipped: it would be red.
 */
export function* junit(result: AuditResult): Iterable<string> {
  const isShort = isJunitShort(result.run);
  const suites = evidenceResults(result).map((suite) => suiteOf(suite, result, isShort));
  const root = {
    name: OPTIONS.suiteName,
    tests: total(suites, ({ counts }) => counts.tests),
    failures: total(suites, ({ counts }) => counts.failures),
    errors: total(suites, ({ counts }) => counts.errors),
    time: total(suites, ({ control }) => control.milliseconds) / 1000,
  };
  yield `<?xml version="1.0" encoding="UTF-8"?>\n${open('testsuites', root)}`;
  for (const suite of suites) yield* suiteXml(suite, result, isShort);
  yield '</testsuites>\n';
}

/** A control; `isBad` where a verdict is a failure or an error of the file. */
interface Suite {
  readonly control: ControlResult;
  readonly isBad: (verdict: Verdict) => boolean;
  readonly counts: ReturnType<typeof junitCounts>;
}

function suiteOf(control: ControlResult, result: AuditResult, isShort: boolean): Suite {
  const isExcused = isExcusedIn(result, control);
  const isBad = (verdict: Verdict) =>
    verdict.status === 'error' || (verdict.status === 'failed' && !isExcused(verdict));
  const excused = result.changes?.isReference ? control.verdicts.filter(isExcused).length : 0;
  return { control, isBad, counts: junitCounts(control.verdicts, excused, isShort) };
}

function* suiteXml(
  { control: suite, isBad, counts }: Suite,
  result: AuditResult,
  isShort: boolean,
): Iterable<string> {
  const report = { startTime: 0, testResults: [testSuite(suite, result)] };
  const [, element] = buildJsonResults(report, process.cwd(), OPTIONS).testsuites;
  const [{ _attr = {} } = {}] = element?.testsuite ?? [];
  yield open('testsuite', { ..._attr, ...counts });
  const others = isShort ? suite.verdicts.filter((verdict) => !isBad(verdict)) : [];
  yield `${xml([properties(suite, result, others)], { indent: '  ' }).trimStart()}\n`;
  const begin = `<testcase classname="${attribute(suite.id)}" name="`;
  for (const verdict of suite.verdicts) {
    if (isShort && !isBad(verdict)) continue;
    yield `${begin}${attribute(verdict.subject)}" time="0"${outcome(verdict, isBad(verdict), result)}\n`;
  }
  if (others.length > 0) yield `${begin}all others" time="0"${ofOthers(others)}\n`;
  yield '</testsuite>\n';
}

function outcome(verdict: Verdict, isBad: boolean, { changes }: AuditResult): string {
  const { status } = verdict;
  if (status === 'passed') return '/>';
  if (!isBad) {
    const word =
      status === 'failed'
        ? `still failing since run ${changes?.before.runId}`
        : STATUS_WORDS[status].label;
    return skipped(`${word}: ${why(verdict)}`);
  }
  const name = status === 'failed' ? 'failure' : 'error';
  const [message = ''] = asTest(verdict, asItIs).failureMessages;
  return `>\n  <${name}>${escaped(message)}</${name}>\n</testcase>`;
}

// Some reasons say so themselves.
function why(verdict: Verdict): string {
  return fullReason(verdict).replace(/^Not reviewed: /, '');
}

function skipped(message: string): string {
  return `>\n  <skipped message="${attribute(message)}"/>\n</testcase>`;
}

// One that passed among them passes: the reader counts no more than is there.
function ofOthers(others: readonly Verdict[]): string {
  return others.some(({ status }) => status === 'passed') ? '/>' : skipped(countText(others));
}

function countText(verdicts: readonly Verdict[]): string {
  const counts = countByStatus(verdicts);
  return STATUSES.filter((status) => counts[status] > 0)
    .map((status) => `${counts[status]} ${STATUS_WORDS[status].label}`)
    .join(', ');
}

const asItIs = (text: string) => text;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '"': '&quot;',
  '<': '&lt;',
  '>': '&gt;',
};

// Nearly all texts are, which is told at once: to find nothing to replace takes four times as long.
const HARMLESS = /^[\n !#-%'-;=?-~]*$/;
const HARMLESS_LINE = /^[ !#-%'-;=?-~]*$/;

// A line end in an attribute would be read as a space.
function attribute(text: string): string {
  if (HARMLESS_LINE.test(text)) return text;
  return escaped(text).replace(/[\n\r\t]/g, (space) => `&#${space.charCodeAt(0)};`);
}

function escaped(text: string): string {
  if (HARMLESS.test(text)) return text;
  return clean(text).replace(/[&"<>]/g, (character) => ENTITIES[character] ?? character);
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
    // It takes a suite without any case for one that crashed.
    testResults: [
      { ancestorTitles: [''], title: '', status: 'passed', failureMessages: [], duration: 0 },
    ],
  };
}

function suiteName({ profile, id }: ControlResult, result: AuditResult): string {
  const demo = isDemo(result) ? ['DEMO'] : [];
  return [...demo, ...(profile === undefined ? [] : [profile]), id].join(' › ');
}

function properties(
  control: ControlResult,
  result: AuditResult,
  others: readonly Verdict[],
): Element {
  const { verdicts, inputs, severity, requirements } = control;
  const { audited, results } = result;
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
  const all = [
    ...Object.entries({ ...report, ...(severity && { severity }) }),
    ...(requirements.length > 0 ? [['requirements', requirements.join(', ')]] : []),
    ...limits,
    ...(leftOut > 0 ? [['partial run', `${leftOut} subjects left out`]] : []),
    ...(others.length > 0 ? [['all others', countText(others)]] : []),
    ...changeProperties(control, result),
    ...dueProperties(control, result),
    ...classes,
  ];
  // Names that differ only in what XML cannot hold are one.
  const texts = new Map(all.map(([name = '', value = '']) => [clean(name), clean(value)]));
  const elements = [...texts].map(([name, value]) => ({ property: { _attr: { name, value } } }));
  return { properties: elements };
}

// A failure that is skipped for the sake of a reference must not be silently green.
function changeProperties(
  control: ControlResult,
  { changes }: AuditResult,
): readonly (readonly [name: string, value: string])[] {
  if (!changes) return [];
  const { before, isReference, mended } = changes;
  const failed = countByStatus(control.verdicts).failed;
  const added = changedIn(changes.new, control);
  return [
    [isReference ? 'since' : 'compared with', `run ${before.runId}`],
    ['new failures', String(added)],
    [isReference ? 'still failing, skipped' : 'still failing', String(failed - added)],
    ['mended', String(changedIn(mended, control))],
  ];
}

function dueProperties(control: ControlResult, result: AuditResult): readonly string[][] {
  const { length } = dueSoon(control, result);
  return length > 0 ? [[`due within ${inDays(dueWithin(result.run))}`, String(length)]] : [];
}

function junitCounts(verdicts: readonly Verdict[], excused: number, isShort: boolean) {
  const counts = countByStatus(verdicts);
  const { passed, error } = counts;
  const failed = counts.failed - excused;
  const bad = { failures: failed, errors: error };
  const others = verdicts.length - failed - error;
  if (!isShort) return { tests: verdicts.length, ...bad, skipped: others - passed };
  const one = others > 0 ? 1 : 0;
  return { tests: failed + error + one, ...bad, skipped: passed > 0 ? 0 : one };
}

function total<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0);
}

// XML 1.0 has no way to write these: https://www.w3.org/TR/xml/#charsets
function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are its subject
  return text.toWellFormed().replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '');
}
