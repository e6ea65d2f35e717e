import { stringify } from 'csv-stringify/sync';
import { exactInstant, type Instant } from '../report';
import {
  type ChainHistory,
  type ControlHistory,
  type Gap,
  guardCell,
  type History,
  type Point,
  type RunPoint,
  type WaiverSpan,
  waiverRecord,
} from '../result';

/** As JSON: instants in UTC to the millisecond, spans in seconds, what is not known null. */
export function historyJson(history: History): string {
  const { account, from, to, expected, exitCode, problems, notes, chains } = history;
  const content = {
    schemaVersion: 1,
    account,
    from: instant(from),
    to: exactInstant(to),
    expectedSeconds: seconds(expected),
    exitCode,
    problems,
    notes,
    chains: chains.map(chainRecord),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function chainRecord({ profiles, runs, longest, gaps, controls, ...chain }: ChainHistory) {
  return {
    profiles,
    unchained: chain.unchained,
    longestSeconds: seconds(longest),
    runs: runs.map(runRecord),
    gaps: gaps.map(gapRecord),
    controls: controls.map(controlRecord),
    requirements: chain.requirements.map(({ points, failingSince, ...requirement }) => ({
      ...requirement,
      failingSince: sinceRecord(failingSince),
      points: points.map(pointRecord),
    })),
    waivers: chain.waivers.map(waiverSpanRecord),
  };
}

function runRecord({ runId, startedAt, exitCode, isComplete, isRetired, ...run }: RunPoint) {
  const { manifest, previous, counts } = run;
  return {
    runId,
    startedAt: exactInstant(startedAt),
    exitCode,
    complete: isComplete,
    retired: isRetired,
    source: run.source,
    chained: previous !== undefined,
    manifest,
    previous: previous ?? null,
    counts,
  };
}

function gapRecord({ from, to, after, before, incomplete }: Gap) {
  return {
    from: exactInstant(from),
    to: exactInstant(to),
    after: after ?? null,
    before: before ?? null,
    incomplete,
  };
}

function controlRecord({ points, failingSince, mended, open, ...control }: ControlHistory) {
  const { medianToMend, worstToMend, ...named } = control;
  return {
    ...named,
    failingSince: sinceRecord(failingSince),
    medianToMendSeconds: seconds(medianToMend),
    worstToMendSeconds: seconds(worstToMend),
    mended: mended.map(({ subject, from, to, isAtLeast }) => ({
      subject,
      from: exactInstant(from),
      to: exactInstant(to),
      seconds: seconds(to - from),
      atLeast: isAtLeast,
    })),
    open: open.map(({ subject, from, isAtLeast, isWaived }) => ({
      subject,
      from: exactInstant(from),
      atLeast: isAtLeast,
      waived: isWaived,
    })),
    points: points.map(pointRecord),
  };
}

function sinceRecord(since: ControlHistory['failingSince']) {
  if (!since) return null;
  const { runId, startedAt, isAtLeast } = since;
  return { runId, startedAt: exactInstant(startedAt), atLeast: isAtLeast };
}

function pointRecord({ runId, counts, unchecked, share }: Point) {
  return { runId, share, unchecked, ...counts };
}

function waiverSpanRecord({ waivers, control, first, last, state }: WaiverSpan) {
  const [waiver] = waivers;
  const { subject: _, ...terms } = waiver ? waiverRecord(waiver) : { subject: '' };
  return {
    control,
    subjects: waivers.map(({ subject }) => subject),
    ...terms,
    first: { runId: first.runId, startedAt: exactInstant(first.startedAt) },
    last: { runId: last.runId, startedAt: exactInstant(last.startedAt) },
    state,
  };
}

function instant(of: Instant | undefined): string | null {
  return of === undefined ? null : exactInstant(of);
}

function seconds(milliseconds: number | undefined): number | null {
  return milliseconds === undefined ? null : milliseconds / 1000;
}

const COLUMNS = [
  ...[
    'run',
    'startedAt',
    'exitCode',
    'complete',
    'retired',
    'source',
    'profile',
    'control',
    'requirements',
  ],
  ...['passed', 'failed', 'waived', 'error', 'notReviewed', 'notApplicable', 'unchecked', 'share'],
];

/** For spreadsheets, as `verdictsCsv` has it: a row for each run and control. */
export function historyCsv({ chains }: History): string {
  const rows = chains.flatMap(({ runs, controls }) => {
    const known = new Map(runs.map((run) => [run.runId, run]));
    return controls.flatMap((control) =>
      control.points.flatMap((point) => {
        const run = known.get(point.runId);
        return run ? [row(run, control, point)] : [];
      }),
    );
  });
  return `\ufeff${stringify([COLUMNS, ...rows], { record_delimiter: 'unix' })}`;
}

function row(run: RunPoint, { profile, control, requirements }: ControlHistory, point: Point) {
  const { passed, failed, waived, error, notReviewed, notApplicable } = point.counts;
  return [
    guardCell(run.runId),
    exactInstant(run.startedAt),
    run.exitCode,
    run.isComplete ? 'yes' : 'no',
    run.isRetired ? 'yes' : 'no',
    guardCell(run.source),
    guardCell(profile ?? ''),
    guardCell(control),
    guardCell(requirements.join(', ')),
    ...[passed, failed, waived, error, notReviewed, notApplicable, point.unchecked],
    point.share ?? '',
  ];
}
