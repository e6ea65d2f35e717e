import { fullReason, NOBODY, type Verdict, withoutStop } from '../control';
import {
  type AuditResult,
  type ChangedSubjects,
  changesText,
  count,
  ENDINGS,
  type ListedFinding,
  type ListedVerdict,
  named,
  newOfFailed,
  STATUS_WORDS,
  STATUSES,
  type Summary,
  type SummaryProfile,
  type SummaryWaiver,
  splitFix,
  summaryOf,
} from '../result';
import { markdownBlock, markdownCode, markdownEscape, markdownTable } from './markdown-escape';

const SHOWN = 20;
/** Bytes: GitHub refuses a job summary of more than 1 MiB. */
const MOST = 900_000;

/** For a job summary or a merge request. Names are inert; what is too long is cut, and says so. */
export function summaryMarkdown(result: AuditResult): string {
  const summary = summaryOf(result);
  const severityOf = severities(summary);
  const sections = [
    headline(summary, result),
    ...changesSection(result),
    ...couldNotCheckSection(summary, severityOf),
    ...verdictSection('Not reviewed', summary.notReviewed, severityOf),
    ...summary.profiles.filter(({ controls }) => controls.length > 0).map(profileSection),
    ...(summary.findings.length > 0 ? ['### Failures'] : []),
    ...summary.findings.map((finding) => findingSection(finding, severityOf)),
    ...waiverSections(summary, severityOf),
    ...unmatchedSection(summary),
  ];
  return `${withinLimit(sections).join('\n\n')}\n`;
}

function withinLimit(sections: readonly string[]): readonly string[] {
  let bytes = 0;
  const fitting = sections.findIndex((section) => {
    bytes += Buffer.byteLength(section) + 2;
    return bytes > MOST;
  });
  if (fitting === -1) return sections;
  const left = sections.length - fitting;
  return [...sections.slice(0, fitting), `… and ${left} more sections: see the evidence.`];
}

function headline(
  { verdict, account, totals, notRun, due, run, failOn }: Summary,
  result: AuditResult,
): string {
  const { byStatus } = totals;
  const { word, emoji } = ENDINGS[verdict];
  const demo = account?.source === 'DEMO' ? 'DEMO ' : '';
  const partial = notRun > 0 ? ` (PARTIAL RUN: ${notRun} left out by a filter)` : '';
  const open = byStatus.notReviewed > 0 ? `, **${byStatus.notReviewed} not reviewed**` : '';
  const uncounted = [
    ...(failOn === 'low' ? [] : [`Failures below ${failOn} do not count.`]),
    ...(result.changes?.isReference ? ['What failed in that run already does not count.'] : []),
  ];
  const below = verdict === 'passed' && byStatus.failed > 0 ? ` ${uncounted.join(' ')}` : '';
  return [
    `## ${demo}iamspec: ${emoji} ${word}${partial}`,
    account
      ? `Account ${markdownCode(account.id)}, root and ${account.users} users, ${markdownEscape(account.source)}, as of ${account.asOf}. Run ${markdownCode(run.id)}.`
      : `No report could be had. Run ${markdownCode(run.id)}.`,
    `${byStatus.passed} passed, **${byStatus.failed} failed**${newOfFailed(result)}, ${byStatus.waived} waived, ${byStatus.notApplicable} not applicable, **${byStatus.error} could not be checked**${open}.${below}${dueText(due)}`,
  ].join('\n\n');
}

function dueText({ withinDays, count: number }: Summary['due']): string {
  if (number === 0) return '';
  const verb = number === 1 ? 'falls' : 'fall';
  return ` ${count(number, 'credential')} ${verb} due within ${count(withinDays, 'day')}.`;
}

type SeverityOf = (verdict: Pick<Verdict, 'control' | 'severity'>) => string;

// Verdicts of a control without a severity count as critical, which is no word of its own.
function severities({ profiles }: Summary): SeverityOf {
  const controls = profiles.flatMap((profile) => profile.controls);
  const known = new Set(controls.filter(({ severity }) => severity !== null).map(({ id }) => id));
  return ({ control, severity }) => (known.has(control) ? severity : '-');
}

function couldNotCheckSection(
  { problems, couldNotCheck }: Summary,
  severityOf: SeverityOf,
): readonly string[] {
  const causes = problems.map(withoutStop);
  const verdicts = couldNotCheck.map((listed) =>
    causes.some((cause) => cause !== '' && listed.verdict.reason.includes(cause))
      ? { ...listed, verdict: { ...listed.verdict, reason: 'could not be checked' } }
      : listed,
  );
  return verdictSection('Could not check', verdicts, severityOf, problems);
}

function verdictSection(
  title: string,
  verdicts: readonly ListedVerdict[],
  severityOf: SeverityOf,
  problems: readonly string[] = [],
): readonly string[] {
  const items = [
    ...problems.map((problem) => () => `- ${escapeLines(problem)}`),
    ...verdicts.map(
      ({ verdict }) =>
        () =>
          `- ${markdownCode(verdict.control)} (${severityOf(verdict)}): ${escapeLines(fullReason(verdict))}`,
    ),
  ];
  return items.length === 0 ? [] : [`### ${title}\n\n${bounded(items, (line) => line())}`];
}

// In an entry of a list: further lines are indented, so that they stay in it.
function escapeLines(text: string): string {
  return text.trimEnd().split(/\r?\n/).map(markdownEscape).join('<br>\n  ');
}

// Of thousands, only those that are shown are turned into text.
function bounded<T>(items: readonly T[], line: (item: T) => string): string {
  const more = items.length - SHOWN;
  const shown = items.slice(0, SHOWN).map(line);
  return [...shown, ...(more > 0 ? [`- and ${more} more`] : [])].join('\n');
}

function profileSection({ name, title, controls }: SummaryProfile): string {
  const rows = controls.map(({ id, severity, counts, notRun }) => [
    `${markdownCode(id)}${notRun > 0 ? ` (${notRun} not run)` : ''}`,
    severity ?? '-',
    ...STATUSES.map((status) => String(counts[status] || '-')),
  ]);
  const head = ['control', 'severity', ...STATUSES.map((status) => STATUS_WORDS[status].label)];
  const heading = name === null ? title : `${markdownEscape(name)}: ${markdownEscape(title)}`;
  return `### ${heading}\n\n${markdownTable(head, rows)}`;
}

function findingSection(finding: ListedFinding, severityOf: SeverityOf): string {
  const { control, title, why, remediation, requirements, failing, subjects } = finding;
  const serves = requirements
    .filter(({ ids }) => ids.length > 0)
    .map(({ profile, ids }) => markdownEscape(`${profile} ${ids.join(', ')}`));
  const paragraphs = [
    `#### ${markdownCode(control)} (${severityOf(finding)}): ${failing} ${failing === 1 ? 'subject fails' : 'subjects fail'}`,
    [title, why ?? '']
      .filter((text) => text !== '')
      .map(markdownEscape)
      .join('. '),
    serves.length > 0 ? `Requirements: ${serves.join('; ')}` : '',
    bounded(subjects, ({ verdict }) => `- ${escapeLines(fullReason(verdict))}${ownerOf(verdict)}`),
    ...(remediation === null ? [] : fixParagraphs(remediation)),
  ];
  return paragraphs.filter((text) => text !== '').join('\n\n');
}

function fixParagraphs(fix: string): readonly string[] {
  const { words, commands } = splitFix(fix);
  return [
    words === '' ? '' : `Fix: ${markdownEscape(words.replace(/:$/, '.'))}`,
    ...(commands.length > 0 ? [markdownBlock(commands)] : []),
  ];
}

function ownerOf({ owner = NOBODY }: Verdict): string {
  return owner.name === NOBODY.name ? '' : ` Owner: ${markdownEscape(owner.name)}.`;
}

function changesSection({ changes }: AuditResult): readonly string[] {
  if (!changes) return [];
  const list = (title: string, subjects: readonly ChangedSubjects[]) => {
    const { shown, more } = named(subjects, SHOWN);
    const lines = shown.map(
      ({ control, subject }) => `- ${markdownCode(subject)} (${markdownCode(control)})`,
    );
    const rest = more > 0 ? [`- and ${more} more`] : [];
    return shown.length === 0 ? [] : [`${title}\n\n${[...lines, ...rest].join('\n')}`];
  };
  return [
    [
      '### What changed',
      `${markdownEscape(changesText(changes))}.`,
      ...list('New:', changes.new),
      ...list('Mended:', changes.mended),
    ].join('\n\n'),
  ];
}

function unmatchedSection({ unmatchedLists }: Summary): readonly string[] {
  if (unmatchedLists.length === 0) return [];
  const lines = bounded(unmatchedLists, (list) => `- ${markdownEscape(list)} matches no user`);
  return [`### Lists to look at\n\n${lines}`];
}

function waiverSections(
  { waived, waiversEnding, waiversStale }: Summary,
  severityOf: SeverityOf,
): readonly string[] {
  const whom = ({ control, subject }: SummaryWaiver) =>
    `${markdownCode(subject)} (${markdownEscape(control)})`;
  const lines = [
    ...waiversEnding.map((waiver) => `- ${whom(waiver)} ends on ${waiver.expires}`),
    ...waiversStale.map((waiver) => `- ${whom(waiver)} matches nothing: delete it, or correct it`),
  ];
  return [
    ...verdictSection('Waived', waived, severityOf),
    ...(lines.length > 0 ? [`### Waivers to look at\n\n${bounded(lines, (line) => line)}`] : []),
  ];
}
