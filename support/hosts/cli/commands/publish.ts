import type { Command } from 'commander';
import { BundleFiles, type Manifest } from '../../../bundle';
import { ConfigurationError } from '../../../control';
import { visible } from '../../../result';
import { readCatalogue } from '../../../run';
import { latestBundle } from '../latest-bundle';
import { print, say } from '../output';
import { acceptedOf, addVerifyOptions, auditorOf } from '../verify-options';

const SECURITY_HUB = 'security-hub';

/** `iamspec publish`: hands a bundle on to S3 or Security Hub. */
export function publish(program: Command): void {
  const command = program
    .command('publish')
    .description('put a bundle into S3, or its findings into Security Hub')
    .argument('<where>', `s3://bucket/prefix, or ${SECURITY_HUB}`)
    .argument('[bundle]', 'the directory of a bundle (default: the latest)')
    .option('--kms-key <id>', 'encrypt with this KMS key (default: the keys of S3)')
    .option('--bucket-owner <account>', 'the account that must own the bucket')
    .addHelpText(
      'after',
      `
Examples:
  iamspec publish s3://evidence/iam
  iamspec publish s3://evidence/iam reports/latest --kms-key alias/evidence
  iamspec publish security-hub --key public.pem

The bundle is verified first, as iamspec verify does with the same flags. One that is not as recorded
is not published. Security Hub archives findings that are gone only where verify would end with 0.`,
    );
  addVerifyOptions(command).action(async (where: string, named: string | undefined, flags) => {
    const files = new BundleFiles(latestBundle(named));
    const { verificationExitCode, verifyBundle } = await import('../../../verify');
    const verification = verifyBundle(files, await auditorOf(command));
    const { problems, manifest } = verification;
    if (problems.length > 0 || !manifest) {
      throw new ConfigurationError(problems.map((each) => `${files.directory}: ${each}`));
    }
    if (where === SECURITY_HUB) {
      const stands = verificationExitCode(verification, acceptedOf(command)) === 0;
      return toSecurityHub(files, manifest, stands);
    }
    return toS3(where, files, manifest, {
      kmsKeyId: flags.kmsKey,
      expectedBucketOwner: flags.bucketOwner,
    });
  });
}

async function toS3(
  where: string,
  files: BundleFiles,
  { run, account }: Manifest,
  options: { readonly kmsKeyId?: string; readonly expectedBucketOwner?: string },
): Promise<void> {
  const { parseS3Destination, publishToS3 } = await import('../../../publish');
  const destination = parseS3Destination(where);
  const keys = await publishToS3({
    destination,
    bundle: files.directory,
    hashes: Object.fromEntries(files.names.map((name) => [name, files.sha256(name)])),
    account: account?.id ?? 'no-account',
    date: new Date(run.startedAt).toISOString().slice(0, 'YYYY-MM-DD'.length),
    runId: run.id,
    progress: say,
    ...options,
  });
  print(keys.map((key) => visible(`s3://${destination.bucket}/${key}`)).join('\n'));
}

async function toSecurityHub(
  files: BundleFiles,
  manifest: Manifest,
  stands: boolean,
): Promise<void> {
  const { account } = manifest;
  if (!account) {
    throw new ConfigurationError([
      'the run could read no report, so its findings are of no account: Security Hub takes none. ' +
        'S3 takes the bundle.',
    ]);
  }
  const { writerOf } = await import('../../../formats');
  const { recordedResult } = await import('../../../verify');
  const { productArn, publishToSecurityHub, readFindings, securityHubRegion } = await import(
    '../../../publish'
  );
  const region = await securityHubRegion();
  const here = { account: account.id, partition: account.partition, region };
  const { result } = recordedResult(files, manifest, readCatalogue());
  const text = [...writerOf('asff')(result)].join('');
  const findings = readFindings(text).map((finding) => ({
    ...finding,
    ProductArn: productArn(here),
  }));
  const { imported, archived, failed } = await publishToSecurityHub({
    ...here,
    findings,
    generators: stands ? await archivable(files, manifest) : notArchivable(),
    progress: say,
  });
  for (const { id, code, message } of failed) say(`Not taken: ${id} (${code}: ${message})`);
  print(`${imported} findings imported, ${archived} archived, ${failed.length} not taken.`);
  if (failed.length > 0) process.exitCode = 2;
}

async function archivable(files: BundleFiles, manifest: Manifest): Promise<readonly string[]> {
  const { checkedGenerators } = await import('../../../publish');
  const { bundledVerdicts } = await import('../../../bundle');
  const { parseVerdictsNdjson } = await import('../../../formats');
  const verdicts = parseVerdictsNdjson(bundledVerdicts(files, manifest));
  const generators = checkedGenerators(manifest, verdicts);
  const unchecked = manifest.controls.length - generators.length;
  if (unchecked > 0) {
    say(
      `Not checked completely: ${unchecked} of ${manifest.controls.length} controls. Nothing of theirs is archived.`,
    );
  }
  return generators;
}

// That a finding is gone is only as true as the bundle that lacks it.
function notArchivable(): readonly string[] {
  say('iamspec verify would not end with 0 for this bundle, so nothing is archived on its word.');
  return [];
}
