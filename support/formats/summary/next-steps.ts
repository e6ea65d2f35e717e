import type { Verdict } from '../../control';
import { formatInstant } from '../../report';
import { type AuditedReport, type AuditResult, bySeverity, visible } from '../../result';
import { shellQuote } from '../remediation-steps';
import { commandLines } from '../wrap';
import type { Canvas } from './layout';

/**
 * The commands that go on from here, to be copied: all about the user who fails worst, what falls due, and a
 * script of what fails. `bundle` is what `--report` takes; without one, the report as it was given.
 */
export function nextSteps(
  result: AuditResult,
  bundle: string | undefined,
  { width }: Canvas,
): string {
  const { audited } = result;
  if (!audited) return '';
  const report = bundle === undefined ? reportFlags(audited) : ` --report ${word(bundle)}`;
  const user = worstUser(result, audited);
  const fails = result.results.some(({ verdicts }) => verdicts.some(isFailed));
  const commands = [
    ...(user === undefined ? [] : [`npx iamspec explain ${user}${report}`]),
    `npx iamspec due${report}`,
    ...(fails ? [`npx iamspec remediate${report} --out fix.sh`] : []),
  ];
  return commands
    .flatMap((command) => commandLines(visible(command), width - INDENT))
    .map((line, at) => (at === 0 ? 'Next' : '').padEnd(INDENT) + line)
    .join('\n');
}

const INDENT = 10;

function isFailed({ status }: { readonly status: string }): boolean {
  return status === 'failed';
}

function reportFlags({ snapshot: { origin }, report }: AuditedReport): string {
  if (origin.kind !== 'file') return '';
  const asOf =
    report.asOfSource === 'IAMSPEC_AS_OF' ? ` --as-of ${formatInstant(report.asOf)}` : '';
  return ` --report ${word(origin.path)}${asOf}`;
}

function worstUser({ results }: AuditResult, { report }: AuditedReport): string | undefined {
  const { root, account, users } = report;
  const known = new Set([root, ...users].map(({ arn }) => arn));
  const isTheirs = (verdict: Verdict) =>
    isFailed(verdict) && known.has(verdict.arn ?? '') && verdict.subject !== account.label;
  const worst = results.toSorted(bySeverity).find(({ verdicts }) => verdicts.some(isTheirs));
  const verdict = worst?.verdicts.find(isTheirs);
  if (!verdict) return undefined;
  if (verdict.arn === root.arn) return 'root';
  const name = verdict.subject.split(' / ')[0] ?? verdict.subject;
  // It would be taken for an option.
  return word(name.startsWith('-') ? (verdict.arn ?? name) : name);
}

function word(text: string): string {
  return /^[\w.,@:/+-]+$/.test(text) ? text : shellQuote(text);
}
