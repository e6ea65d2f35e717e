import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

/** The file of a bundle that holds its verdicts. */
export const VERDICTS = 'verdicts.ndjson.gz';

/** The lines of a bundle's verdicts. */
export function readVerdicts(directory: string): string {
  return gunzipSync(readFileSync(join(directory, VERDICTS))).toString();
}

/** Writes other lines in their place; the manifest then says something else. */
export function writeVerdicts(directory: string, lines: string): void {
  writeFileSync(join(directory, VERDICTS), gzipSync(lines));
}
