import { createHash } from 'node:crypto';
import { realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '../control';
import { formatInstant, type Instant, messageOf } from '../report';
import { LARGEST_MANIFEST } from './glance';
import { MANIFEST, RUN_ID_TEXT } from './manifest';
import { readOwnBytes } from './own-directory';
import { identityIn, type Predecessor, type Successor } from './previous-run';

/**
 * The run that IAMSPEC_PREVIOUS names by its manifest or the directory of its bundle. Throws ConfigurationError where it
 * cannot be read, is of another account or other profiles, or did not begin before `startedAt`.
 */
export function readPredecessor(
  path: string,
  of: Successor & { readonly startedAt: Instant },
): Predecessor {
  const bytes = bytesOf(path);
  const said = identityIn(bytes);
  if (said?.startedAt === undefined || !RUN_ID_TEXT.test(said.runId)) {
    return refuse(path, 'that is no manifest of a run of iamspec.');
  }
  const { runId, account, profiles, startedAt } = said;
  if (account !== of.account) {
    refuse(path, `run ${runId} is of ${account ?? 'no account'}, but this one of ${of.account}.`);
  }
  if (profiles.join() !== of.profiles.join()) {
    refuse(
      path,
      `run ${runId} is of the profiles ${profiles.join(', ') || 'none'}, but this one of ${of.profiles.join(', ')}.`,
    );
  }
  if (startedAt >= of.startedAt || runId >= of.runId) {
    refuse(
      path,
      `run ${runId} began at ${formatInstant(startedAt)}, which is not before this one.`,
    );
  }
  return { previous: { runId, manifest: sha256(bytes) }, notes: [] };
}

// A link will do, such as reports/latest: what is named is told by its hash.
function bytesOf(path: string): Buffer {
  try {
    const found = realpathSync(path);
    const file = statSync(found).isDirectory() ? join(found, MANIFEST) : found;
    return readOwnBytes(file, LARGEST_MANIFEST);
  } catch (error) {
    return refuse(path, `it cannot be read: ${messageOf(error)}.`);
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function refuse(path: string, why: string): never {
  throw new ConfigurationError([
    `IAMSPEC_PREVIOUS is ${JSON.stringify(path)}, which cannot be the run before this one: ${why} Name the latest ` +
      'run of this account and these profiles.',
  ]);
}
