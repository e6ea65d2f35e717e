import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Bucket } from './stack';

/** A bucket that can be written and read. */
export interface Store {
  readonly client: S3Client;
  readonly put: (key: string, body: string | Uint8Array, contentType: string) => Promise<void>;
  readonly get: (key: string) => Promise<string>;
  /** All keys that begin so. */
  readonly list: (prefix: string) => Promise<readonly string[]>;
}

const clients = new Map<string | undefined, S3Client>();

/** One client, and its connections, for as long as a function lives. */
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
export function openStore({ name, owner, kmsKeyId }: Bucket): Store {
  const client = clientFor(process.env.AWS_ENDPOINT_URL_S3);
  const there = { Bucket: name, ExpectedBucketOwner: owner };
  return {
    client,
    async put(Key, Body, ContentType) {
      const encryption =
        kmsKeyId === undefined
          ? ({ ServerSideEncryption: 'AES256' } as const)
          : ({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: kmsKeyId } as const);
      await client.send(new PutObjectCommand({ ...there, Key, Body, ContentType, ...encryption }));
    },
    async get(Key) {
      const { Body } = await client.send(new GetObjectCommand({ ...there, Key }));
      if (!Body) throw new Error(`s3://${name}/${Key} has no content`);
      return Body.transformToString();
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
