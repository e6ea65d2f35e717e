import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { Bucket } from './stack';

type Put = (key: string, body: string | Uint8Array, contentType: string) => Promise<void>;

/** A bucket that can be written and read. */
export interface Store {
  readonly bucket: Bucket;
  readonly client: S3Client;
  readonly put: Put;
  /** Puts what never changes: what is there already has to be the same. */
  readonly keep: Put;
  readonly get: (key: string) => Promise<string>;
  readonly list: (prefix: string) => Promise<readonly string[]>;
}

const clients = new Map<string | undefined, S3Client>();

function clientFor(endpoint: string | undefined): S3Client {
  const known = clients.get(endpoint);
  if (known) return known;
  const client = new S3Client({
    followRegionRedirects: true,
    forcePathStyle: endpoint !== undefined,
  });
  clients.set(endpoint, client);
  return client;
}

/** Opens a bucket of the stack. */
export function openStore(bucket: Bucket): Store {
  const { name, owner, kmsKeyId } = bucket;
  const client = clientFor(process.env.AWS_ENDPOINT_URL_S3);
  const there = { Bucket: name, ExpectedBucketOwner: owner };
  const encryption =
    kmsKeyId === undefined
      ? ({ ServerSideEncryption: 'AES256' } as const)
      : ({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: kmsKeyId } as const);
  const always = { ...there, ...encryption };
  async function get(Key: string): Promise<string> {
    const { Body } = await client.send(new GetObjectCommand({ ...there, Key }));
    if (!Body) throw new Error(`s3://${name}/${Key} has no content`);
    return Body.transformToString();
  }
  return {
    bucket,
    client,
    get,
    async put(Key, Body, ContentType) {
      await client.send(new PutObjectCommand({ ...always, Key, Body, ContentType }));
    },
    async keep(Key, Body, ContentType) {
      try {
        const input = { ...always, Key, Body, ContentType, IfNoneMatch: '*' };
        await client.send(new PutObjectCommand(input));
      } catch (error) {
        if (!isThere(error)) throw error;
        if ((await get(Key)) === Buffer.from(Body).toString()) return;
        throw new Error(`s3://${name}/${Key} is there with another content; it is left as it is`);
      }
    },
    async list(Prefix) {
      const keys: string[] = [];
      let ContinuationToken: string | undefined;
      do {
        const input = { ...there, Prefix, ContinuationToken };
        const page = await client.send(new ListObjectsV2Command(input));
        keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
        ContinuationToken = page.IsTruncated ? page.NextContinuationToken : undefined;
      } while (ContinuationToken !== undefined);
      return keys;
    },
  };
}

/** Lets work have a directory, which is gone afterwards. */
export async function inTemporaryDirectory<T>(
  work: (directory: string) => T | Promise<T>,
): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'iamspec-'));
  try {
    return await work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function isThere(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412;
}
