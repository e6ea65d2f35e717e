import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigurationError, type Waiver } from '../control';
import { type Instant, messageOf } from '../report';
import type { PolicyFile } from '../result';
import type { AddedWaivers, WaivedSubjects, WaiversText, WaiverTerms } from './edit-waivers';
import { policyFile } from './policy-files';
import { ownPolicyDir, PACKAGE_DIR, POLICY_DIR } from './policy-places';

const NAME = join('profiles', 'waivers.yaml');

interface LoadedWaivers {
  readonly waivers: readonly Waiver[];
  readonly file: PolicyFile | undefined;
}

interface WaiversSource {
  readonly setting: string | undefined;
  /** False: `profiles/waivers.yaml` of the working directory is somebody else's. */
  readonly trustsDirectory: boolean;
}

/**
 * The named file, else that of `profiles/`, here, of the policy or of iamspec. Throws ConfigurationError where
 * both hold waivers: one would count by accident.
 */
export function loadWaivers(source: WaiversSource, controls: readonly string[]): LoadedWaivers {
  const used = fileInForce(source);
  return used ? read(used.path, used.yaml, controls) : { waivers: [], file: undefined };
}

/**
 * Where waivers are kept: the file in force, else `profiles/waivers.yaml` of one's own policy, there or not. Throws
 * ConfigurationError where there is no such policy.
 */
export function waiversPath(source: WaiversSource): string {
  const path = fileInForce(source)?.path;
  const isOurs = path === join(PACKAGE_DIR, NAME);
  return path === undefined || isOurs ? join(ownPolicyDir(), NAME) : path;
}

interface Found {
  readonly path: string;
  readonly yaml: string;
}

function fileInForce({ setting, trustsDirectory }: WaiversSource): Found | undefined {
  if (setting !== undefined) return { path: resolve(setting), yaml: readNamed(setting) };
  const own = [POLICY_DIR, PACKAGE_DIR].map((directory) => join(directory, NAME));
  const paths = trustsDirectory ? [resolve(NAME), ...own] : own;
  const found = [...new Set(paths)].flatMap((path) => {
    const yaml = readIfThere(path);
    return yaml === undefined ? [] : [{ path, yaml }];
  });
  const filled = found.filter(({ yaml }) => !isEmpty(yaml));
  if (filled.length > 1) {
    throw new ConfigurationError([
      `Both ${filled.map(({ path }) => path).join(' and ')} hold waivers. Name the one that counts: ` +
        'IAMSPEC_WAIVERS or --waivers.',
    ]);
  }
  return filled[0] ?? found[0];
}

function readNamed(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw unreadable(`IAMSPEC_WAIVERS is "${path}", which`, error);
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw unreadable(path, error);
  }
}

function unreadable(what: string, error: unknown): ConfigurationError {
  return new ConfigurationError([`${what} cannot be read: ${messageOf(error)}.`]);
}

// Comments alone, as the file is delivered.
function isEmpty(yaml: string): boolean {
  return yaml.split('\n').every((line) => /^\s*(?:#|$)/.test(line));
}

function read(path: string, yaml: string, controls: readonly string[]): LoadedWaivers {
  const file = policyFile('waivers', path, yaml);
  if (isEmpty(yaml)) return { waivers: [], file };
  const { readWaivers }: typeof import('./read-waivers') = require('./read-waivers');
  return { waivers: readWaivers(yaml, path, controls, Date.now()), file };
}

/** The waivers of a file. Throws ConfigurationError with all that is wrong. */
export function waiversOf({ yaml, path, controls, now }: WaiversText): readonly Waiver[] {
  const { readWaivers }: typeof import('./read-waivers') = require('./read-waivers');
  return readWaivers(yaml, path, controls, now);
}

/** See `addWaivers` of `edit-waivers.ts`. */
export function addWaivers(
  file: WaiversText,
  terms: WaiverTerms,
  subjects: WaivedSubjects,
): AddedWaivers {
  const { addWaivers: add }: typeof import('./edit-waivers') = require('./edit-waivers');
  return add(file, terms, subjects);
}

/** See `removeWaivers` of `edit-waivers.ts`. */
export function removeWaivers(file: WaiversText, waivers: Iterable<Waiver>): string {
  const { removeWaivers: remove }: typeof import('./edit-waivers') = require('./edit-waivers');
  return remove(file, waivers);
}

/** The last instant of a day such as `2026-12-31` in UTC; undefined where it is none. */
export function endOfDay(day: string): Instant | undefined {
  const { endOf }: typeof import('./read-waivers') = require('./read-waivers');
  return endOf(day);
}

/** The shape of a waivers file as a JSON schema, for editors. */
export function waiversSchema(): unknown {
  const { waiversSchema: schema }: typeof import('./read-waivers') = require('./read-waivers');
  return schema();
}
