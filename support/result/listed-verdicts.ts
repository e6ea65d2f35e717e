import { fullReason, type Verdict } from '../control';
import type { AuditResult } from './audit-result';
import { bySeverity } from './words';

/** A verdict, and the profiles that say so. */
export interface ListedVerdict extends Pick<Verdict, 'control' | 'severity'> {
  readonly verdict: Verdict;
  readonly profiles: readonly string[];
}

/** What did not pass and applies, the most severe first; what several profiles say alike is listed once. */
export function listVerdicts({ results }: Pick<AuditResult, 'results'>): readonly ListedVerdict[] {
  const list: ListedVerdict[] = [];
  const known = new Map<string, string[]>();
  for (const { profile, id, verdicts } of results) {
    const own = profile === undefined ? [] : [profile];
    const isShared = results.some((other) => other.id === id && other.profile !== profile);
    for (const verdict of verdicts) {
      const { status, control, severity } = verdict;
      if (status === 'passed' || status === 'notApplicable') continue;
      if (!isShared) {
        list.push({ control, severity, verdict, profiles: own });
        continue;
      }
      const key = keyOf(verdict);
      const profiles = known.get(key);
      if (profiles) profiles.push(...own);
      else {
        const first = [...own];
        known.set(key, first);
        list.push({ control, severity, verdict, profiles: first });
      }
    }
  }
  return list.sort(bySeverity);
}

function keyOf(verdict: Verdict): string {
  const { control, status, subject } = verdict;
  // The length tells where the subject ends, whatever is in it.
  return `${control} ${status} ${subject.length} ${subject} ${fullReason(verdict)}`;
}
