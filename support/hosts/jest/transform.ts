import { readFileSync } from 'node:fs';
import { builtOf, compiled } from '../../run';

/** What Jest runs of a file of the policy in its sandbox: as iamspec brought it, else compiled. */
function transform(source: string, filename: string): { readonly code: string } {
  const built = builtOf(filename, source);
  return {
    code: built === undefined ? compiled(source, filename) : readFileSync(built, 'utf8'),
  };
}

// biome-ignore lint/style/noDefaultExport: Jest takes a transformer from it
export default { process: transform };
