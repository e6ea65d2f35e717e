import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  EnableSecurityHubCommand,
  paginateGetFindings,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { motoInstalled, startMoto } from '../../tools/testing/moto';
import { publishToS3 } from './publish-s3';
import { productArn, publishToSecurityHub } from './publish-security-hub';

// A second opinion on both publications.
const whereInstalled = motoInstalled ? describe : describe.skip;

const HUB = { partition: 'aws', region: 'eu-central-1', account: '123456789012' } as const;
const former = process.env;
const directory = mkdtempSync(join(tmpdir(), 'iamspec-spec-'));
const afterwards: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  if (!motoInstalled) return;
  const { url, stop } = await startMoto();
  afterwards.push(stop);
  process.env = {
    PATH: former.PATH,
    AWS_CONFIG_FILE: '/nonexistent',
    AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL: url,
  };
});

afterAll(async () => {
  process.env = former;
  rmSync(directory, { recursive: true, force: true });
  for (const end of afterwards) await end();
});

whereInstalled('moto', () => {
  test('S3: a bundle is there, and a second publication writes nothing', async () => {
    const client = new S3Client({ region: HUB.region, forcePathStyle: true });
    const Bucket = 'evidence';
    const LocationConstraint = HUB.region;
    await client.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }),
    );
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    const large = 'user,arn\n'.repeat(500_000);
    writeFileSync(join(directory, 'report.csv'), large);
    writeFileSync(join(directory, 'empty.txt'), '');
    writeFileSync(join(directory, 'manifest.json'), '{}');

    const lines: string[] = [];
    const publish = (kmsKeyId?: string) =>
      publishToS3({
        destination: { bucket: Bucket, prefix: 'audits' },
        bundle: directory,
        account: HUB.account,
        date: '2026-09-11',
        runId: kmsKeyId ?? 'run-1',
        kmsKeyId,
        progress: (line) => lines.push(line),
      });
    const keys = await publish();
    expect(await publish()).toEqual(keys);
    expect(lines.filter((line) => line.endsWith('is there already, the same.'))).toHaveLength(3);

    const { Versions = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }));
    expect(Versions.map(({ Key }) => Key).sort()).toEqual([...keys].sort());
    const Key = keys.find((key) => key.endsWith('report.csv'));
    const { Body, ContentType, ServerSideEncryption } = await client.send(
      new GetObjectCommand({ Bucket, Key }),
    );
    expect((await Body?.transformToString()) === large).toBe(true);
    expect({ ContentType, ServerSideEncryption }).toEqual({
      ContentType: 'text/csv; charset=utf-8',
      ServerSideEncryption: 'AES256',
    });

    writeFileSync(join(directory, 'empty.txt'), 'no longer');
    await expect(publish()).rejects.toThrow(/empty\.txt exists with other content/);

    const [encrypted] = await publish('key-1');
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: encrypted }));
    expect(head).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'key-1' });
    client.destroy();
  });

  test('S3: a bucket that is not there', async () => {
    const publication = publishToS3({
      destination: { bucket: 'nowhere', prefix: '' },
      bundle: directory,
      account: HUB.account,
      date: '2026-09-11',
      runId: 'run-1',
      progress: () => {},
    });
    await expect(publication).rejects.toThrow(/^There is no bucket "nowhere"/);
  });

  test('Security Hub: findings are imported, and archived once they are gone', async () => {
    const client = new SecurityHubClient({ region: HUB.region });
    await client.send(new EnableSecurityHubCommand({}));
    const run = (count: number, UpdatedAt: string) =>
      publishToSecurityHub({
        ...HUB,
        findings: Array.from({ length: count }, (_, index) => finding(String(index), UpdatedAt)),
        generators: ['iamspec/root-mfa'],
        progress: () => {},
      });
    expect(await run(250, '2026-09-07T12:00:00Z')).toEqual({
      imported: 250,
      archived: 0,
      failed: [],
    });
    expect(await run(130, '2026-09-08T12:00:00Z')).toEqual({
      imported: 130,
      archived: 120,
      failed: [],
    });
    // A run that was published late changes nothing that is newer.
    expect(await run(1, '2026-09-06T12:00:00Z')).toEqual({ imported: 1, archived: 0, failed: [] });
    const states: (string | undefined)[] = [];
    for await (const { Findings = [] } of paginateGetFindings({ client }, {})) {
      states.push(...Findings.map(({ RecordState }) => RecordState));
    }
    expect(states).toEqual([...Array(130).fill('ACTIVE'), ...Array(120).fill('ARCHIVED')]);
    client.destroy();
  });
});

function finding(Id: string, UpdatedAt: string) {
  return {
    SchemaVersion: '2018-10-08',
    Id,
    ProductArn: productArn(HUB),
    GeneratorId: 'iamspec/root-mfa',
    AwsAccountId: HUB.account,
    CreatedAt: '2026-09-07T12:00:00Z',
    UpdatedAt,
    Title: 'The root user has MFA',
    Description: 'It has none.',
    Resources: [{ Type: 'AwsAccount', Id: `AWS::::Account:${HUB.account}` }],
  };
}
