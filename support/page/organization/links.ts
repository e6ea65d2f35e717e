import { posix, sep } from 'node:path';
import type { AccountSummary } from '../../result';

type AccountPage = `${string}/index.html`;

/** Undefined without evidence; `base` is the run's directory as seen from that of the page. */
export function pageOf({ bundle }: AccountSummary, base: string): AccountPage | undefined {
  if (bundle === undefined) return undefined;
  const path = posix.join(base, ...bundle.split(sep));
  return `${path.split('/').map(encodeURIComponent).join('/')}/index.html`;
}
