import { realpathSync } from 'node:fs';
import { sep } from 'node:path';

/** The path of evidence that a log names, which others may have changed: throws where it leads elsewhere. */
export function ownPath(organization: string, path: string): string {
  const real = realpathSync(path);
  if (real.startsWith(realpathSync(organization) + sep)) return real;
  throw new Error(`${path} is no evidence of this organization`);
}
