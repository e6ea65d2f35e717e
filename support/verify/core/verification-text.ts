import type { Manifest } from '../../bundle';
import { formatDuration, formatInstant } from '../../report';
import { waiverGroups } from '../../result';
import { describeWaivers } from './policy-differences';
import { type Reservation, type Verification, verificationExitCode } from './verification';

const SHOWN = 20;

/** A line each, the outcome last: an auditor must have seen what it rests on. */
export function verificationLines(
  directory: string,
  verification: Verification,
  accepted: readonly Reservation['kind'][],
): readonly string[] {
  const { manifest, counts, notes, problems, reservations } = verification;
  return [
    ...(manifest ? [runLine(manifest), ...reportLine(manifest), ...policyLines(manifest)] : []),
    ...(counts ? [countsLine(counts)] : []),
    ...notes,
    ...firstOf(problems.map((problem) => `NOT AS RECORDED: ${problem}`)),
    // All of them: who accepts another policy must have seen in what.
    ...reservations.map(
      ({ kind, text }) => `${accepted.includes(kind) ? 'ACCEPTED' : 'BUT'}: ${text}`,
    ),
    `${directory}: ${word(verification, accepted)}.`,
  ].map(cut);
}

const LONGEST = 4000;

function cut(line: string): string {
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)}...`;
}

function firstOf(lines: readonly string[]): readonly string[] {
  const more = lines.length - SHOWN;
  return more > 0 ? [...lines.slice(0, SHOWN), `and ${more} more.`] : lines;
}

const OUTCOMES = ['the policy was held', 'the policy was broken', 'it could not check'];

function runLine({ run, account, report, profiles, exitCode }: Manifest): string {
  const whose = account ? `account ${account.id} (${report?.source})` : 'no account';
  const policy = profiles.map(({ name }) => name).join(', ') || 'no profile';
  return `Run ${run.id} of ${whose}, ${policy}: ${OUTCOMES[exitCode]}, exit ${exitCode}.`;
}

function reportLine({ account, report }: Manifest): readonly string[] {
  if (!report) return [];
  const { asOf, asOfSource, readAt } = report;
  const caller = account?.caller
    ? `the caller was ${account.caller}`
    : 'a saved report has no caller';
  return [
    `Report as of ${formatInstant(asOf)} (${asOfSource}), read ${formatDuration(readAt - asOf)} later; ` +
      `${caller}.`,
  ];
}

function policyLines({ failOn, waivers }: Manifest): readonly string[] {
  const threshold =
    failOn === 'low' ? 'failures of every severity count' : `failures below ${failOn} do not count`;
  return [
    `Threshold ${failOn}: ${threshold}. Waivers: ${waivers.length || 'none'}.`,
    ...waiverGroups(waivers).map((group) => `${describeWaivers(group)}.`),
  ];
}

const WORDS: Readonly<Record<string, string>> = {
  passed: 'passed',
  failed: 'failed',
  waived: 'waived',
  notApplicable: 'not applicable',
  notReviewed: 'not reviewed',
  error: 'could not be checked',
};

function countsLine(counts: NonNullable<Verification['counts']>): string {
  const parts = Object.entries(WORDS).map(([status, text]) => `${counts[status] ?? 0} ${text}`);
  return `Verdicts: ${parts.join(', ')}.`;
}

function word(verification: Verification, accepted: readonly Reservation['kind'][]): string {
  const { reservations, authenticated } = verification;
  const exitCode = verificationExitCode(verification, accepted);
  if (exitCode === 1) return 'NOT verified';
  const signed = authenticated
    ? ' and authenticated'
    : ', not authenticated: no signature was checked';
  if (exitCode === 0) return `verified${signed}`;
  const stands = authenticated ? 'stands, and is authenticated' : 'stands, not authenticated';
  const isUnchecked = reservations.some(({ kind }) => kind === 'could not check');
  return `${stands}; ${isUnchecked ? 'that run could not check' : 'but it is not what you asked for'}`;
}
