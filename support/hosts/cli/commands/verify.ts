import type { Command } from 'commander';
import { BundleFiles } from '../../../bundle';
import { visible } from '../../../result';
import { latestBundle } from '../latest-bundle';
import { OUT } from '../out-file';
import { isQuiet, printOrWrite } from '../output';
import { acceptedOf, addVerifyOptions, auditorOf } from '../verify-options';

/** `iamspec verify`: checks a bundle against itself, the auditor's policy and its signature. */
export function verify(program: Command): void {
  const command = program
    .command('verify')
    .description('check a bundle: signature, hashes, policy, and every verdict evaluated again')
    .argument('[bundle]', 'the directory of a bundle (default: the latest)')
    .option(OUT, 'write to a file')
    .addHelpText(
      'after',
      `
Examples:
  iamspec verify reports/latest
  iamspec verify reports/latest --key public.pem --account 111122223333 --max-age 7d
  iamspec verify reports/latest --second-opinion
  iamspec verify evidence/run --key trusted-keys --profile ./profiles/house.ts --waivers ours.yaml

Nothing is loaded from the bundle or the working directory but what a flag or setting names.

Exit code: 0 it stands, under your policy; 1 it is not as recorded; 2 it stands, but was made by
other code or under another policy, is partial, is not what you asked for, or could not check; or
it could not be read. What the run found is its own outcome, which is shown.`,
    );
  addVerifyOptions(command).option(
    '--second-opinion',
    'have all that the report decides judged again by another method, which shares no code with the first',
  );
  command.action(async (named: string | undefined, { out }) => {
    const bundle = latestBundle(named);
    const { verificationExitCode, verificationLines, verifyBundle } = await import(
      '../../../verify'
    );
    const verification = verifyBundle(new BundleFiles(bundle), await auditorOf(command));
    const accepted = acceptedOf(command);
    const lines = verificationLines(bundle, verification, accepted).map(visible);
    printOrWrite(
      lines.filter(isQuiet() && out === undefined ? isNeeded : () => true).join('\n'),
      out,
    );
    process.exitCode = verificationExitCode(verification, accepted);
  });
}

// What is wrong, and the outcome.
function isNeeded(line: string, at: number, all: readonly string[]): boolean {
  return at === all.length - 1 || /^(?:NOT AS RECORDED|BUT): /.test(line);
}
