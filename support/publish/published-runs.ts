import { GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { linkTo, type Predecessor, type Successor } from '../bundle';
import { count } from '../result';
import { explainS3 } from './explain-s3';
import { PublishError } from './publish-permissions';

// How far back the run before is looked for: days below the prefix, and manifests that are read.
const MOST_DAYS = 400;
const MOST_RUNS = 60;
// Of keys, 1,000 each: the days of 27 years.
const MOST_PAGES = 10;
// Bytes of a manifest.
const LARGEST = 16 << 20;

/** A bucket that can be read. */
export interface S3Reader {
  readonly client: S3Client;
  /** Who must own it; undefined = anybody. */
  readonly owner?: string | undefined;
}

interface Place {
  readonly bucket: string;
  /** As `publishToS3` takes it. */
  readonly prefix: string;
}

/**
 * The newest run of an account and its profiles that was published below a prefix before another one; a note says where
 * there is none. Reads manifests alone. Throws PublishError where S3 refuses.
 */
export async function newestPublished(
  reader: S3Reader,
  { bucket, prefix }: Place,
  of: Successor,
): Promise<Predecessor> {
  const at = { reader, bucket };
  const below = prefix === '' ? '' : `${prefix}/`;
  const last = of.runId.slice(0, 'YYYY-MM-DD'.length);
  const days = (await foldersIn(at, `${below}dt=`))
    .map((folder) => folder.slice(`${below}dt=`.length, -1))
    .filter((day) => day <= last);
  const notes: string[] = [];
  let read = 0;
  for (const day of days.slice(-MOST_DAYS).reverse()) {
    const account = `${below}dt=${day}/account=${of.account}/`;
    const ids = (await foldersIn(at, account)).map((key) => key.slice(account.length, -1));
    for (const id of ids.filter((each) => each < of.runId).reverse()) {
      const isTooFar = ++read > MOST_RUNS;
      if (isTooFar)
        return none(notes, `among the last ${count(MOST_RUNS, 'run')} in ${uri(at, below)}`);
      const bytes = await manifestAt(at, `${account}${id}/manifest.json`, notes);
      const { link, note } = bytes ? linkTo(bytes, id, of) : {};
      if (note !== undefined) notes.push(note);
      if (link) return { previous: link, notes };
    }
  }
  return none(notes, `in ${uri(at, below)}`);
}

function none(notes: readonly string[], where: string): Predecessor {
  const none = `No earlier run of this account and these profiles lies ${where}: the chain begins with this one.`;
  return { previous: null, notes: [...notes, none] };
}

interface In {
  readonly reader: S3Reader;
  readonly bucket: string;
}

function uri({ bucket }: In, key: string): string {
  return `s3://${bucket}/${key}`;
}

// Sorted by S3, in the order of UTF-8.
async function foldersIn(at: In, Prefix: string): Promise<readonly string[]> {
  const { reader, bucket: Bucket } = at;
  const folders: string[] = [];
  let ContinuationToken: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const input = { Bucket, Prefix, Delimiter: '/', ContinuationToken };
    const command = new ListObjectsV2Command({ ...input, ExpectedBucketOwner: reader.owner });
    const found = await reader.client.send(command).catch((error: unknown) => {
      throw explainS3(error, 's3:ListBucket', Bucket, reader.owner);
    });
    folders.push(...(found.CommonPrefixes ?? []).flatMap((each) => each.Prefix ?? []));
    ContinuationToken = found.IsTruncated ? found.NextContinuationToken : undefined;
    if (ContinuationToken === undefined) return folders;
  }
  throw new PublishError(`${uri(at, Prefix)} holds over ${count(MOST_PAGES * 1000, 'folder')}.`);
}

// What was begun to be published and never ended has no manifest.
async function manifestAt(at: In, Key: string, notes: string[]): Promise<Uint8Array | undefined> {
  const { reader, bucket: Bucket } = at;
  const input = { Bucket, Key, ExpectedBucketOwner: reader.owner };
  try {
    const { Body, ContentLength = 0 } = await reader.client.send(new GetObjectCommand(input));
    if (ContentLength <= LARGEST) return await Body?.transformToByteArray();
    notes.push(
      `${uri(at, Key)} is too large for a manifest (${count(ContentLength, 'byte')}): left out.`,
    );
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'NoSuchKey') {
      throw explainS3(error, 's3:GetObject', Bucket, reader.owner);
    }
    notes.push(`${uri(at, Key)} is not there: that run was not published whole, and is left out.`);
  }
  return undefined;
}
