import type { AuditResult } from './audit-result';
import { type ChangedSubjects, type Changes, changedCount } from './changes';
import { count, digits } from './words';

/** `3 new, 17 still failing, 2 mended since run ...`: failures, beside those of the run that it was compared with. */
export function changesText(changes: Changes): string {
  const { before, isReference, between, still, setAside } = changes;
  const aside = setAside > 0 ? `, ${digits(setAside)} waived or within another limit` : '';
  const runs = between.length > 0 ? ` (and in ${count(between.length, 'run')} after it)` : '';
  return (
    `${digits(changedCount(changes.new))} new, ${digits(still)} still failing, ` +
    `${digits(changedCount(changes.mended))} mended${aside} since run ${before.runId}${runs}` +
    `${isReference ? '; only what is new counts (IAMSPEC_SINCE)' : ''}`
  );
}

/** After the number of failures: how many of them count, where a reference was named; else ''. */
export function newOfFailed({ changes }: Pick<AuditResult, 'changes'>): string {
  if (!changes?.isReference) return '';
  const added = changedCount(changes.new);
  return `, ${added === 0 ? 'none' : digits(added)} of them new since run ${changes.before.runId}`;
}

/** The subjects of a list, one by one, at most `most` of them; `more` is how many others there are. */
export function named(
  list: readonly ChangedSubjects[],
  most: number,
): {
  readonly shown: readonly (Omit<ChangedSubjects, 'subjects'> & { readonly subject: string })[];
  readonly more: number;
} {
  const shown = [];
  for (const { subjects, ...control } of list) {
    for (const subject of subjects.slice(0, most - shown.length)) {
      shown.push({ ...control, subject });
    }
  }
  return { shown, more: changedCount(list) - shown.length };
}
