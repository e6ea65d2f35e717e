import { NOBODY, reaches } from '../control';
import {
  type AuditResult,
  changesText,
  count,
  groupByControl,
  inert,
  type SummaryFinding,
  type SummaryJson,
  type SummaryVerdict,
  summaryJson,
  visible,
  visibleLines,
} from '../result';

/** GitHub shows so many of a kind for a step, and drops the others without a word. */
const SHOWN = 10;
const SUBJECTS = 5;

/**
 * An error for each control that could not be checked or fails, then how many more there are; where an earlier run is
 * known, only for what is new since then, and a notice of the rest: an alarm each night for the same key is none.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function annotations(result: AuditResult): string {
  const { account, problems, couldNotCheck, findings, failOn, due } = summaryJson(result);
  const demo = account?.source === 'DEMO' ? 'DEMO ' : '';
  const errors = [
    ...problems.map((problem) => ({ title: 'could not check', text: visibleLines(problem, '') })),
    ...groupByControl(couldNotCheck).map(([control, verdicts]) => ({
      title: `${control} could not be checked`,
      text: reasons(verdicts),
    })),
    ...onlyNew(findings, result)
      .filter(({ severity }) => reaches(severity, failOn))
      .map(({ control, severity, failing, subjects, remediation }) => ({
        title: `${control} (${severity}) fails: ${failing}`,
        text: `${reasons(subjects)}${remediation === null ? '' : `\nFix: ${visible(remediation)}`}`,
      })),
  ].map(({ title, text }) => command('error', `${demo}${title}`, text));
  const left = errors.length - SHOWN;
  const more = `${left} more controls; all are in the evidence of the run`;
  const notices = [
    ...(left > 0 ? [command('notice', `${demo}iamspec`, more)] : []),
    ...(due.count > 0 ? [command('notice', `${demo}iamspec`, dueNotice(due))] : []),
    ...(result.changes ? [command('notice', `${demo}iamspec`, changesText(result.changes))] : []),
  ];
  return [...errors.slice(0, SHOWN), ...notices].map((line) => `${line}\n`).join('');
}

// A control's findings are of all profiles that select it.
function onlyNew(
  findings: readonly SummaryFinding[],
  { changes }: AuditResult,
): readonly SummaryFinding[] {
  if (!changes) return findings;
  return findings.flatMap((finding) => {
    const added = changes.new.filter(({ control }) => control === finding.control);
    const names = new Set(added.flatMap((each) => each.subjects));
    const subjects = finding.subjects.filter(({ subject }) => names.has(subject));
    const failing = new Set(subjects.map(({ subject }) => subject)).size;
    return subjects.length === 0 ? [] : [{ ...finding, subjects, failing }];
  });
}

function reasons(verdicts: readonly SummaryVerdict[]): string {
  const shown = verdicts
    .slice(0, SUBJECTS)
    .map(({ reason, owner }) => visible(isNobody(owner) ? reason : `${reason} Owner: ${owner}.`));
  const left = verdicts.length - shown.length;
  return [...shown, ...(left > 0 ? [`and ${left} more`] : [])].join('\n');
}

function isNobody(owner: string | null): boolean {
  return owner === null || owner === NOBODY.name;
}

function dueNotice({ count: number, withinDays }: SummaryJson['due']): string {
  const verb = number === 1 ? 'falls' : 'fall';
  return `${count(number, 'credential')} ${verb} due within ${count(withinDays, 'day')}: iamspec due`;
}

function command(kind: 'error' | 'notice', title: string, text: string): string {
  return `::${kind} title=${escapeProperty(inert(visible(title)))}::${escapeData(inert(text))}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
