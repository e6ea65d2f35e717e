import { type CredentialReport, FACTS, formatInstant, type Subject } from '../report';
import type { Control, Inputs, Judgement } from './control';
import type { Finding } from './finding';
import { classOf, EVERYBODY, type Scope, type UserClass } from './user-class';
import type { Status, Verdict } from './verdict';
import { covers, type Waiver } from './waiver';

/**
 * Judges every subject of a control, and accounts for every user that has none. Pure: no clock, no
 * I/O. Nothing is thrown: a control that crashes gives an `error`.
 *
 * @param inputs those that differ from the control's defaults
 * @param scope the classes of users that have inputs of their own
 * @returns at least one verdict; subjects in the report's order, then users without a subject
 */
export function evaluate(
  control: Control,
  inputs: Inputs,
  report: CredentialReport,
  waivers: readonly Waiver[],
  scope: Scope = EVERYBODY,
): readonly Verdict[] {
  const unknown = unknownFact(control, report);
  if (unknown) return [unknown];
  let judgements: readonly ClassedJudgement[];
  try {
    judgements = judgeByClass(control, inputs, report, scope);
  } catch (error) {
    return [broken(control, 'all subjects', undefined, `could not list them: ${text(error)}`)];
  }
  if (judgements.length === 0) return [nothingToJudge(control, report)];
  const labels = new Set<string>();
  const verdicts = judgements.map((judgement) => {
    const { label, arn, contradiction } = judgement.subject;
    if (labels.has(label)) return broken(control, label, arn, 'another subject has the same label');
    labels.add(label);
    if (contradiction !== undefined) return broken(control, label, arn, contradiction);
    return judge(control, judgement, report, waivers);
  });
  return [...verdicts, ...usersWithoutSubject(control, judgements, report)];
}

function unknownFact(control: Control, { facts }: CredentialReport): Verdict | undefined {
  for (const name of control.facts) {
    const fact = facts[name];
    if (fact && 'known' in fact) continue;
    if (fact) return broken(control, 'all subjects', undefined, fact.refused);
    const reason = `Not reviewed: a saved report does not tell the ${FACTS[name].title}.`;
    return verdict(control, 'all subjects', undefined, 'notReviewed', reason);
  }
  return undefined;
}

interface ClassedJudgement extends Judgement {
  readonly userClass?: UserClass | undefined;
}

function judgeByClass(
  control: Control,
  inputs: Inputs,
  report: CredentialReport,
  { everybody, classes }: Scope,
): readonly ClassedJudgement[] {
  const judgements = (given: Inputs) => {
    const list = control.judge(report, given);
    for (const { subject } of list) checkSubject(subject);
    return list;
  };
  if (classes.length === 0) return judgements(inputs);
  const users = new Map(report.users.map((user) => [user.arn, classOf(user, classes)]));
  const ofClass = (userClass: UserClass | undefined, given: Inputs) =>
    judgements(given)
      .filter(({ subject }) => users.get(subject.arn) === userClass)
      .map((judgement) => ({ ...judgement, userClass }));
  // Root, the account and users unknown to the report belong to no class: nobody would judge them.
  const stray = everybody
    ? []
    : judgements(inputs).filter(({ subject }) => !users.has(subject.arn));
  if (stray.length > 0) {
    throw new Error(`${stray[0]?.subject.label} belongs to no class of users`);
  }
  const position = new Map(report.users.map(({ arn }, index) => [arn, index]));
  return [undefined, ...classes]
    .flatMap((userClass) => {
      const given = userClass?.inputs ?? (everybody ? inputs : undefined);
      return given ? ofClass(userClass, given) : [];
    })
    .sort((a, b) => (position.get(a.subject.arn) ?? -1) - (position.get(b.subject.arn) ?? -1));
}

// Plain JavaScript can list anything, such as the first of no keys.
function checkSubject(subject: Partial<Subject> | undefined): void {
  if (typeof subject?.label === 'string' && typeof subject.arn === 'string') return;
  throw new TypeError('one of them is no subject of the report');
}

function judge(
  control: Control,
  { subject, check, userClass }: ClassedJudgement,
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
  const reason = withClass(finding.reason, userClass);
  const about: About = { finding, userClass, fix: undefined, waiver: undefined };
  if (finding.passed) return verdict(control, label, arn, 'passed', reason, about);
  const fix = control.remediation.replaceAll('<user>', label.split(' / ')[0] ?? label);
  const outcome = failedOrWaived(control, subject, reason, report, waivers);
  const { status, waiver } = outcome;
  return verdict(control, label, arn, status, outcome.reason, { ...about, fix, waiver });
}

function withClass(reason: string, userClass: UserClass | undefined): string {
  if (!userClass?.inputs) return reason;
  const why = userClass.loosens === undefined ? '' : `: ${userClass.loosens}`;
  return `${reason} Limit of class ${userClass.name}${why}`.replace(/[.\s]*$/, '.');
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
    const waived = `${reason} Waived until ${until} by ${valid.approvedBy}, owner ${valid.owner}: ${valid.reason}`;
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
  const reason = `${subject}: could not be checked, ${why.replace(/[.\s]*$/, '.')}`;
  return verdict(control, subject, arn, 'error', reason);
}

function nothingToJudge(control: Control, report: CredentialReport): Verdict {
  const reason = `Of root and ${report.users.length} users in the report, none has anything that this control judges.`;
  return verdict(control, 'no subject', undefined, 'notApplicable', reason);
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
  const why = kind === 'user' ? 'is not among the users' : `has no ${kind}`;
  return others.map(({ label, arn }) =>
    verdict(control, label, arn, 'notApplicable', `${label} ${why} that this control judges.`),
  );
}

/** What only a subject that was judged has. */
interface About {
  readonly finding: Finding;
  readonly userClass: UserClass | undefined;
  readonly fix: string | undefined;
  readonly waiver: Waiver | undefined;
}

// One literal for all, since there can be 100,000 of them.
function verdict(
  control: Pick<Control, 'id' | 'severity'>,
  subject: string,
  arn: string | undefined,
  status: Status,
  reason: string,
  about?: About,
): Verdict {
  return {
    control: control.id,
    severity: control.severity,
    subject,
    arn,
    status,
    measured: about?.finding.measured,
    limit: about?.finding.limit,
    reason,
    fix: about?.fix,
    class: about?.userClass?.name,
    waiver: about?.waiver,
  };
}

function text(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
