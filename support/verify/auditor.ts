import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { publicKey } from '../bundle';
import { ConfigurationError, type Profile, type Severity, type Waiver } from '../control';
import type { Instant } from '../report';
import {
  type Catalogue,
  type GivenSettings,
  inForce,
  loadProfile,
  loadWaivers,
  ROOT_DIR,
  readCatalogue,
} from '../run';
import type { TrustedKey } from './check-signature';

/** What a bundle is held against: the auditor's own policy, and what the auditor asked for. */
export interface Auditor {
  /** None = no signature is asked for. */
  readonly keys: readonly TrustedKey[];
  /** The account that the bundle must be of; undefined = any. */
  readonly account: string | undefined;
  /** How old the report may be now, in milliseconds; undefined = any age. */
  readonly maxAge: number | undefined;
  /** The profiles that the auditor names; undefined = whichever of iamspec's own the run had. */
  readonly profiles: readonly Profile[] | undefined;
  readonly waivers: readonly Waiver[];
  /** From which severity on failures count for the auditor. */
  readonly failOn: Severity;
  /** The controls of this iamspec. */
  readonly catalogue: Catalogue;
  /** The auditor's time. */
  readonly now: Instant;
}

/** What a command was told besides its settings. */
export interface Asked {
  /** Paths of public keys, or of directories of them. */
  readonly keys: readonly string[];
  readonly account?: string | undefined;
  /** In milliseconds. */
  readonly maxAge?: number | undefined;
}

/**
 * Settles what a bundle is held against. Nothing is loaded from the working directory but what a
 * setting names: it may be the bundle itself.
 *
 * @param given profiles, waivers and the severity to fail on count
 * @throws ConfigurationError where a setting, profile, waiver or key is wrong
 */
export function readAuditor(
  given: GivenSettings,
  { keys, account, maxAge }: Asked,
  now: Instant,
): Auditor {
  const settings = inForce(given);
  if (account !== undefined && !/^\d{12}$/.test(account)) {
    throw new ConfigurationError([`--account is ${JSON.stringify(account)}, expected 12 digits.`]);
  }
  const catalogue = readCatalogue(join(ROOT_DIR, 'controls'));
  const source = { setting: settings.waivers, trustsDirectory: false };
  const known = catalogue.entries.map(({ id }) => id);
  return {
    keys: keys.flatMap(readKeys),
    account,
    maxAge,
    catalogue,
    now,
    profiles:
      given.texts.profiles === undefined
        ? undefined
        : settings.profiles.map((name) => loadProfile(name, join(ROOT_DIR, 'profiles'))),
    waivers: loadWaivers(source, known).waivers,
    failOn: settings.failOn,
  };
}

function readKeys(path: string): readonly TrustedKey[] {
  const names = keyFiles(path);
  if (names.length > 0) return names.map(readKey);
  throw new ConfigurationError([
    `--key is "${path}", a directory without a .pem file: no signature could be the right one.`,
  ]);
}

function keyFiles(path: string): readonly string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
  return readdirSync(path)
    .filter((name) => name.endsWith('.pem'))
    .map((name) => join(path, name));
}

// One key that cannot be read may be the one that was meant.
function readKey(name: string): TrustedKey {
  try {
    return { name, key: publicKey(readFileSync(name, 'utf8')) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError([`--key is "${name}", which cannot be used: ${why}`]);
  }
}
