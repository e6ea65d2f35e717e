import { reaches } from '../../control';
import { formatInstant } from '../../report';
import {
  type AuditedReport,
  type AuditResult,
  type Counts,
  count,
  digits,
  ENDINGS,
  endingOf,
  isExcusedIn,
  nobodyJudged,
  notRunOf,
  roughDuration,
  sourceLabel,
  totalOf,
} from '../../result';
import type { Headline } from '../kit/glance';

/** Says how a run ended. Only a pass without any reservation looks like one. */
export function headline(result: AuditResult): Headline {
  const ending = endingOf(result);
  const { word, mark } = ENDINGS[ending];
  const title = `${notRunOf(result) > 0 ? 'PARTIAL RUN: ' : ''}${word}`;
  if (ending === 'could not check') {
    return { tone: 'error', mark, title, detail: couldNotCheck(result) };
  }
  if (ending === 'failed') return { tone: 'failed', mark, title, detail: broken(result) };
  if (ending === 'nothing to judge') {
    const detail = `The controls of this run judge nothing of ${nobodyJudged(result)}: all of it is not applicable.`;
    return { tone: 'open', mark, title, detail };
  }
  const reservations = reservationsOf(result);
  if (reservations.length === 0) {
    const detail = 'Every selected control was checked, and nothing failed.';
    return { tone: 'passed', mark, title, detail };
  }
  const short = reservations.flatMap((reservation) => reservation.short ?? []);
  return {
    tone: 'open',
    mark: '≈',
    title: [title, ...short].join(', '),
    detail: ['Nothing failed that counts.', ...reservations.map(({ long }) => long)].join(' '),
  };
}

function couldNotCheck(result: AuditResult): string {
  if (!result.audited) {
    return 'No report could be had: nothing was checked, and nothing is known of the account.';
  }
  const { error, failed } = totalOf(result);
  const nothing =
    result.problems.length > 0 ? 'The run as a whole could not check' : 'Nothing could be reviewed';
  const what = error > 0 ? `${count(error, 'verdict')} could not be reached` : nothing;
  const besides = failed > 0 ? `, and ${digits(failed)} failed besides` : '';
  return `${what}${besides}. So nothing can be said of the account as a whole.`;
}

function broken(result: AuditResult): string {
  const { counted, excused, below } = failuresThatCount(result);
  return [
    `The account breaks the policy: ${count(counted, 'failure')}.`,
    ...(below > 0 ? [`${count(below, 'failure')} below ${result.failOn} do not count.`] : []),
    ...(excused > 0 ? [`${count(excused, 'failure')} of ${earlierRun(result)} do not count.`] : []),
  ].join(' ');
}

/** What failed in the reference already does not count, nor what is below the threshold. */
function failuresThatCount(result: AuditResult) {
  const { failOn, changes, results } = result;
  const excused = changes?.isReference ? changes.still : 0;
  let counted = 0;
  for (const control of results) {
    const isExcused = isExcusedIn(result, control);
    for (const verdict of control.verdicts) {
      if (verdict.status !== 'failed' || isExcused(verdict)) continue;
      if (reaches(verdict.severity, failOn)) counted++;
    }
  }
  return { counted, excused, below: totalOf(result).failed - excused - counted };
}

function earlierRun({ changes }: AuditResult): string {
  return `run ${changes?.before.runId}`;
}

interface Reservation {
  readonly number: number;
  /** For the title. */
  readonly short?: string;
  readonly long: string;
}

function reservationsOf(result: AuditResult): readonly Reservation[] {
  const { notReviewed, waived }: Counts = totalOf(result);
  const { excused, below } = failuresThatCount(result);
  const { failOn } = result;
  const leftOut = notRunOf(result);
  const reservations: readonly Reservation[] = [
    {
      number: leftOut,
      long: `The filter of this run left out ${count(leftOut, 'verdict')}: nothing is known of them.`,
    },
    {
      number: notReviewed,
      short: `${digits(notReviewed)} NOT REVIEWED`,
      long: `Not reviewed, for want of more than this report tells: ${count(notReviewed, 'verdict')}.`,
    },
    {
      number: waived,
      short: `${digits(waived)} WAIVED`,
      long: `Accepted by waivers: ${count(waived, 'failure')}.`,
    },
    {
      number: excused,
      short: `${digits(excused)} STILL FAILING`,
      long: `Failing in ${earlierRun(result)} already and not counted (IAMSPEC_SINCE): ${count(excused, 'failure')}.`,
    },
    {
      number: below,
      short: `${digits(below)} FAILED BELOW ${failOn.toUpperCase()}`,
      long: `Below ${failOn} and not counted (IAMSPEC_FAIL_ON): ${count(below, 'failure')}.`,
    },
  ];
  return reservations.filter(({ number }) => number > 0);
}

/** What a reader must know before anything else, one sentence each. */
export function notices(result: AuditResult): readonly string[] {
  const { audited } = result;
  const label = audited ? sourceLabel(audited) : '';
  const leftOut = notRunOf(result);
  return [
    ...(label === 'DEMO'
      ? ['DEMO: a made-up account. Nothing here is about an account of yours.']
      : []),
    ...(label.startsWith('not AWS') ? [`NOT AWS: the report is ${label}.`] : []),
    ...(audited?.report.asOfSource === 'clock' ? [clockNotice(result)] : []),
    ...(leftOut > 0
      ? [`PARTIAL RUN: the filter of this run left out ${count(leftOut, 'verdict')}.`]
      : []),
  ];
}

function clockNotice({ results }: AuditResult): string {
  const undated = results
    .flatMap(({ verdicts }) => verdicts)
    .filter(({ status, reason }) => status === 'error' && reason.includes('IAMSPEC_AS_OF'));
  const wanted =
    undated.length > 0
      ? ` ${count(undated.length, 'verdict')} could not be reached for that: set IAMSPEC_AS_OF.`
      : '';
  return `AGES MEASURED AT THIS MACHINE'S TIME: the report does not say when it was generated.${wanted}`;
}

/** How old the report was when it was read, in short, and how that is known. */
export function reportAge({ report, readAt }: AuditedReport): { short: string; long: string } {
  const asOf = formatInstant(report.asOf);
  if (report.asOfSource === 'clock') {
    return { short: 'unknown', long: `ages measured at this machine's time, ${asOf}` };
  }
  if (report.asOfSource === 'IAMSPEC_AS_OF') {
    return { short: 'unknown', long: `taken as of ${asOf} (IAMSPEC_AS_OF)` };
  }
  return { short: roughDuration(readAt - report.asOf), long: `generated ${asOf}` };
}

const SAID_BY = {
  GeneratedTime: "the report's GeneratedTime",
  IAMSPEC_AS_OF: 'set by IAMSPEC_AS_OF',
  clock: "this machine's time: the report does not say when it was generated",
} as const;

/** The instant that ages are measured at, and who said it. */
export function agesMeasuredAt({ report: { asOf, asOfSource } }: AuditedReport): string {
  return `${formatInstant(asOf)}, ${SAID_BY[asOfSource]}`;
}

/** The users of the report, root left out. */
export function population({ report: { users } }: AuditedReport): string {
  const withPassword = users.filter(({ password }) => password).length;
  const withKeys = users.filter(({ accessKeys }) => accessKeys.some(({ active }) => active)).length;
  return `${count(users.length, 'user')}: ${digits(withPassword)} with a password, ${digits(withKeys)} with active access keys`;
}

/** What root has, which is no user of the population. */
export function rootCredentials({ report: { root } }: AuditedReport): string {
  const { password, accessKeys } = root;
  const assumed = password?.assumed ? ' assumed, since AWS does not say' : '';
  const keys = accessKeys.filter(({ active }) => active).length;
  return `${password ? 'password' : 'no password'}${assumed}; ${count(keys, 'active access key')}`;
}

/** Where the report came from, besides what `sourceLabel` says. */
export function sourceNote({ snapshot: { origin, caller } }: AuditedReport): string {
  if (origin.kind === 'file') return `${origin.format.toUpperCase()} from ${origin.path}`;
  const asked = caller === undefined ? 'asked by nobody known' : `asked as ${caller.arn}`;
  return origin.endpoint === undefined ? asked : `from ${origin.endpoint}`;
}
