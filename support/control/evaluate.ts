import { type CredentialReport, formatInstant, type Subject } from '../report';
import type { Control, Inputs, Judgement } from './control';
import type { Finding } from './finding';
import type { Verdict } from './verdict';
import { covers, type Waiver } from './waiver';

/**
 * Judges every subject of a control, and accounts for every user that has none. Pure: no clock, no
 * I/O. Nothing is thrown: a control that crashes gives an `error`.
 *
 * @param inputs those that differ from the control's defaults
 * @returns at least one verdict; subjects in the report's order, then users without a subject
 */
export function evaluate(
  control: Control,
  inputs: Inputs,
  report: CredentialReport,
  waivers: readonly Waiver[],
): readonly Verdict[] {
  let judgements: readonly Judgement[];
  try {
    judgements = control.judge(report, inputs);
    for (const { subject } of judgements) checkSubject(subject);
  } catch (error) {
    return [broken(control, 'all subjects', undefined, `could not list them: ${text(error)}`)];
  }
  if (judgements.length === 0) return [nothingToJudge(control, report)];
  const labels = new Set<string>();
  const verdicts = judgements.map(({ subject, check }) => {
    const { label, arn } = subject;
    if (labels.has(label)) return broken(control, label, arn, 'another subject has the same label');
    labels.add(label);
    if (subject.contradiction !== undefined) {
      return broken(control, label, arn, subject.contradiction);
    }
    return judge(control, subject, check, report, waivers);
  });
  return [...verdicts, ...usersWithoutSubject(control, judgements, report)];
}

// Plain JavaScript can list anything, such as the first of no keys.
function checkSubject(subject: Partial<Subject> | undefined): void {
  if (typeof subject?.label === 'string' && typeof subject.arn === 'string') return;
  throw new TypeError('one of them is no subject of the report');
}

function judge(
  control: Control,
  subject: Subject,
  check: () => Finding,
  report: CredentialReport,
  waivers: readonly Waiver[],
): Verdict {
  const { label, arn } = subject;
  let finding: Finding;
  try {
    finding = check();
  } catch (error) {
    return broken(control, label, arn, `the check crashed: ${text(error)}`);
  }
  // Plain JavaScript can return anything, such as a promise.
  if (typeof finding?.passed !== 'boolean') {
    return broken(control, label, arn, 'the check returned no finding');
  }
  const { passed, measured, limit, reason } = finding;
  const verdict = { ...about(control, label, arn), measured, limit, reason };
  if (passed) return { ...verdict, status: 'passed' };
  const fix = control.remediation.replaceAll('<user>', label.split(' / ')[0] ?? label);
  return { ...verdict, fix, ...failedOrWaived(control, subject, reason, report, waivers) };
}

function failedOrWaived(
  control: Control,
  { label, arn }: Subject,
  reason: string,
  report: CredentialReport,
  waivers: readonly Waiver[],
): Pick<Verdict, 'status' | 'waiver' | 'reason'> {
  const candidates = waivers.filter((waiver) => covers(waiver, control.id, label, arn));
  const valid = candidates.find((waiver) => report.asOf <= waiver.expires);
  if (valid) {
    const until = formatInstant(valid.expires);
    const waived = `${reason} Waived until ${until} by ${valid.approvedBy}: ${valid.reason}`;
    return { status: 'waived', waiver: valid, reason: waived };
  }
  const [expired] = candidates;
  if (!expired) return { status: 'failed', waiver: undefined, reason };
  const lapsed = `${reason} Its waiver (${expired.reason}) expired on ${formatInstant(expired.expires)}.`;
  return { status: 'failed', waiver: expired, reason: lapsed };
}

/** An `error`: what could not be checked, and why. */
export function broken(
  control: Pick<Control, 'id' | 'severity'>,
  subject: string,
  arn: string | undefined,
  why: string,
): Verdict {
  return {
    ...about(control, subject, arn),
    status: 'error',
    reason: `${subject}: could not be checked, ${why.replace(/[.\s]*$/, '.')}`,
  };
}

function nothingToJudge(control: Control, report: CredentialReport): Verdict {
  return {
    ...about(control, 'no subject', undefined),
    status: 'notApplicable',
    reason: `Of root and ${report.users.length} users in the report, none has anything that this control judges.`,
  };
}

// Auditors count: every user shows up in every control about users, with a verdict.
function usersWithoutSubject(
  control: Control,
  judgements: readonly Judgement[],
  report: CredentialReport,
): Verdict[] {
  const judged = new Set(judgements.map(({ subject }) => subject.arn));
  const others = report.users.filter(({ arn }) => !judged.has(arn));
  if (others.length === report.users.length) return [];
  const kind = judgements[0]?.subject.kind;
  return others.map(({ label, arn }) => ({
    ...about(control, label, arn),
    status: 'notApplicable',
    reason:
      kind === 'user'
        ? `${label} is not among the users that this control judges.`
        : `${label} has no ${kind} that this control judges.`,
  }));
}

function about(
  control: Pick<Control, 'id' | 'severity'>,
  subject: string,
  arn: string | undefined,
) {
  return {
    control: control.id,
    severity: control.severity,
    subject,
    arn,
    measured: undefined,
    limit: undefined,
    fix: undefined,
    waiver: undefined,
  };
}

function text(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
