import { isTagPattern, isVisible, type Verdict } from '../control';
import type { AuditResult } from './audit-result';

/** What a waiver calls its subject: an `arn` names the account too, but all credentials of a user. */
export type Naming = 'label' | 'arn';

/** A failure, and what a waiver of it calls its subject; undefined where none would name it alone. */
export interface Excusable {
  readonly verdict: Verdict;
  readonly subject: string | undefined;
}

/** Failures of one account, and how many verdicts that do not fail the same waivers would excuse if they did. */
export interface Excusables {
  readonly all: readonly Excusable[];
  readonly besides: number;
}

/** Names failures as waivers do, so that these excuse nothing else that was judged. */
export function excusables(
  { results }: AuditResult,
  failures: readonly Verdict[],
  naming: Naming,
): Excusables {
  const failing = new Set(failures.map(keyOf));
  const labels = new Set(failures.map(labelKey));
  const others = results
    .flatMap(({ verdicts }) => verdicts)
    .filter((verdict) => !isFailing(verdict) && failing.has(keyOf(verdict)))
    .filter((verdict) => !labels.has(labelKey(verdict)));
  const shared = new Set(others.map(keyOf));
  const all = failures.map((verdict) => {
    const isShared = naming === 'label' && shared.has(keyOf(verdict));
    return { verdict, subject: subjectOf(verdict, naming, isShared) };
  });
  return { all, besides: naming === 'arn' ? new Set(others.map(labelKey)).size : 0 };
}

function isFailing({ status }: Verdict): boolean {
  return status === 'failed' || status === 'waived';
}

function keyOf({ control, arn = '' }: Verdict): string {
  return `${control} ${arn}`;
}

function labelKey(verdict: Verdict): string {
  return `${keyOf(verdict)} ${verdict.subject}`;
}

function subjectOf({ subject, arn }: Verdict, naming: Naming, isShared: boolean) {
  if (naming === 'label' && isExact(subject)) return subject;
  return arn !== undefined && isExact(arn) && !isShared ? arn : undefined;
}

// In a waiver `*` stands for others, and its file keeps one subject on each line.
function isExact(text: string): boolean {
  return isVisible(text) && !isTagPattern(text) && !/[*\r\n]|^\s|^#|\s$/u.test(text);
}
