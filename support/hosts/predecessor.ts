import { type Predecessor, readPredecessor, type Successor, successorOf } from '../bundle';
import { ConfigurationError } from '../control';
import { messageOf } from '../report';
import type { AuditResult } from '../result';

const S3 = 's3://';

/**
 * The run that IAMSPEC_PREVIOUS names; below an `s3://` prefix the newest of the account and profiles. Throws
 * ConfigurationError where it cannot be the one before, or where S3 does not tell.
 */
export async function namedPredecessor(
  named: string,
  result: Pick<AuditResult, 'run' | 'audited' | 'profiles'>,
): Promise<Predecessor | undefined> {
  const of = successorOf(result);
  if (!of) return undefined;
  if (!named.startsWith(S3)) {
    return readPredecessor(named, { ...of, startedAt: result.run.startedAt });
  }
  try {
    return await published(named, of);
  } catch (error) {
    throw new ConfigurationError([
      `IAMSPEC_PREVIOUS is ${JSON.stringify(named)}: ${inFull(error)}`,
    ]);
  }
}

async function published(named: string, of: Successor): Promise<Predecessor> {
  const { newestPublished, parseS3Destination, s3Reader } = await import('../publish');
  const { bucket, prefix } = parseS3Destination(named);
  const reader = await s3Reader(bucket);
  try {
    return await newestPublished(reader, { bucket, prefix }, of);
  } finally {
    reader.client.destroy();
  }
}

// It is not installed with iamspec, since few need it.
function inFull(error: unknown): string {
  const message = messageOf(error);
  const [, name] = /^Cannot find module '(@aws-sdk\/[\w-]+)'/.exec(message) ?? [];
  if (name === undefined) return message;
  return `it needs the package ${name}, which is not installed with iamspec: npm install --save-dev ${name}`;
}
