import type { Subject } from '../report';
import type { Control } from './control';
import type { Finding } from './finding';
import type { Owner } from './owner';
import type { UserClass } from './user-class';
import type { Status, Verdict } from './verdict';
import type { FoundWaiver } from './waiver';
import { withoutStop } from './without-stop';

/** Who is judged: the class of the profile, and who answers. */
export interface Who {
  readonly userClass: UserClass | undefined;
  readonly owner: Owner;
}

/** What a finding says of a subject, waivers apart. */
export function judged(
  { id, severity, remediation }: Control,
  { label, arn, id: credential }: Subject,
  { passed, measured, limit, since, dueAt, reason }: Finding,
  { userClass, owner }: Who,
): Verdict {
  return {
    control: id,
    severity,
    subject: label,
    arn,
    status: passed ? 'passed' : 'failed',
    measured,
    limit,
    since,
    dueAt,
    owner,
    reason: withClass(reason, userClass),
    fix: passed ? undefined : fixFor(remediation, label.split(' / ')[0] ?? label, credential),
    class: userClass?.name,
    waiver: undefined,
  };
}

/** AWS's ids: any other, in evidence of others, could do something else in a command. */
const ID = /^\w{1,128}$/;

/** A remediation for a user and, where it is known, the credential with that id. */
export function fixFor(remediation: string, user: string, id: string | undefined): string {
  const shown = id !== undefined && ID.test(id) ? id : '<id>';
  let fix = '';
  for (const part of partsOf(remediation)) {
    fix += part === '<user>' ? user : part === '<id>' ? shown : part;
  }
  return fix;
}

const parts = new Map<string, readonly string[]>();

// A control has one for thousands of users.
function partsOf(remediation: string): readonly string[] {
  const known = parts.get(remediation) ?? remediation.split(/(<user>|<id>)/);
  parts.set(remediation, known);
  return known;
}

/** A failure is excused while its waiver holds, and due when the last that holds has ended. */
export function withWaiver(verdict: Verdict, { waiver, valid, until }: FoundWaiver): Verdict {
  const { status, dueAt } = verdict;
  if (status === 'failed') {
    return valid
      ? { ...verdict, status: 'waived', waiver, dueAt: until + 1 }
      : { ...verdict, waiver };
  }
  // It may be over its limit while the waiver holds.
  return valid && dueAt !== undefined ? { ...verdict, dueAt: Math.max(dueAt, until + 1) } : verdict;
}

function withClass(reason: string, userClass: UserClass | undefined): string {
  if (!userClass?.inputs) return reason;
  const why = userClass.loosens === undefined ? '' : `: ${userClass.loosens}`;
  return `${withoutStop(`${reason} Limit of class ${userClass.name}${why}`)}.`;
}

/** An `error` verdict: what could not be checked, and why. */
export function broken(
  control: Pick<Control, 'id' | 'severity'>,
  subject: string,
  arn: string | undefined,
  why: string,
): Verdict {
  const reason = `${subject}: could not be checked, ${withoutStop(why)}.`;
  return unjudged(control, { label: subject, arn }, 'error', reason);
}

/** A verdict without a finding, and why. */
export function unjudged(
  { id, severity }: Pick<Control, 'id' | 'severity'>,
  { label, arn, owner }: Pick<Subject, 'label'> & Partial<Pick<Verdict, 'arn' | 'owner'>>,
  status: Status,
  reason: string,
): Verdict {
  return {
    control: id,
    severity,
    subject: label,
    arn,
    status,
    measured: undefined,
    limit: undefined,
    since: undefined,
    dueAt: undefined,
    owner,
    reason,
    fix: undefined,
    class: undefined,
    waiver: undefined,
  };
}
