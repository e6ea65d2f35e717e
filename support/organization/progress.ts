import type { AccountStatus, OrganizationRecord } from '../result';
import type { Clock } from './patience';

/** An account that was finished a moment ago. */
export type Finished = Pick<OrganizationRecord, 'name' | 'status' | 'reason'> & {
  readonly id: string;
};

/** How far a run has come. */
export interface Progress {
  readonly phase: 'start' | 'collect';
  readonly done: number;
  readonly total: number;
  readonly counts: Readonly<Record<AccountStatus, number>>;
  readonly rate: number;
  /** Milliseconds until this phase ends, if that is known yet. */
  readonly remaining: number | undefined;
  readonly finished: Finished | undefined;
}

/** Counts what is done, and shows it. */
export interface Meter {
  readonly begin: (phase: Progress['phase'], done: number) => void;
  readonly step: () => void;
  readonly finish: (finished: Finished) => void;
}

/** The meter of a run of `total` accounts. */
export function progressMeter(
  total: number,
  clock: Pick<Clock, 'now'>,
  show: (progress: Progress) => void,
): Meter {
  const counts = { passed: 0, failed: 0, error: 0, skipped: 0 };
  let phase: Progress['phase'] = 'start';
  let [since, before, done] = [clock.now(), 0, 0];

  function tell(finished?: Finished): void {
    const seconds = (clock.now() - since) / 1000;
    const rate = seconds > 0 ? (done - before) / seconds : 0;
    const remaining = rate > 0 ? ((total - done) / rate) * 1000 : undefined;
    show({ phase, done, total, counts: { ...counts }, rate, remaining, finished });
  }

  return {
    begin(next, already) {
      [phase, since, before, done] = [next, clock.now(), already, already];
      tell();
    },
    step() {
      done++;
      tell();
    },
    finish(finished) {
      counts[finished.status]++;
      done++;
      tell(finished);
    },
  };
}
