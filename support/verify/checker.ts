import { createHash } from 'node:crypto';
import { ConfigurationError, type Profile } from '../control';
import { type Catalogue, fileOf, isOurs, loadNamed, policyFile, profileNames } from '../run';
import type { Checker } from './core/auditor';

/** This code on this machine, with iamspec's policy and that of the repository where the auditor stands. */
export function checkerOf({ entries }: Catalogue): Checker {
  return {
    isOurs,
    entries,
    profileNames: profileNames(),
    profile: namedProfile,
    controlFiles: (id) =>
      entries.filter((entry) => entry.id === id).map(({ file }) => policyFile('control', file)),
    profileFile: (name) => policyFile('profile', fileOf(name)),
    sha256,
  };
}

function namedProfile(name: string): Profile | undefined {
  try {
    return loadNamed(name);
  } catch (error) {
    if (error instanceof ConfigurationError) return undefined;
    throw error;
  }
}

function sha256(pieces: Iterable<string | Uint8Array>): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}
