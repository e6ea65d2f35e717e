import type { AccountStatus } from '../result';
import type { Clock } from './clock';

/** What became of an account a moment ago. */
export interface Finished {
  readonly id: string;
  readonly name: string;
  readonly status: AccountStatus;
  readonly reason: string;
}

/** How far a run has come; plain data, for whoever shows it. */
export interface Progress {
  /** First all reports are started, then they are collected and judged. */
  readonly phase: 'start' | 'collect';
  readonly done: number;
  readonly total: number;
  readonly counts: Readonly<Record<AccountStatus, number>>;
  /** Accounts of this phase done per second. */
  readonly rate: number;
  /** Milliseconds until this phase ends, at that rate; undefined where none can be told yet. */
  readonly remaining: number | undefined;
  /** The account that was finished, if this is about one. */
  readonly finished: Finished | undefined;
}

/** Counts what is done, and tells. */
export interface Meter {
  readonly begin: (phase: Progress['phase'], done: number) => void;
  /** One more account of the phase is done. */
  readonly step: () => void;
  /** One more account is finished. */
  readonly finish: (finished: Finished) => void;
}

/** Makes the meter of a run of so many accounts. */
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
