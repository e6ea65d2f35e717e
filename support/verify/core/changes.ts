import type { Manifest } from '../../bundle';
import {
  type AuditResult,
  type ChangedSubjects,
  changesSince,
  type EarlierRun,
} from '../../result';
import type { Auditor } from './auditor';

/** Where what a manifest says of an earlier run does not fit its own verdicts, a sentence each. */
export function changeProblems({ changes }: Manifest, { results }: AuditResult): string[] {
  if (!changes) return [];
  // Two plain files of one name can fail for one subject each.
  const failed = results.flatMap(({ profile, id, verdicts }) =>
    verdicts
      .filter(({ status }) => status === 'failed')
      .map(({ subject }) => keyOf(profile ?? null, id, subject)),
  );
  const left = new Map<string, number>();
  for (const key of failed) left.set(key, (left.get(key) ?? 0) + 1);
  const added = keysOf(changes.new);
  const strange = added.filter((key) => {
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count <= 0;
  });
  const failing = new Set(failed);
  return [
    ...strange.map((key) => `${key} is new, but does not fail.`),
    ...keysOf(changes.mended)
      .filter((key) => failing.has(key))
      .map((key) => `${key} is mended, but fails.`),
    ...(added.length + changes.still === failed.length
      ? []
      : [
          `${added.length} failures are new and ${changes.still} are not, but ${failed.length} fail.`,
        ]),
  ].map((problem) => `manifest.json, changes: ${problem}`);
}

/** Where failures did not count in a run for the sake of another one, which the auditor does not name, too. */
export function referenceDifference({ changes }: Manifest, { reference }: Auditor): string[] {
  if (!changes?.isReference) return [];
  const { runId, manifest } = changes.before;
  if (reference?.runId === runId && reference.manifest === manifest) return [];
  const own = reference
    ? `you name run ${reference.runId} (${reference.manifest})`
    : 'you name none';
  return [
    `What failed in run ${runId} already did not count in the run (${changes.still} failures); ${own} ` +
      `(IAMSPEC_SINCE, --since). The SHA-256 of its manifest is ${manifest}.`,
  ];
}

/** Where the reference that the auditor names excuses less than the run did, a sentence each. */
export function excuseProblems(
  { changes }: Manifest,
  { results, audited }: AuditResult,
  reference: EarlierRun | undefined,
): string[] {
  if (!changes?.isReference || reference?.manifest !== changes.before.manifest) return [];
  const again = changesSince(reference, { results, audited });
  // More may count, and less be mended: what a later run had mended, which need not be at hand here.
  const [counted, mended] = [new Set(keysOf(changes.new)), new Set(keysOf(again.mended))];
  const since = `run ${reference.runId}`;
  return [
    ...keysOf(again.new)
      .filter((key) => !counted.has(key))
      .map((key) => `${key} is new since ${since}.`),
    ...keysOf(changes.mended)
      .filter((key) => !mended.has(key))
      .map((key) => `${key} did not fail in ${since}.`),
  ].map((problem) => `manifest.json, changes: ${problem}`);
}

function keysOf(list: readonly ChangedSubjects[]): readonly string[] {
  return list.flatMap(({ profile, control, subjects }) =>
    subjects.map((subject) => keyOf(profile, control, subject)),
  );
}

function keyOf(profile: string | null, control: string, subject: string): string {
  return `${profile ?? 'plain test'} › ${control} › ${subject}`;
}
