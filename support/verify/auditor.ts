import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { publicKey, readReference } from '../bundle';
import { ConfigurationError } from '../control';
import { type Instant, messageOf } from '../report';
import { ACCOUNT_ID } from '../result';
import { type GivenSettings, inForce, loadProfile, loadWaivers, readCatalogue } from '../run';
import type { TrustedKey } from './check-signature';
import { checkerOf } from './checker';
import type { Auditor as CoreAuditor } from './core/auditor';

/** What a bundle is held against on this machine; without a key no signature is asked for. */
export interface Auditor extends CoreAuditor {
  readonly keys: readonly TrustedKey[];
}

/** What a command was told besides its settings. */
export interface Asked {
  /** Paths of public keys, or of directories of them. */
  readonly keys: readonly string[];
  readonly account?: string | undefined;
  readonly maxAge?: number | undefined;
  readonly secondOpinion?: boolean | undefined;
}

/** Throws ConfigurationError where what `--account` names is no id of an account. */
export function refuseNoAccount(account: string | undefined): void {
  if (account === undefined || ACCOUNT_ID.test(account)) return;
  throw new ConfigurationError([`--account is ${JSON.stringify(account)}, expected 12 digits.`]);
}

/** Loads what settings name and the policy of this directory, which a bundle has none of. Throws ConfigurationError. */
export function readAuditor(
  given: GivenSettings,
  { keys, account, maxAge, secondOpinion = false }: Asked,
  now: Instant,
): Auditor {
  const settings = inForce(given);
  refuseNoAccount(account);
  const catalogue = readCatalogue();
  const source = { setting: settings.waivers, trustsDirectory: false };
  const known = catalogue.entries.map(({ id }) => id);
  return {
    keys: readKeys(keys),
    account,
    maxAge,
    checker: checkerOf(catalogue),
    now,
    secondOpinion,
    profiles: given.texts.profiles === undefined ? undefined : settings.profiles.map(loadProfile),
    waivers: loadWaivers(source, known).waivers,
    failOn: settings.failOn,
    reference: settings.since === undefined ? undefined : readReference(settings.since),
  };
}

/** The public keys that paths name, or directories of them. Throws ConfigurationError where one cannot be used. */
export function readKeys(paths: readonly string[]): readonly TrustedKey[] {
  return paths.flatMap(keysAt);
}

function keysAt(path: string): readonly TrustedKey[] {
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

// Skipping one that cannot be read could skip the one that was meant.
function readKey(name: string): TrustedKey {
  try {
    return { name, key: publicKey(readFileSync(name, 'utf8')) };
  } catch (error) {
    throw new ConfigurationError([`--key is "${name}", which cannot be used: ${messageOf(error)}`]);
  }
}
