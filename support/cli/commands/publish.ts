import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { ConfigurationError } from '../../control';
import { fileProblems, type Manifest, readManifest } from '../../evidence/read-bundle';
import { parseVerdictsNdjson } from '../../evidence/verdicts-ndjson';
import { visible } from '../../evidence/visible';
import { latestBundle } from '../latest-bundle';
import { print, say } from '../output';

const SECURITY_HUB = 'security-hub';

/** `iamspec publish`: hands a bundle on to S3 or Security Hub. */
export function publish(program: Command): void {
  program
    .command('publish')
    .description('put a bundle into S3, or its findings into Security Hub')
    .argument('<where>', `s3://bucket/prefix, or ${SECURITY_HUB}`)
    .argument('[bundle]', 'the directory of a bundle (default: the latest)')
    .option('--kms-key <id>', 'encrypt with this KMS key (default: the keys of S3)')
    .option('--bucket-owner <account>', 'the account that must own the bucket')
    .addHelpText(
      'after',
      '\nExamples:\n  iamspec publish s3://evidence/iam\n  iamspec publish s3://evidence/iam reports/latest --kms-key alias/evidence\n  iamspec publish security-hub',
    )
    .action(async (where: string, named: string | undefined, { kmsKey, bucketOwner }) => {
      const bundle = latestBundle(named);
      const manifest = readManifest(bundle);
      const changed = fileProblems(bundle, manifest);
      if (changed.length > 0) throw new ConfigurationError(changed);
      if (where === SECURITY_HUB) await toSecurityHub(bundle, manifest);
      else
        await toS3(where, bundle, manifest, { kmsKeyId: kmsKey, expectedBucketOwner: bucketOwner });
    });
}

async function toS3(
  where: string,
  bundle: string,
  { run, account }: Manifest,
  options: { readonly kmsKeyId?: string; readonly expectedBucketOwner?: string },
): Promise<void> {
  const { parseS3Destination, publishToS3 } = await import('../../aws/publish-s3');
  const destination = parseS3Destination(where);
  const keys = await publishToS3({
    destination,
    bundle,
    account: account?.id ?? 'no-account',
    date: new Date(run.startedAt).toISOString().slice(0, 'YYYY-MM-DD'.length),
    runId: run.id,
    progress: say,
    ...options,
  });
  print(keys.map((key) => visible(`s3://${destination.bucket}/${key}`)).join('\n'));
}

async function toSecurityHub(bundle: string, manifest: Manifest): Promise<void> {
  const { account } = manifest;
  if (!account) {
    throw new ConfigurationError([
      'the run could read no report, so its findings are of no account: Security Hub takes none. ' +
        'S3 takes the bundle.',
    ]);
  }
  const { checkedGenerators } = await import('../../aws/publish-generators');
  const { readFindings } = await import('../../aws/read-findings');
  const { productArn, publishToSecurityHub, securityHubRegion } = await import(
    '../../aws/publish-security-hub'
  );
  const verdicts = parseVerdictsNdjson(bundledText(bundle, manifest, 'verdicts.ndjson'));
  const text = bundledText(bundle, manifest, 'findings.asff.json');
  const region = await securityHubRegion();
  const here = { account: account.id, partition: account.partition, region };
  const findings = readFindings(text).map((finding) => ({
    ...finding,
    ProductArn: productArn(here),
  }));
  const generators = checkedGenerators(manifest, verdicts);
  const unchecked = manifest.controls.length - generators.length;
  if (unchecked > 0) {
    say(
      `Not checked completely: ${unchecked} of ${manifest.controls.length} controls. Nothing of theirs is archived.`,
    );
  }
  const { imported, archived, failed } = await publishToSecurityHub({
    ...here,
    findings,
    generators,
    progress: say,
  });
  for (const { id, code, message } of failed) say(`Not taken: ${id} (${code}: ${message})`);
  print(`${imported} findings imported, ${archived} archived, ${failed.length} not taken.`);
  if (failed.length > 0) process.exitCode = 2;
}

function bundledText(bundle: string, { files }: Manifest, name: string): string {
  if (files[name]) return readFileSync(join(bundle, name), 'utf8');
  throw new ConfigurationError([`${bundle}: the manifest does not name ${name}.`]);
}
