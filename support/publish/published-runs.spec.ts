import { createHash } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { type MemoryS3, startMemoryS3 } from '../../tools/testing/deploy';
import { newestPublished } from './published-runs';

const ACCOUNT = '111122223333';
const of = { runId: '2026-03-10T02-00-00Z-0a1b2c', account: ACCOUNT, profiles: ['house'] };
let s3: MemoryS3;
let client: S3Client;

beforeEach(async () => {
  s3 = await startMemoryS3();
  client = new S3Client({
    endpoint: s3.url,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'demo', secretAccessKey: 'demo' },
  });
});
afterEach(async () => {
  client.destroy();
  await s3.close();
});

const idOf = (day: string) => `${day}T02-00-00Z-0a1b2c`;

/** Publishes a manifest, and gives its hash. */
function publish(
  day: string,
  profile = 'house',
  { account = ACCOUNT, below = 'iam/' } = {},
): string {
  const run = { id: idOf(day), startedAt: `${day}T02:00:00.000Z` };
  const text = JSON.stringify({ run, account: { id: account }, profiles: [{ name: profile }] });
  const key = `evidence/${below}dt=${day}/account=${account}/${idOf(day)}/manifest.json`;
  s3.objects.set(key, Buffer.from(text));
  return createHash('sha256').update(text).digest('hex');
}

const newest = (prefix = 'iam') => newestPublished({ client }, { bucket: 'evidence', prefix }, of);

describe('the run before, where bundles are published', () => {
  test('is the newest of the account and profiles, of which the manifest alone is read', async () => {
    publish('2026-03-01');
    const manifest = publish('2026-03-08');
    publish('2026-03-09', 'strict');
    publish('2026-03-09', 'house', { account: '999999999999' });
    publish('2026-03-11');
    expect(await newest()).toEqual({
      previous: { runId: idOf('2026-03-08'), manifest },
      notes: [],
    });
    const read = s3.calls.filter((call) => call.startsWith('GET '));
    expect(read).toHaveLength(2);
    expect(read.every((call) => call.endsWith('/manifest.json'))).toBe(true);
  });

  test('lies at the root of a bucket, too', async () => {
    const manifest = publish('2026-03-08', 'house', { below: '' });
    expect((await newest('')).previous).toEqual({ runId: idOf('2026-03-08'), manifest });
  });

  test('is none where none is there, and a note says so', async () => {
    expect(await newest()).toEqual({
      previous: null,
      notes: [
        expect.stringMatching(/^No earlier run .* in s3:\/\/evidence\/iam\/: the chain begins/),
      ],
    });
  });

  test('is named though it is damaged; one that was not published whole is left out', async () => {
    const good = publish('2026-03-07');
    const folder = `evidence/iam/dt=2026-03-09/account=${ACCOUNT}/${idOf('2026-03-09')}`;
    s3.objects.set(`${folder}/report.csv`, Buffer.from('x'));
    expect(await newest()).toEqual({
      previous: { runId: idOf('2026-03-07'), manifest: good },
      notes: [expect.stringContaining('was not published whole')],
    });
    s3.objects.set(`${folder}/manifest.json`, Buffer.from('{'));
    const { previous, notes } = await newest();
    expect(previous?.runId).toBe(idOf('2026-03-09'));
    expect(notes).toEqual([expect.stringContaining('is damaged')]);
  });

  test('is looked for in so many manifests, and not for ever', async () => {
    for (let at = 0; at < 70; at++) {
      publish(new Date(Date.UTC(2025, 11, 1 + at)).toISOString().slice(0, 10), 'strict');
    }
    const { previous, notes } = await newest();
    expect(previous).toBeNull();
    expect(notes).toEqual([expect.stringContaining('among the last 60 runs')]);
    expect(s3.calls.filter((call) => call.startsWith('GET '))).toHaveLength(60);
  });

  test('is not known where S3 refuses', async () => {
    publish('2026-03-08');
    s3.refuse = (call) => (call.includes('manifest.json') ? 'AccessDenied' : undefined);
    await expect(newest()).rejects.toThrow(/s3:GetObject/);
  });
});
