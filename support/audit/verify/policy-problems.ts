import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ConfigurationError, type Profile, resolveProfile, type Selection } from '../../control';
import type { Manifest } from '../../evidence/read-bundle';
import { longWaivers } from '../bundle-policy';
import type { Catalogue } from '../catalogue';
import { describeProfile, ROOT_DIR } from '../plan';
import { loadProfile } from '../profiles';

/** What was found out about the policy of a bundle. */
export interface PolicyCheck {
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Holds the policy that a manifest names against the profiles of this checkout: evidence that bears
 * the name of a standard must have been made at its limits.
 */
export function checkPolicy(manifest: Manifest, catalogue: Catalogue): PolicyCheck {
  const checks = manifest.profiles.map((profile) => checkProfile(profile, manifest, catalogue));
  return {
    problems: [
      ...checks.flatMap(({ problems }) => problems),
      ...unnamedProfiles(manifest),
      ...longWaivers(manifest),
    ],
    notes: checks.flatMap(({ notes }) => notes),
  };
}

function checkProfile(
  named: Manifest['profiles'][number],
  { controls }: Manifest,
  catalogue: Catalogue,
): PolicyCheck {
  const { name } = named;
  const profile = knownProfile(name);
  if (!profile) {
    const note = `Profile ${name} is not one of this checkout: its controls and limits are what the manifest says.`;
    return { problems: [], notes: [note] };
  }
  const own = controls.filter((control) => control.profile === name);
  const selections = resolveProfile(profile, catalogue.entries);
  const surplus = own.filter(({ id }) => !selections.some((selection) => selection.id === id));
  return {
    notes: [],
    problems: [
      ...(isSame(describeProfile(profile), named)
        ? []
        : [`Profile ${name} has another title, source or list of what is not decidable here.`]),
      ...selections.flatMap((selection) => checkSelection(name, selection, own)),
      ...surplus.map(({ id }) => `Profile ${name} does not select control ${id} here.`),
    ],
  };
}

function checkSelection(name: string, selection: Selection, own: Manifest['controls']): string[] {
  const control = own.find(({ id }) => id === selection.id);
  if (!control) return [`Profile ${name} selects control ${selection.id} here; the run had none.`];
  const here = policyOf(selection);
  const there = policyOf(control);
  const field = (['inputs', 'scope', 'requirements'] as const).find(
    (each) => !isSame(here[each], there[each]),
  );
  if (field === undefined) return [];
  const show = (policy: typeof here) => JSON.stringify(policy[field]);
  return [
    `Profile ${name}, control ${selection.id}: its ${field} were ${show(there)} in the run, and are ` +
      `${show(here)} here.`,
  ];
}

function policyOf({
  inputs,
  scope,
  requirements,
}: Pick<Selection, 'inputs' | 'scope' | 'requirements'>) {
  return { inputs, scope, requirements };
}

// As JSON has it: without what is undefined.
function isSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)));
}

function knownProfile(name: string): Profile | undefined {
  try {
    return loadProfile(name, join(ROOT_DIR, 'profiles'));
  } catch (error) {
    if (error instanceof ConfigurationError) return undefined;
    throw error;
  }
}

// What bears the name of a profile that the manifest leaves out would be held against none. A run
// that could not check may not have come to its profiles.
function unnamedProfiles({ profiles, controls, exitCode }: Manifest): string[] {
  if (exitCode === 2) return [];
  const names = profiles.map(({ name }) => name);
  const unnamed = controls.flatMap(({ profile, id }) =>
    profile === undefined || names.includes(profile)
      ? []
      : [`Control ${id} is of profile ${profile}, which the manifest does not name.`],
  );
  return names.length === 0 ? ['The manifest names no profile.', ...unnamed] : unnamed;
}
