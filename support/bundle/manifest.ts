import type { Scope, Waiver } from '../control';
import {
  type AuditResult,
  type ControlResult,
  countsOf,
  idleLists,
  sourceLabel,
  type TrendPoint,
  totalOf,
  waiverGroups,
  waiverUse,
} from '../result';

/** `sha256` in hexadecimal digits. */
export interface BundledFile {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** Holds all that is needed to check a bundle and to evaluate its controls again. */
export const MANIFEST = 'manifest.json';

/** The id of a run, which is the name of its directory. */
export const RUN_ID_TEXT = /^[\w-]{1,40}(?:\.\d{1,6})?$/;

/** The version of the manifest's shape. */
export const MANIFEST_VERSION = 1;

/** What a bundle is evidence of; `files` are all the others, `trend` what its page shows. */
export function manifest(
  result: AuditResult,
  files: readonly BundledFile[],
  trend: readonly TrendPoint[],
): string {
  const { run, profiles, results, problems, failOn, exitCode } = result;
  const { version, commit, settings } = run;
  const content = {
    schemaVersion: MANIFEST_VERSION,
    tool: { name: 'iamspec', version, commit: commit ?? null },
    run: { id: run.id, startedAt: exact(run.startedAt) },
    ...source(result),
    exitCode,
    failOn,
    counts: totalOf(result),
    problems,
    settings,
    policyFiles: result.policyFiles,
    profiles: profiles.map((profile) => ({ ...profile, source: profile.source ?? null })),
    controls: results.map(control),
    waivers: waivers(result),
    owners: result.owners,
    unmatchedLists: idleLists(result),
    changes: changesOf(result),
    // Absent in what an older bundle gives: those name none.
    previous: result.previous,
    trend: trend.map((point) => ({ ...point, startedAt: exact(point.startedAt) })),
    files: Object.fromEntries(files.map(({ name, sha256, bytes }) => [name, { sha256, bytes }])),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

// Absent where there is no run to compare with, as in bundles of before.
function changesOf({ changes }: AuditResult) {
  if (!changes) return undefined;
  const { startedAt, ...before } = changes.before;
  return { ...changes, before: { ...before, startedAt: exact(startedAt) } };
}

function source({ audited }: AuditResult) {
  if (!audited) return { account: null, report: null };
  const { report, snapshot, readAt } = audited;
  const { generatedTime, origin, caller, notes } = snapshot;
  return {
    account: { id: report.accountId, partition: report.partition, caller: caller?.arn ?? null },
    report: {
      source: sourceLabel(audited),
      origin,
      generatedTime: generatedTime === undefined ? null : exact(generatedTime),
      asOf: exact(report.asOf),
      asOfSource: report.asOfSource,
      readAt: exact(readAt),
      users: report.users.length,
      notes,
    },
  };
}

function control(result: ControlResult) {
  const { profile, id, severity, inputs, scope, requirements, place, notRun } = result;
  return {
    profile: profile ?? null,
    id,
    severity: severity ?? null,
    requirements,
    inputs,
    scope: described(scope),
    place,
    counts: countsOf(result),
    notRun,
    start: exact(result.start),
    milliseconds: result.milliseconds,
  };
}

function described({ everybody, classes }: Scope) {
  return {
    everybody,
    classes: classes.map(({ name, users, inputs, loosens }) => ({
      name,
      users,
      inputs: inputs ?? null,
      loosens: loosens ?? null,
    })),
  };
}

function waivers({ waivers: all, results, audited }: AuditResult) {
  const found = waiverUse(all, results, audited?.report.asOf ?? 0, audited?.report.users);
  const [used, stale] = [new Set(found.used), new Set(found.stale)];
  const use = (waiver: Waiver) =>
    used.has(waiver) ? 'used' : stale.has(waiver) ? 'stale' : 'not needed';
  return waiverGroups(all).map(({ waivers: own, control, expires, ticket, ...answerable }) => {
    const subjects = own.map(({ subject }) => subject);
    return {
      control,
      ...(subjects.length === 1 ? { subject: subjects[0] } : { subjects }),
      ...answerable,
      ticket: ticket ?? null,
      expires: exact(expires),
      use: useOfAll(own.map(use), subjects),
    };
  });
}

// One word where it is the same for all, else the subjects by word.
function useOfAll(uses: readonly string[], subjects: readonly string[]) {
  const words = [...new Set(uses)];
  if (words.length === 1) return words[0];
  return Object.fromEntries(
    words.map((word) => [word, subjects.filter((_, at) => uses[at] === word)]),
  );
}

// To the millisecond, since a limit can be missed by one.
function exact(instant: number): string {
  return new Date(instant).toISOString();
}
