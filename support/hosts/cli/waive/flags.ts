import { ConfigurationError, isVisible, LONGEST_WAIVER_DAYS, lastsTooLong } from '../../../control';
import type { Instant } from '../../../report';
import { utcDay } from '../../../result';
import { endOfDay, type WaiverTerms } from '../../../run';

/** What was typed besides the settings. */
export interface WaiveFlags {
  readonly control?: readonly string[];
  readonly user?: readonly string[];
  readonly reason?: string;
  readonly owner?: string;
  readonly approvedBy?: string;
  readonly expires?: string;
  readonly ticket?: string;
  readonly shrink?: true;
  readonly out?: string;
}

/** The flags that a waiver cannot do without, in the order of the help. */
const NEEDED = { reason: '--reason', owner: '--owner', approvedBy: '--approved-by' } as const;

/** Who answers for the new waivers; `now`: the clock. @throws ConfigurationError with all that is missing or wrong */
export function termsOf(flags: WaiveFlags, now: Instant): WaiverTerms {
  const { reason = '', owner = '', approvedBy = '', ticket, expires } = flags;
  const texts = { reason, owner, approvedBy };
  const problems = [
    ...(['reason', 'owner', 'approvedBy'] as const).flatMap((name) => {
      if (isVisible(texts[name])) return [];
      const what = flags[name] === undefined ? 'is missing' : 'is empty';
      return [`${NEEDED[name]} ${what}: a waiver says why, who ends it and who accepted the risk.`];
    }),
    ...(ticket === undefined || isVisible(ticket) ? [] : ['--ticket is empty: leave it out.']),
    ...endProblems(expires, now),
  ];
  if (problems.length > 0) throw new ConfigurationError(problems);
  return {
    reason: reason.trim(),
    owner: owner.trim(),
    approvedBy: approvedBy.trim(),
    ticket: ticket?.trim(),
    expires: endOfDay(expires ?? '') ?? now,
  };
}

function endProblems(expires: string | undefined, now: Instant): readonly string[] {
  if (expires === undefined) return ['--expires is missing: the last day of the waivers, in UTC.'];
  const end = endOfDay(expires);
  if (end === undefined) return [`--expires is "${expires}", expected a day such as 2026-12-31.`];
  const today = utcDay(now);
  if (end < now) return [`--expires is ${expires}, which is over: today is ${today} in UTC.`];
  if (!lastsTooLong(end, now)) return [];
  return [
    `--expires is ${expires}, more than ${LONGEST_WAIVER_DAYS} days from today, ${today}. Choose a nearer day.`,
  ];
}

const OF_NEW = {
  control: '--control',
  user: '--user',
  ...NEEDED,
  expires: '--expires',
  ticket: '--ticket',
};

/** Throws ConfigurationError for what goes with new waivers alone. */
export function refuseTerms(flags: WaiveFlags): void {
  const entries: readonly (readonly [string, unknown])[] = Object.entries(flags);
  const given = Object.entries(OF_NEW).flatMap(([name, flag]) =>
    entries.some(([each, value]) => each === name && value !== undefined) ? [flag] : [],
  );
  if (given.length === 0) return;
  throw new ConfigurationError([
    `--shrink looks at all waivers of the file, and adds none: leave out ${given.join(', ')}.`,
  ]);
}
