import { ConfigurationError, type Control, resolveProfile } from '../control';
import { readCatalogue } from './catalogue';
import { samplesOf } from './own-samples';
import { isOfPolicy } from './policy-places';
import { fileOf, loadNamed, profileNames } from './profiles';

/** The profiles of this policy, the controls that they select, and those of its own, as Markdown. */
export function policyPage(): string {
  const { entries } = readCatalogue();
  const broken = entries.flatMap(({ problem }) => problem ?? []);
  if (broken.length > 0) throw new ConfigurationError(broken);
  const profiles = profileNames()
    .filter((name) => isOfPolicy(fileOf(name)))
    .map(loadNamed)
    .map((profile) => ({ profile, selections: resolveProfile(profile, entries) }));
  const selected = new Set(profiles.flatMap(({ selections }) => selections.map(({ id }) => id)));
  const controls = entries
    .filter(({ id, file }) => isOfPolicy(file) || selected.has(id))
    .flatMap(({ control }) => control ?? []);
  const files = new Map(entries.map(({ id, file }) => [id, file]));
  const { cataloguePage }: typeof import('../formats') = require('../formats');
  return cataloguePage(controls, profiles, (control, name) => atLimit(control, name, files));
}

// The samples prove it, so that the page does not have to claim it.
function atLimit(control: Control, name: string, files: ReadonlyMap<string, string>) {
  const { statusAtLimit }: typeof import('../control/proof') = require('../control/proof');
  const samples = samplesOf(files.get(control.id) ?? '');
  return samples && statusAtLimit(control, samples, name);
}
