import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigurationError, type Waiver } from '../control';

const NAME = join('profiles', 'waivers.yaml');
const OWN = join(__dirname, '..', '..', NAME);

/**
 * Loads the accepted exceptions: the file of IAMSPEC_WAIVERS, which must exist, else
 * `profiles/waivers.yaml` of the working directory or of iamspec, which need not.
 *
 * @param setting the value of IAMSPEC_WAIVERS, if set
 * @param controls the ids of all controls there are
 * @throws ConfigurationError where a waiver is wrong
 */
export function loadWaivers(
  setting: string | undefined,
  controls: readonly string[],
): readonly Waiver[] {
  const path = setting ?? (existsSync(resolve(NAME)) ? resolve(NAME) : OWN);
  if (setting === undefined && !existsSync(path)) return [];
  let yaml: string;
  try {
    yaml = readFileSync(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError([`IAMSPEC_WAIVERS is "${path}", which cannot be read: ${why}.`]);
  }
  // Comments alone, as the file is delivered: no need to load a YAML parser.
  if (yaml.split('\n').every((line) => /^\s*(?:#|$)/.test(line))) return [];
  const {
    readWaivers,
  }: typeof import('../control/read-waivers') = require('../control/read-waivers');
  return readWaivers(yaml, path, controls, Date.now());
}
