import type { Waiver } from '../../control';
import type { Instant } from '../../report';
import { type WaiverGroup, waiverGroups } from '../waiver-groups';

/** A waiver, or several that differ in their subjects alone, over time. */
export interface WaiverSpan extends WaiverGroup {
  /** The first and the last run that had it. */
  readonly first: Seen;
  readonly last: Seen;
  /** What became of it by the latest run: `withdrawn` = taken out before its last day. */
  readonly state: 'in force' | 'expired' | 'withdrawn';
}

/** A run, by its id and when it began. */
export interface Seen {
  readonly runId: string;
  readonly startedAt: Instant;
}

interface Known {
  readonly waiver: Waiver;
  readonly first: Seen;
  last: Seen;
}

/** Follows waivers from run to run of a chain, the oldest first. */
export class Waiving {
  private readonly known = new Map<string, Known>();
  private readonly runs: Seen[] = [];

  /** The waivers that a run had, used or not. */
  add({ runId, startedAt }: Seen, waivers: readonly Waiver[]): void {
    const run = { runId, startedAt };
    this.runs.push(run);
    for (const waiver of waivers) {
      const { control, subject, reason, owner, approvedBy, ticket, expires } = waiver;
      const key = JSON.stringify([control, subject, reason, owner, approvedBy, ticket, expires]);
      const known = this.known.get(key);
      if (known) known.last = run;
      else this.known.set(key, { waiver, first: run, last: run });
    }
  }

  /** All that were seen, in the order in which they came. */
  get spans(): readonly WaiverSpan[] {
    const together = new Map<string, Known[]>();
    for (const each of this.known.values()) {
      const key = `${each.first.runId} ${each.last.runId}`;
      const own = together.get(key);
      if (own) own.push(each);
      else together.set(key, [each]);
    }
    return [...together.values()].flatMap((own) =>
      waiverGroups(own.map(({ waiver }) => waiver)).map((group) => {
        const { first, last } = own[0] ?? { first: NEVER, last: NEVER };
        return { ...group, first, last, state: this.stateOf(group.expires, last) };
      }),
    );
  }

  private stateOf(expires: Instant, last: Seen): WaiverSpan['state'] {
    const next = this.runs[this.runs.findIndex(({ runId }) => runId === last.runId) + 1];
    if (expires < (next ?? last).startedAt) return 'expired';
    return next ? 'withdrawn' : 'in force';
  }
}

const NEVER: Seen = { runId: '', startedAt: 0 };
