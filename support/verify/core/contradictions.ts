import type { Manifest } from '../../bundle';
import { LONGEST_WAIVER_DAYS } from '../../control';
import { CLOCK_TOLERANCE, DAY, formatInstant, type Instant } from '../../report';
import { subjectsText, waiverGroups } from '../../result';

/** Times, accounts and profiles of a manifest that cannot be true together, a sentence each. */
export function contradictions(manifest: Manifest): readonly string[] {
  return [
    ...runProblems(manifest),
    ...asOfProblems(manifest),
    ...callerProblems(manifest),
    ...profileProblems(manifest),
  ];
}

function runProblems({ run, report, controls, previous }: Manifest): string[] {
  const { id, startedAt } = run;
  const start = formatInstant(startedAt);
  const isOfThen = id.startsWith(`${start.replaceAll(':', '-')}-`);
  const early = controls.filter(({ start }) => start !== NEVER && isBefore(start, startedAt));
  return [
    ...(isOfThen ? [] : [`run ${id} cannot have been started at ${start}.`]),
    ...(report && isBefore(report.readAt, startedAt)
      ? [`its report was read at ${formatInstant(report.readAt)}, before the run began.`]
      : []),
    ...(previous && previous.runId >= id
      ? [`it names run ${previous.runId} before it, which is not earlier.`]
      : []),
    ...early.map(({ id }) => `control ${id} was run before the run began.`),
  ];
}

const NEVER = 0;

function isBefore(one: Instant, other: Instant): boolean {
  return one < other - CLOCK_TOLERANCE;
}

/** What a manifest says happened after now, a sentence each: one of the two clocks is wrong. */
export function futureTimes({ run, report, controls }: Manifest, now: Instant): readonly string[] {
  const times: readonly (readonly [string, Instant | undefined])[] = [
    ['the run began', run.startedAt],
    ['its report was generated', report?.generatedTime],
    ['its report was read', report?.readAt],
    ['its ages are measured', report?.asOf],
    ...controls.map(({ id, start }) => [`control ${id} was run`, start] as const),
  ];
  return times.flatMap(([what, time]) =>
    time !== undefined && isBefore(now, time)
      ? [
          `${what} at ${formatInstant(time)}, but here it is ${formatInstant(now)}: one of the clocks is wrong.`,
        ]
      : [],
  );
}

function asOfProblems({ report }: Manifest): string[] {
  if (!report) return [];
  const { generatedTime, asOf, asOfSource, readAt, origin } = report;
  const measured = `ages are measured at ${formatInstant(asOf)} (${asOfSource})`;
  const isGenerated = asOfSource === 'GeneratedTime';
  if (origin.kind === 'live' && generatedTime === undefined)
    return [`${measured}, but its report is live.`];
  const isOfBundle = origin.kind === 'file' && origin.format === 'bundle';
  return [
    ...((isGenerated && generatedTime !== asOf) || (!isGenerated && generatedTime !== undefined)
      ? [`${measured}, but its report was generated at ${shown(generatedTime)}.`]
      : []),
    ...(asOfSource === 'clock' && !isOfBundle && asOf !== readAt
      ? [`${measured}, but its report was read at ${formatInstant(readAt)}.`]
      : []),
    ...(isBefore(readAt, asOf)
      ? [`${measured}, which is after its report was read, ${formatInstant(readAt)}.`]
      : []),
  ];
}

function shown(instant: Instant | undefined): string {
  return instant === undefined ? 'a time that it does not know' : formatInstant(instant);
}

// A live run has proved that the caller is in the account.
function callerProblems({ account, report }: Manifest): string[] {
  if (!account || !report)
    return account || report ? ['it names a report without an account.'] : [];
  const { origin } = report;
  const isLive = origin.kind === 'live';
  if (account.caller === null) return isLive ? ['its report is live, but nobody called.'] : [];
  if (!isLive) return [`its report is a saved one, but it says that ${account.caller} called.`];
  // Emulators answer with any ARN; that it is not AWS stands in the source.
  if (origin.kind === 'live' && origin.endpoint !== undefined) return [];
  const [, caller] = /^arn:[^:]*:(?:iam|sts)::(\d{12}):/.exec(account.caller) ?? [];
  if (caller === account.id) return [];
  return [`it is of account ${account.id}, but the caller was ${account.caller}.`];
}

// A profile that is left out would not be compared. A run that could not check may name none.
function profileProblems({ profiles, controls, exitCode }: Manifest): string[] {
  if (exitCode === 2) return [];
  const names = new Set(profiles.map(({ name }) => name));
  const unnamed = controls.flatMap(({ profile, id }) =>
    profile === undefined || names.has(profile)
      ? []
      : [`control ${id} is of profile ${profile}, which the manifest does not name.`],
  );
  return [
    ...(names.size === 0 ? ['the manifest names no profile.'] : []),
    ...(names.size < profiles.length ? ['the manifest names a profile twice.'] : []),
    ...unnamed,
    ...twice(controls),
  ];
}

// Of two, one could be judged at another limit unseen. Plain files have no limits.
function twice(controls: Manifest['controls']): string[] {
  const seen = new Set<string>();
  return controls.flatMap(({ profile, id }) => {
    const key = JSON.stringify([profile, id]);
    const isSecond = profile !== undefined && seen.has(key);
    seen.add(key);
    return isSecond ? [`control ${id} of profile ${profile} stands twice.`] : [];
  });
}

/** Waivers that reach further from the run than any may, a sentence each. */
export function longWaivers({ waivers, run }: Pick<Manifest, 'waivers' | 'run'>): string[] {
  const last = run.startedAt + (LONGEST_WAIVER_DAYS + 1) * DAY;
  return waiverGroups(waivers)
    .filter(({ expires }) => expires > last)
    .map(
      ({ control, waivers: own }) =>
        `The waiver of ${subjectsText(own)} (${control}) lasts longer than ${LONGEST_WAIVER_DAYS} days from the run, ` +
        'which no waiver may.',
    );
}
