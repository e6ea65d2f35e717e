import type { Manifest } from '../bundle';
import {
  type AuditResult,
  type ChangedSubjects,
  changedCount,
  changesSince,
  type EarlierRun,
} from '../result';
import type { Auditor } from './auditor';

/** Where what a manifest says of an earlier run does not fit its own verdicts, a sentence each. */
export function changeProblems({ changes }: Manifest, { results }: AuditResult): string[] {
  if (!changes) return [];
  const failed = new Set(
    results.flatMap(({ profile, id, verdicts }) =>
      verdicts
        .filter(({ status }) => status === 'failed')
        .map(({ subject }) => keyOf(profile ?? null, id, subject)),
    ),
  );
  const [added, mended] = [keysOf(changes.new), keysOf(changes.mended)];
  const known = new Set(added);
  return [
    ...added.filter((key) => !failed.has(key)).map((key) => `${key} is new, but does not fail.`),
    ...mended.filter((key) => failed.has(key)).map((key) => `${key} is mended, but fails.`),
    ...(known.size < added.length ? ['a failure is new twice.'] : []),
    ...(added.length + changes.still === failed.size
      ? []
      : [
          `${added.length} failures are new and ${changes.still} are not, but ${failed.size} fail.`,
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
  { results }: AuditResult,
  reference: EarlierRun | undefined,
): string[] {
  if (!changes?.isReference || reference?.manifest !== changes.before.manifest) return [];
  const again = changesSince(reference, results);
  const counted = new Set(keysOf(changes.new));
  // More may count: what a later run had mended, which need not be at hand here.
  const missing = keysOf(again.new).filter((key) => !counted.has(key));
  const isSame = changedCount(again.mended) === changedCount(changes.mended);
  return [
    ...missing.map((key) => `manifest.json, changes: ${key} is new since run ${reference.runId}.`),
    ...(isSame
      ? []
      : [`manifest.json, changes: what is mended is not what run ${reference.runId} gives.`]),
  ];
}

function keysOf(list: readonly ChangedSubjects[]): readonly string[] {
  return list.flatMap(({ profile, control, subjects }) =>
    subjects.map((subject) => keyOf(profile, control, subject)),
  );
}

function keyOf(profile: string | null, control: string, subject: string): string {
  return `${profile ?? 'plain test'} › ${control} › ${subject}`;
}
