import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  HeadBucketCommand,
  HeadObjectCommand,
  type PutObjectCommandInput,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { errorCode, said, sayWhere } from '../aws';
import { explainS3 } from './explain-s3';
import { explainPublication, PublishError } from './publish-permissions';
import { putCommand } from './s3-upload';

interface S3Destination {
  readonly bucket: string;
  /** Without a slash at either end; empty = the root of the bucket. */
  readonly prefix: string;
}

/** What to publish, and where. */
export interface S3Publication {
  readonly destination: S3Destination;
  readonly bundle: string;
  /** The SHA-256 of each checked file, in hex: nothing else is sent. Absent for a bundle just written. */
  readonly hashes?: Readonly<Record<string, string>> | undefined;
  /** The audited account; `no-account` where the run could read no report. */
  readonly account: string;
  /** YYYY-MM-DD, UTC. */
  readonly date: string;
  readonly runId: string;
  /** Without it S3's own key encrypts (AES256). */
  readonly kmsKeyId?: string | undefined;
  readonly expectedBucketOwner?: string | undefined;
  readonly progress: (line: string) => void;
  readonly client?: S3Client | undefined;
}

const MANIFEST = 'manifest.json';
const UPLOADS_AT_A_TIME = 4;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.csv': 'text/csv; charset=utf-8',
  '.gz': 'application/gzip',
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json',
  '.jsonl': 'application/x-ndjson',
  '.md': 'text/markdown; charset=utf-8',
  '.ndjson': 'application/x-ndjson',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
  '.yaml': 'application/yaml',
  '.yml': 'application/yaml',
};

/** Reads `s3://bucket` or `s3://bucket/prefix`. Throws a PublishError. */
export function parseS3Destination(text: string): S3Destination {
  const [, bucket = '', rest = ''] = /^s3:\/\/([^/]*)(?:\/(.*))?$/s.exec(text.trim()) ?? [];
  const prefix = rest.replace(/\/$/, '');
  const problem = bucketProblem(bucket) ?? prefixProblem(prefix);
  if (problem === undefined) return { bucket, prefix };
  throw new PublishError(
    `"${text}" is no S3 destination: ${problem}. Expected s3://bucket or s3://bucket/prefix.`,
  );
}

function bucketProblem(bucket: string): string | undefined {
  if (bucket === '') return 'it names no bucket';
  const named = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) && !bucket.includes('..');
  return named && !/^\d+(\.\d+){3}$/.test(bucket) ? undefined : `"${bucket}" is no bucket's name`;
}

function prefixProblem(prefix: string): string | undefined {
  if (prefix === '') return undefined;
  const odd = prefix.split('/').find((part) => ['', '.', '..'].includes(part));
  if (odd !== undefined) return `its prefix has a part "${odd}"`;
  return /[\p{Cc}\\]/u.test(prefix) ? 'its prefix has a backslash or control character' : undefined;
}

/** Uploads a bundle and gives the keys. Nothing is overwritten; a run that has its manifest is complete. */
export async function publishToS3(publication: S3Publication): Promise<readonly string[]> {
  const { destination, bundle, progress } = publication;
  const folder = keyPrefix(publication);
  const names = await bundleFiles(bundle);
  progress(`Uploading ${names.length + 1} files to s3://${destination.bucket}/${folder}/ ...`);
  const client = publication.client ?? (await bucketClient(publication));
  if (publication.client === undefined) sayWhere(client, 's3', progress);
  const upload = async (name: string) => putFile({ publication, client, folder, name });
  try {
    const keys = await mapInParallel(names, UPLOADS_AT_A_TIME, upload);
    return [...keys, await upload(MANIFEST)];
  } finally {
    if (publication.client === undefined) client.destroy();
  }
}

function keyPrefix({ destination, account, date, runId }: S3Publication): string {
  if (!/^(?:\d{12}|no-account)$/.test(account))
    throw new PublishError(`"${account}" is no account id.`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new PublishError(`"${date}" is no day: YYYY-MM-DD.`);
  if (!/^\w[\w.=+:@-]*$/.test(runId)) throw new PublishError(`"${runId}" is no id of a run.`);
  const parts = [destination.prefix, `dt=${date}`, `account=${account}`, runId];
  return parts.filter((part) => part !== '').join('/');
}

async function bundleFiles(bundle: string): Promise<readonly string[]> {
  const entries = await readdir(bundle, { recursive: true, withFileTypes: true }).catch((error) => {
    throw new PublishError(`The evidence cannot be read (${said(error)}).`, { cause: error });
  });
  const files = entries.filter((entry) => !entry.isDirectory());
  // A link can lead out of the bundle.
  const odd = files.find((entry) => !entry.isFile());
  if (odd !== undefined) throw new PublishError(`${join(bundle, odd.name)} is not a plain file.`);
  const names = files
    .map(({ parentPath, name }) => relative(bundle, join(parentPath, name)))
    .map((path) => path.split(sep).join('/'));
  if (!names.includes(MANIFEST)) {
    throw new PublishError(`${bundle} is no evidence bundle: it has no ${MANIFEST}.`);
  }
  return names.filter((name) => name !== MANIFEST).sort();
}

/** A client in the region of a bucket. Throws a PublishError where there is no such bucket. */
export async function s3Reader(bucket: string): Promise<{ readonly client: S3Client }> {
  return {
    client: await bucketClient({ destination: { bucket }, expectedBucketOwner: undefined }),
  };
}

interface Opened {
  readonly destination: Pick<S3Destination, 'bucket'>;
  readonly expectedBucketOwner?: string | undefined;
}

// S3 tells the region of a bucket even to a caller that it refuses.
async function bucketClient({ destination, expectedBucketOwner }: Opened) {
  const region = await new S3Client({}).config.region().catch(() => 'us-east-1');
  const client = s3Client(region, { followRegionRedirects: false });
  try {
    const input = { Bucket: destination.bucket, ExpectedBucketOwner: expectedBucketOwner };
    const { BucketRegion = region } = await client.send(new HeadBucketCommand(input));
    return s3Client(BucketRegion);
  } catch (error) {
    const { status, region: found = region } = response(error);
    const absent = status === undefined || status === 404;
    if (absent) throw explainS3(error, 's3:HeadBucket', destination.bucket);
    return s3Client(found);
  } finally {
    client.destroy();
  }
}

function s3Client(region: string, config: S3ClientConfig = {}): S3Client {
  const { AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3 } = process.env;
  return new S3Client({
    region,
    followRegionRedirects: true,
    ...config,
    // The bucket's name as a host's name is for AWS's own endpoints.
    forcePathStyle: (AWS_ENDPOINT_URL_S3 ?? AWS_ENDPOINT_URL) !== undefined,
    requestHandler: { connectionTimeout: 10_000, socketTimeout: 60_000 },
  });
}

function response(error: unknown): { readonly status?: number; readonly region?: string } {
  const answer: unknown = Object(error).$response;
  if (typeof answer !== 'object' || answer === null) return {};
  const status: unknown = Object(answer).statusCode;
  const region: unknown = Object(Object(answer).headers)['x-amz-bucket-region'];
  return {
    ...(typeof status === 'number' && { status }),
    ...(typeof region === 'string' && { region }),
  };
}

interface Upload {
  readonly publication: S3Publication;
  readonly client: S3Client;
  readonly folder: string;
  readonly name: string;
}

async function putFile({ publication, client, folder, name }: Upload): Promise<string> {
  const { destination, bundle, kmsKeyId, expectedBucketOwner } = publication;
  const path = join(bundle, name);
  const Key = `${folder}/${name}`;
  const { size, sha256 } = await fingerprint(path);
  const { hashes } = publication;
  if (hashes && sha256.toString('hex') !== hashes[name]) {
    throw new PublishError(`${path} is not what was checked: it was changed since. Publish again.`);
  }
  const object = { Bucket: destination.bucket, Key, ExpectedBucketOwner: expectedBucketOwner };
  const input: PutObjectCommandInput = {
    ...object,
    IfNoneMatch: '*',
    ContentLength: size,
    ContentType: CONTENT_TYPES[extname(name).toLowerCase()] ?? 'application/octet-stream',
    ChecksumAlgorithm: 'SHA256',
    ChecksumSHA256: sha256.toString('base64'),
    ServerSideEncryption: kmsKeyId === undefined ? 'AES256' : 'aws:kms',
    SSEKMSKeyId: kmsKeyId,
  };
  try {
    await client.send(putCommand(input, path, sha256));
  } catch (error) {
    if (errorCode(error) !== 'PreconditionFailed') {
      throw explainS3(error, 's3:PutObject', destination.bucket, expectedBucketOwner);
    }
    await expectSame(client, object, sha256);
    publication.progress(`s3://${destination.bucket}/${Key} is there already, the same.`);
  }
  return Key;
}

async function fingerprint(path: string): Promise<{ size: number; sha256: Buffer }> {
  try {
    const hash = createHash('sha256');
    await pipeline(createReadStream(path), hash);
    return { size: (await stat(path)).size, sha256: hash.digest() };
  } catch (error) {
    throw new PublishError(`The evidence cannot be read (${said(error)}).`, { cause: error });
  }
}

interface S3Object {
  readonly Bucket: string;
  readonly Key: string;
  readonly ExpectedBucketOwner: string | undefined;
}

async function expectSame(client: S3Client, object: S3Object, sha256: Buffer): Promise<void> {
  const uri = `s3://${object.Bucket}/${object.Key}`;
  const there = await checksumThere(client, object, uri);
  if (there === sha256.toString('base64')) return;
  const content = there === undefined ? 'a content that S3 has no SHA-256 of' : 'other content';
  throw new PublishError(
    `${uri} exists with ${content}. Evidence is never overwritten: publish the run under another ` +
      'prefix or id.',
  );
}

async function checksumThere(client: S3Client, object: S3Object, uri: string) {
  try {
    const command = new HeadObjectCommand({ ...object, ChecksumMode: 'ENABLED' });
    return (await client.send(command)).ChecksumSHA256;
  } catch (error) {
    if (response(error).status !== 403) throw explainPublication(error, 's3:GetObject');
    throw new PublishError(
      `${uri} exists; whether with the same content AWS refuses to tell. Allow s3:GetObject to ` +
        'the caller, with a KMS key kms:Decrypt as well.',
      { cause: error },
    );
  }
}

// Waits for all, also where one fails: nothing goes on after it has returned.
async function mapInParallel<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const queue = items.entries();
  let failed = false;
  const worker = async () => {
    for (const [index, item] of queue) {
      if (failed) return;
      try {
        results[index] = await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: limit }, worker));
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  return results;
}
