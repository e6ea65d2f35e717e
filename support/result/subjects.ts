import type { Severity, Verdict } from '../control';
import type { Root, User } from '../report';
import type { AuditResult, ControlResult } from './audit-result';

interface Judged {
  /** The place of its control among the results. */
  readonly result: number;
  readonly verdict: Verdict;
}

/** Somebody with all verdicts about them and their credentials; or something else that was judged. */
export interface JudgedSubject {
  readonly kind: 'user' | 'root' | 'other';
  readonly name: string;
  readonly arn: string | undefined;
  readonly judged: readonly Judged[];
}

interface Draft extends JudgedSubject {
  readonly judged: Judged[];
}

/** By whom they are about: root, every user of the report, then the account and plain tests. */
export function subjectsOf({ audited, results }: AuditResult): readonly JudgedSubject[] {
  const people = audited ? [audited.report.root, ...audited.report.users].map(draft) : [];
  const byArn = new Map(people.map((person) => [person.arn, person]));
  const others = new Map<string, Draft>();
  results.forEach((control, result) => {
    for (const verdict of control.verdicts) {
      const { arn, subject } = verdict;
      const person = arn === undefined ? undefined : byArn.get(arn);
      const owner =
        person && isAbout(subject, person.name) ? person : other(others, control, verdict);
      owner.judged.push({ result, verdict });
    }
  });
  return [...people, ...others.values()];
}

function draft({ kind, label, arn }: Root | User): Draft {
  return { kind, name: label, arn, judged: [] };
}

// The account bears the ARN of root.
function isAbout(subject: string, name: string): boolean {
  return (
    subject.startsWith(name) &&
    (subject.length === name.length || subject.startsWith(' / ', name.length))
  );
}

function other(others: Map<string, Draft>, control: ControlResult, verdict: Verdict): Draft {
  const isPlain = control.profile === undefined;
  const name = isPlain ? `${control.id} (plain test)` : (verdict.subject.split(' / ')[0] ?? '');
  const found = others.get(name) ?? { kind: 'other', name, arn: verdict.arn, judged: [] };
  others.set(name, found);
  return found;
}

/** How many subjects have a failure of a severity, and how many failures they have. */
export interface Failing {
  subjects: number;
  failures: number;
}

/** Counts whom failures are about, by how bad they are. */
export function failingSubjects(
  subjects: readonly JudgedSubject[],
): Readonly<Record<Severity, Failing>> {
  const none = () => ({ subjects: 0, failures: 0 });
  const failing = { critical: none(), high: none(), medium: none(), low: none() };
  const seen = new Set<Severity>();
  for (const { judged } of subjects) {
    seen.clear();
    for (const { verdict } of judged) {
      const { status, severity } = verdict;
      if (status !== 'failed') continue;
      failing[severity].failures++;
      if (!seen.has(severity)) failing[severity].subjects++;
      seen.add(severity);
    }
  }
  return failing;
}
