import type { Instant } from '../../report';
import { controlKey } from '../failure-key';

/** A subject of a control; a plain Jest file has no profile. */
export interface Subject {
  readonly profile: string | null;
  readonly control: string;
  readonly subject: string;
}

/** What a run found, as far as mending is concerned; all by `subjectKey`. */
export interface Found {
  readonly failed: ReadonlyMap<string, Subject>;
  readonly waived: ReadonlyMap<string, Subject>;
  /** Subjects that were in error or not reviewed. */
  readonly unchecked: ReadonlySet<string>;
  /** The controls, by `controlKey`, that were judged of all their subjects but those. */
  readonly judged: ReadonlySet<string>;
}

/** A failure that was mended: from the first run in which it failed to the first complete one in which it did not. */
export interface Mended extends Subject {
  readonly from: Instant;
  readonly to: Instant;
  /** Whether it failed in the first run that is known, so that it may have taken longer. */
  readonly isAtLeast: boolean;
}

/** A failure that was not mended. */
export interface Open extends Omit<Mended, 'to'> {
  /** Whether it is waived in the latest run: accepted, not mended. */
  readonly isWaived: boolean;
}

interface Failing extends Subject {
  readonly from: Instant;
  readonly isAtLeast: boolean;
  isWaived: boolean;
}

/** Follows failures from run to run of a chain, the oldest first; holds only what fails, and what was mended. */
export class Mending {
  readonly mended: Mended[] = [];
  private readonly failing = new Map<string, Failing>();
  private isFirst = true;

  /** What a run found; undefined where that is not known: then nothing was mended in it. */
  add(startedAt: Instant, isComplete: boolean, found: Found | undefined): void {
    if (!found) return;
    for (const [key, of] of this.failing) {
      if (found.waived.has(key)) of.isWaived = true;
      else if (found.failed.has(key)) of.isWaived = false;
      else if (isComplete && wasChecked(key, of, found)) {
        const { profile, control, subject, from, isAtLeast } = of;
        this.mended.push({ profile, control, subject, from, to: startedAt, isAtLeast });
        this.failing.delete(key);
      }
    }
    for (const [key, { profile, control, subject }] of found.failed) {
      if (this.failing.has(key)) continue;
      const isAtLeast = this.isFirst;
      this.failing.set(key, {
        profile,
        control,
        subject,
        from: startedAt,
        isAtLeast,
        isWaived: false,
      });
    }
    this.isFirst = false;
  }

  /** What is not mended, the oldest first. */
  get open(): readonly Open[] {
    return [...this.failing.values()].sort((a, b) => a.from - b.from);
  }
}

// Who is there no more has nothing that fails.
function wasChecked(key: string, { profile, control }: Subject, found: Found): boolean {
  return found.judged.has(controlKey(profile, control)) && !found.unchecked.has(key);
}

/** The middle one of some numbers; between two where there is no middle one. undefined where there is none. */
export function median(numbers: readonly number[]): number | undefined {
  if (numbers.length === 0) return undefined;
  const sorted = [...numbers].sort((a, b) => a - b);
  const [low, high] = [Math.floor((sorted.length - 1) / 2), Math.floor(sorted.length / 2)];
  return ((sorted[low] ?? 0) + (sorted[high] ?? 0)) / 2;
}
