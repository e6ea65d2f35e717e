import { existsSync, readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { rewriteFile } from '../../../bundle';
import { ConfigurationError } from '../../../control';
import {
  type GivenSettings,
  inForce,
  readCatalogue,
  type WaiversText,
  waiversPath,
} from '../../../run';
import { messageOf } from '../../output';
import { refuseUnwritable } from '../out-file';
import { refuseDevice } from '../output';

/** Where the waivers are that a command changes: `--out`, else those in force. @throws ConfigurationError */
export function waiversPlace(
  given: GivenSettings,
  out: string | undefined,
  trustsDirectory: boolean,
): string {
  const path = resolve(out ?? inForcePath(given, trustsDirectory));
  refuseDevice(path);
  return path;
}

function inForcePath(given: GivenSettings, trustsDirectory: boolean): string {
  try {
    const path = waiversPath({ setting: inForce(given).waivers, trustsDirectory });
    refuseUnwritable('The waivers file', path);
    return path;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new ConfigurationError([
      ...error.problems,
      'Or name the file that is to hold the waivers: --out.',
    ]);
  }
}

/** Reads it now, empty where it is not there. @throws ConfigurationError where it cannot be read */
export function readWaiversText(path: string): WaiversText {
  const controls = readCatalogue().entries.map(({ id }) => id);
  try {
    const yaml = existsSync(path) ? readFileSync(path, 'utf8') : '';
    return { path, yaml, controls, now: Date.now() };
  } catch (error) {
    throw new ConfigurationError([`${path} cannot be read: ${messageOf(error)}.`]);
  }
}

/** Writes it, unless it is as it was. */
export function writeWaiversText({ path, yaml: former }: WaiversText, yaml: string): void {
  if (yaml !== former) rewriteFile(path, yaml);
}

/** As people call it: from where they stand. */
export function shownPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : short;
}
