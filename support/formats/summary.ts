import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc';
import { createColors } from 'picocolors';
import { fullReason, type Inputs, type Verdict, type Waiver } from '../control';
import { formatInstant, type Instant } from '../report';
import {
  type AuditedReport,
  type AuditResult,
  bySeverity,
  type ControlResult,
  classLimits,
  countsOf,
  ENDINGS,
  endingOf,
  idleLists,
  inputTexts,
  isDemo,
  nobodyJudged,
  notRunOf,
  policyText,
  roughDuration,
  sourceLabel,
  totalOf,
  visible,
  visibleLines,
  waiverUse,
} from '../result';

dayjs.extend(utc);

/** Colours or none, paths of the evidence, and of the latest complete run where this is none. */
export interface SummaryOptions {
  readonly colors: boolean;
  readonly evidence: readonly string[];
  readonly latest?: string | undefined;
}

type Colors = ReturnType<typeof createColors>;

const SHOWN = 3;
const REFRESH = 4 * 3_600_000; // IAM makes no second report sooner.

/** What a person needs to know of a run, for a terminal or a CI log; the verdict is last. */
export function summary(result: AuditResult, options: SummaryOptions): string {
  const colors = createColors(options.colors);
  const sections = [
    header(result, colors),
    table(result.results, colors),
    result.audited ? details(result.results, colors) : '',
    remarks(result, colors),
    result.problems
      .map((problem) => `${colors.red('Could not check:')} ${visibleLines(problem)}`)
      .join('\n'),
    evidenceLines(options).join('\n'),
    closing(result, colors),
  ];
  return `\n${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function evidenceLines({ evidence, latest }: SummaryOptions): readonly string[] {
  if (evidence.length === 0) return [];
  const complete = latest && `Latest    ${visible(latest)} is the latest complete run`;
  return [
    `Evidence  ${evidence.map(visible).join(', ')} (holds user names: readable by you only)`,
    ...(complete ? [complete] : []),
  ];
}

function header({ audited, profiles, policyFiles }: AuditResult, colors: Colors): string {
  const names = profiles.map((profile) => visible(profile.name));
  const title = `${colors.bold('iamspec')}  ${names.join(', ')}`;
  const policy = policyText(policyFiles).map(
    (text, at) => `${at === 0 ? 'Policy' : '      '}    ${visible(text)}`,
  );
  if (!audited) return [title, ...policy].join('\n');
  const { report, snapshot } = audited;
  const { caller, notes } = snapshot;
  const source = sourceLabel(audited);
  const demo = source === 'DEMO' ? `  ${colors.bold('DEMO: a made-up account')}` : '';
  return [
    `${title}${demo}`,
    `Account   ${report.accountId} (${report.partition}), 1 root and ${report.users.length} users`,
    ...(caller === undefined ? [] : [`Caller    ${visible(caller.arn)}`]),
    `Source    ${describeSource(audited)}`,
    `Report    ${describeAge(audited)}`,
    ...policy,
    ...notes.map((note) => `Note      ${visible(note)}`),
  ].join('\n');
}

function describeSource(audited: AuditedReport): string {
  const { origin } = audited.snapshot;
  const label = visible(sourceLabel(audited));
  if (origin.kind === 'file')
    return `${label}, ${origin.format.toUpperCase()} from ${visible(origin.path)}`;
  return origin.endpoint === undefined || label !== 'DEMO'
    ? label
    : `${label}, ${visible(origin.endpoint)}`;
}

function describeAge({ report, snapshot, readAt }: AuditedReport): string {
  const asOf = formatInstant(report.asOf);
  if (report.asOfSource === 'clock') {
    return `says not when it was generated: ages are measured at ${asOf}, this machine's time`;
  }
  if (report.asOfSource === 'IAMSPEC_AS_OF') return `taken as of ${asOf} (IAMSPEC_AS_OF)`;
  const age = `generated ${asOf}, ${roughDuration(readAt - report.asOf)} old`;
  if (snapshot.origin.kind === 'file') return age;
  return `${age}; IAM makes the next one from ${formatInstant(report.asOf + REFRESH)} on`;
}

const COLUMNS = [
  { title: 'passed', status: 'passed', color: 'green' },
  { title: 'failed', status: 'failed', color: 'red' },
  { title: 'waived', status: 'waived', color: 'yellow' },
  { title: 'n/a', status: 'notApplicable', color: 'dim' },
  { title: 'skipped', status: 'notReviewed', color: 'yellow' },
  { title: 'error', status: 'error', color: 'red' },
] as const;

function table(results: readonly ControlResult[], colors: Colors): string {
  if (results.length === 0) return '';
  const heading = [...COLUMNS.map(({ title }) => title.padStart(7)), '  control'].join(' ');
  return [colors.dim(heading), ...results.map((result) => tableLine(result, colors))].join('\n');
}

function tableLine(result: ControlResult, colors: Colors): string {
  const counts = countsOf(result);
  const cells = COLUMNS.map(({ status, color }) => {
    const cell = String(counts[status] || '-').padStart(7);
    return counts[status] > 0 ? colors[color](cell) : colors.dim(cell);
  });
  const notRun = result.notRun > 0 ? colors.yellow(`  (${result.notRun} not run)`) : '';
  return `${cells.join(' ')}   ${name(result)}${colors.dim(limits(result.inputs))}${notRun}`;
}

function name({ profile, id }: ControlResult): string {
  return visible(profile === undefined ? `${id} (plain test)` : `${profile} › ${id}`);
}

function limits(inputs: Inputs): string {
  // What is not demanded is no limit.
  const demanded = Object.entries(inputs).filter(([, value]) => value !== false);
  const list = inputTexts(Object.fromEntries(demanded));
  return list.length > 0 ? `  ${visible(list.join(', '))}` : '';
}

function details(results: readonly ControlResult[], colors: Colors): string {
  return [...results]
    .sort(bySeverity)
    .map((result) => detail(result, colors))
    .filter((text) => text !== '')
    .join('\n\n');
}

function detail(result: ControlResult, colors: Colors): string {
  const bad = result.verdicts.filter(({ status }) => status === 'error' || status === 'failed');
  const [first] = bad;
  if (!first) return '';
  const severity = result.severity === undefined ? '' : ` (${result.severity})`;
  const lines = bad
    .slice(0, SHOWN)
    .map((verdict) => `  ${mark(verdict, colors)} ${visible(oneLine(fullReason(verdict)))}`);
  if (bad.length > SHOWN) lines.push(colors.dim(`  and ${bad.length - SHOWN} more`));
  if (first.fix !== undefined) lines.push(colors.dim(`  Fix: ${visible(first.fix)}`));
  return [colors.bold(`${name(result)}${severity}`), ...lines].join('\n');
}

function mark({ status }: Verdict, colors: Colors): string {
  return status === 'error' ? colors.red('error ') : colors.red('failed');
}

function remarks(result: AuditResult, colors: Colors): string {
  const { audited, waivers, results } = result;
  if (!audited) return '';
  const { used, ending, stale } = waiverUse(
    waivers,
    results,
    audited.report.asOf,
    audited.report.users,
  );
  const whom = ({ control, subject }: Waiver) => visible(`${subject} (${control})`);
  const lines = [
    ...notReviewed(results).map((text) => colors.yellow(`Warning   ${text}`)),
    ...used.map(
      (waiver) =>
        `Waived    ${whom(waiver)} until ${day(waiver.expires)}: ${visible(waiver.reason)}`,
    ),
    ...ending.map((waiver) =>
      colors.yellow(`Warning   the waiver of ${whom(waiver)} ends on ${day(waiver.expires)}`),
    ),
    ...stale.map((waiver) =>
      colors.yellow(
        `Warning   the waiver of ${whom(waiver)} matches nothing: delete it, or name a subject such as "alice / access key 1" or "alice / *"`,
      ),
    ),
    ...results.flatMap(classLimits).map((text) => `Class     ${visible(text)}`),
    ...idleLists(result).map((list) => colors.yellow(`Warning   ${visible(list)} matches no user`)),
  ];
  return lines.join('\n');
}

function notReviewed(results: readonly ControlResult[]): string[] {
  return results.flatMap((result) => {
    const open = result.verdicts.filter(({ status }) => status === 'notReviewed');
    const lines = open.slice(0, SHOWN).map(({ reason }) => `${name(result)}: ${visible(reason)}`);
    const more = open.length - lines.length;
    return more > 0 ? [...lines, `${name(result)}: and ${more} more not reviewed`] : lines;
  });
}

function day(instant: Instant): string {
  return dayjs.utc(instant).format('YYYY-MM-DD');
}

function closing(result: AuditResult, colors: Colors): string {
  const { results, exitCode, failOn } = result;
  const counts = totalOf({ results });
  const demo = isDemo(result) ? 'DEMO ' : '';
  const notRun = notRunOf(result);
  const partial = notRun > 0 ? `PARTIAL RUN (${notRun} left out by your filter), ` : '';
  const open = counts.notReviewed > 0 ? `, ${counts.notReviewed} not reviewed` : '';
  const figures = `${counts.passed} passed, ${counts.failed} failed, ${counts.waived} waived, ${counts.notApplicable} not applicable, ${counts.error} could not be checked${open}`;
  const ending = endingOf(result);
  const { word, color } = ENDINGS[ending];
  const say = (said: string) =>
    colors.bold(colors[color](`${demo}${partial}${word}${said}. Exit ${exitCode}.`));
  if (ending === 'could not check') {
    // Nothing else of it would say why: no verdict is an error.
    const why = counts.error + result.problems.length === 0 ? 'nothing was judged, ' : '';
    return say(`: ${why}${figures}`);
  }
  if (ending === 'nothing to judge') {
    const whom = `${nobodyJudged(result)} were looked at, and the controls of this run judge nothing of theirs`;
    return say(`: ${whom}. ${figures}`);
  }
  if (ending === 'failed') return say(`: ${figures}`);
  const below =
    counts.failed > 0 ? ` (failures below ${failOn} do not count: IAMSPEC_FAIL_ON)` : '';
  const loudly = counts.notReviewed > 0 ? `, ${counts.notReviewed} NOT REVIEWED` : '';
  return say(`${loudly}: ${figures}${below}`);
}

// Jest's own messages take several.
function oneLine(text: string): string {
  if (!text.includes('\n')) return text;
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').join(' ');
}
