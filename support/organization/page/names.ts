import { nameOf } from '../../evidence/page/words';
import type { ControlRecord } from '../organization-record';
import type { OrganizationResult } from '../organization-result';

/** Tells whether a control has to be named with its profile, too. */
export function severalProfiles({ controls }: OrganizationResult): boolean {
  return new Set(controls.map(({ profile }) => profile)).size > 1;
}

/** What a control is called on the page. */
export function nameOfControl(
  { profile, control }: Pick<ControlRecord, 'profile' | 'control'>,
  several: boolean,
): string {
  return nameOf({ profile, id: control }, several);
}
