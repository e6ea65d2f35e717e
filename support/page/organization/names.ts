import { type ControlRecord, nameOf, type OrganizationResult } from '../../result';

type Named = Pick<ControlRecord, 'profile' | 'control'>;

/** How controls are called on the page: by their profile too, where there are several. */
export function controlNamer({ controls }: OrganizationResult): (control: Named) => string {
  const several = new Set(controls.map(({ profile }) => profile)).size > 1;
  return ({ profile, control }) => nameOf({ profile, id: control }, several);
}

/** The names of all controls. */
export function controlNames(result: OrganizationResult): readonly string[] {
  return result.controls.map(controlNamer(result));
}
