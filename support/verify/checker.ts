import { createHash } from 'node:crypto';
import type { Content } from '../bundle';
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
    isOfHash: (content, sha256) => hashOf(content) === sha256,
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

function hashOf(content: Content): string {
  const hash = createHash('sha256');
  const isWhole = typeof content === 'string' || content instanceof Uint8Array;
  for (const piece of isWhole ? [content] : content) hash.update(piece);
  return hash.digest('hex');
}
