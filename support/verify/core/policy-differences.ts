import type { Manifest } from '../../bundle';
import { type Profile, reaches, resolveProfile, type Selection, type Waiver } from '../../control';
import { formatInstant } from '../../report';
import { describeProfile, subjectsText, type WaiverGroup, waiverGroups } from '../../result';
import type { Auditor } from './auditor';
import { referenceDifference } from './changes';
import { isSameJson } from './same-json';

/** Whoever bears a standard's name must have its limits; only the auditor's exceptions count. */
export function policyDifferences(manifest: Manifest, auditor: Auditor): readonly string[] {
  const names = [...new Set(manifest.profiles.map(({ name }) => name))];
  const unknown = names.filter((name) => !ownProfile(name, auditor));
  return [
    ...thresholdDifference(manifest, auditor),
    ...referenceDifference(manifest, auditor),
    ...missingProfiles(names, auditor),
    ...names.flatMap((name) => profileDifferences(name, manifest, auditor)),
    ...waiverDifferences(manifest, auditor),
    ...unknown.map(
      (name) =>
        `Profile ${name} is none that you hold, so its controls and limits are only what the manifest ` +
        'says: --profile names your copy.',
    ),
  ];
}

function profileDifferences(name: string, manifest: Manifest, auditor: Auditor): string[] {
  const profile = ownProfile(name, auditor);
  if (!profile) return [];
  const [named] = manifest.profiles.filter((each) => each.name === name);
  const own = new Map(
    manifest.controls.filter((each) => each.profile === name).map((each) => [each.id, each]),
  );
  const selections = resolveProfile(profile, auditor.checker.entries);
  const selected = new Set(selections.map(({ id }) => id));
  const surplus = [...own.keys()].filter((id) => !selected.has(id));
  return [
    ...(isSame(describeProfile(profile), named)
      ? []
      : [
          `Profile ${name} has another title, source, version or list of what is not decidable here.`,
        ]),
    ...selections.flatMap((selection) => selectionDifference(name, selection, own)),
    ...surplus.map((id) => `Profile ${name} does not select control ${id} here.`),
  ];
}

function ownProfile(name: string, { profiles, checker }: Auditor): Profile | undefined {
  return profiles?.find((each) => each.name === name) ?? checker.profile(name);
}

function missingProfiles(names: readonly string[], { profiles = [] }: Auditor): string[] {
  return profiles
    .filter(({ name }) => !names.includes(name))
    .map(({ name }) => `The run was not judged under profile ${name}, which you name.`);
}

function selectionDifference(
  name: string,
  selection: Selection,
  own: ReadonlyMap<string, Manifest['controls'][number]>,
): string[] {
  const control = own.get(selection.id);
  if (!control) return [`Profile ${name} selects control ${selection.id} here; the run had none.`];
  const here = { ...selection, severity: selection.control?.severity };
  const field = (['inputs', 'scope', 'requirements', 'severity'] as const).find(
    (each) => !isSame(here[each], control[each]),
  );
  if (field === undefined) return [];
  const [there, ours] = [control, here].map((policy) => JSON.stringify(policy[field]));
  return [
    `Profile ${name}, control ${selection.id}: its ${field} were ${there} in the run, and are ${ours} here.`,
  ];
}

// As JSON has it: without what is undefined.
function isSame(one: unknown, other: unknown): boolean {
  return isSameJson(asJson(one), asJson(other));
}

function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value) ?? 'null');
}

function thresholdDifference({ failOn }: Manifest, auditor: Auditor): string[] {
  if (reaches(auditor.failOn, failOn)) return [];
  return [
    `Failures counted from ${failOn} on in the run; for you they count from ${auditor.failOn} on ` +
      '(IAMSPEC_FAIL_ON, --fail-on).',
  ];
}

function waiverDifferences({ waivers }: Manifest, auditor: Auditor): string[] {
  const own = new Set(auditor.waivers.map(keyOf));
  const strange = waiverGroups(waivers.filter((waiver) => !own.has(keyOf(waiver))));
  // Each of them, since who accepts another policy must have seen in what.
  return strange.flatMap((group) =>
    inLines(group.waivers).map(
      (subjects) =>
        `${describeWaivers(group, subjects)} is none of yours (IAMSPEC_WAIVERS, --waivers).`,
    ),
  );
}

function keyOf(waiver: Waiver): string {
  const { control, subject, reason, owner, approvedBy, ticket, expires } = waiver;
  return JSON.stringify([control, subject, reason, owner, approvedBy, ticket ?? null, expires]);
}

/** Characters: a line that is too long would be cut. */
const LINE = 1000;

function inLines(waivers: readonly Waiver[]): readonly string[] {
  const lines: string[] = [];
  for (const { subject } of waivers) {
    const last = lines.at(-1);
    if (last === undefined || last.length > LINE) lines.push(subject);
    else lines[lines.length - 1] = `${last}, ${subject}`;
  }
  return lines;
}

/** In one line, with who answers for it; of several the first. */
export function describeWaivers(
  group: WaiverGroup,
  subjects: string = subjectsText(group.waivers),
): string {
  const { control, reason, owner, approvedBy, expires } = group;
  return (
    `The waiver of ${subjects} (${control}) until ${formatInstant(expires)}, approved by ` +
    `${approvedBy}, owner ${owner}: "${reason}"`
  );
}
