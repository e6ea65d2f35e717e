import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigurationError, type Waiver } from '../control';
import { messageOf } from '../report';
import type { PolicyFile } from '../result';
import { policyFile } from './policy-files';
import { PACKAGE_DIR, POLICY_DIR } from './policy-places';

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
export function loadWaivers(
  { setting, trustsDirectory }: WaiversSource,
  controls: readonly string[],
): LoadedWaivers {
  if (setting !== undefined) return read(resolve(setting), readNamed(setting), controls);
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
  const used = filled[0] ?? found[0];
  return used ? read(used.path, used.yaml, controls) : { waivers: [], file: undefined };
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

/** The shape of a waivers file as a JSON schema, for editors. */
export function waiversSchema(): unknown {
  const { waiversSchema: schema }: typeof import('./read-waivers') = require('./read-waivers');
  return schema();
}
