import { NOBODY, type Owner, type Verdict } from '../../control';
import type { Instant } from '../../report';
import type { JudgedSubject } from '../../result';

/** Who answers for a subject: the rules look at the user alone, so it is one for all verdicts. */
export function ownerOf({ judged }: JudgedSubject): Owner | undefined {
  return judged.find(({ verdict }) => verdict.owner)?.verdict.owner;
}

/** Whether any rule named anybody: without tags and paths all are nobody's. */
export function knowsOwners(subjects: readonly JudgedSubject[]): boolean {
  return subjects.some((subject) => (ownerOf(subject) ?? NOBODY).name !== NOBODY.name);
}

/** Whether it is in order now, and will fail by that instant. */
export function fallsDue({ status, dueAt }: Verdict, end: Instant): boolean {
  if (dueAt === undefined || dueAt > end) return false;
  return status === 'passed' || status === 'waived';
}
