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

/** Where waivers are kept, and how a run is told so that does not find them by itself. */
export interface WaiversPlace {
  readonly path: string;
  readonly flag: string;
}

/** The file that a command changes: `--out`, else the one in force. @throws ConfigurationError */
export function waiversPlace(
  given: GivenSettings,
  out: string | undefined,
  trustsDirectory: boolean,
): WaiversPlace {
  const setting = inForce(given).waivers;
  const path = resolve(out ?? pathInForce({ setting, trustsDirectory }));
  refuseUnwritable('The waivers file', path);
  refuseDevice(path);
  const isFound = setting === undefined && isInForce(path, trustsDirectory);
  return { path, flag: isFound ? '' : ` --waivers ${shownPath(path)}` };
}

type Source = Parameters<typeof waiversPath>[0];

function pathInForce(source: Source): string {
  try {
    return waiversPath(source);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const other = 'Or name the file that is to hold the waivers: --out.';
    throw new ConfigurationError([...error.problems, other]);
  }
}

function isInForce(path: string, trustsDirectory: boolean): boolean {
  try {
    return waiversPath({ setting: undefined, trustsDirectory }) === path;
  } catch (error) {
    if (error instanceof ConfigurationError) return false;
    throw error;
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
