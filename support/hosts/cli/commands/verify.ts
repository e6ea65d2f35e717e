import type { Command } from 'commander';
import { BundleFiles } from '../../../bundle';
import { ConfigurationError } from '../../../control';
import { visible } from '../../../result';
import { accountDirectory } from '../account-directory';
import { latestBundle } from '../latest-bundle';
import { OUT } from '../out-file';
import { isQuiet, printOrWrite } from '../output';
import { flagNamed } from '../setting-options';
import { acceptedOf, addVerifyOptions, auditorOf } from '../verify-options';

/** `iamspec verify`: checks a bundle against itself, the auditor's policy and its signature. */
export function verify(program: Command): void {
  const command = program
    .command('verify')
    .description('check a bundle: signature, hashes, policy, and every verdict evaluated again')
    .argument(
      '[bundle]',
      'the directory of a bundle (default: the latest); with --chain that of an account',
    )
    .option('--chain', 'check the bundles of an account in a directory, and that none is missing')
    .option(OUT, 'write to a file')
    .addHelpText(
      'after',
      `
Examples:
  iamspec verify reports/latest
  iamspec verify reports/latest --key public.pem --account 111122223333 --max-age 7d
  iamspec verify reports/latest --second-opinion
  iamspec verify evidence/run --key trusted-keys --profile ./profiles/house.ts --waivers ours.yaml
  iamspec verify --chain reports/111122223333 --key public.pem

Nothing is loaded from the bundle or the working directory but what a flag or setting names.

Exit code: 0 it stands, under your policy; 1 it is not as recorded; 2 it stands, but was made by
other code or under another policy, is partial, is not what you asked for, or could not check; or
it could not be read. What the run found is its own outcome, which is shown.
With --chain: 0 unbroken; 1 a run was altered, or the chain forks; 2 a run is missing or cannot be read.`,
    );
  addVerifyOptions(command).option(
    '--second-opinion',
    'have all that the report decides judged again by another method, which shares no code with the first',
  );
  command.action(async (named: string | undefined, { out, chain }) => {
    if (chain) return wholeChain(command, named, out);
    const bundle = latestBundle(named);
    const { verificationExitCode, verificationLines, verifyBundle } = await import(
      '../../../verify'
    );
    const verification = verifyBundle(new BundleFiles(bundle), await auditorOf(command));
    const accepted = acceptedOf(command);
    tell(verificationLines(bundle, verification, accepted), out);
    process.exitCode = verificationExitCode(verification, accepted);
  });
}

function tell(lines: readonly string[], out: string | undefined): void {
  const shown = lines.map(visible).filter(isQuiet() && out === undefined ? isNeeded : () => true);
  printOrWrite(shown.join('\n'), out);
}

const OF_A_CHAIN = ['chain', 'key', 'account', 'out'];

// What holds a bundle against a policy says nothing of a chain, and must not seem to.
async function wholeChain(
  command: Command,
  named: string | undefined,
  out: string | undefined,
): Promise<void> {
  const given: Readonly<Record<string, unknown>> = command.opts();
  const others = Object.keys(given).filter(
    (name) => !OF_A_CHAIN.includes(name) && command.getOptionValueSource(name) === 'cli',
  );
  if (others.length > 0) {
    throw new ConfigurationError([
      `--chain evaluates no verdict again, so it takes --key and --account alone: leave ${others.map(flagNamed).join(', ')} away.`,
    ]);
  }
  const { key = [], account }: { readonly key?: readonly string[]; readonly account?: string } =
    command.opts();
  const directory = accountDirectory(named);
  const { chainLines, readKeys, refuseNoAccount, verifyChain } = await import('../../../verify');
  refuseNoAccount(account);
  const found = verifyChain(directory, { keys: readKeys(key), account, now: Date.now() });
  tell(chainLines(directory, found), out);
  process.exitCode = found.exitCode;
}

// What is wrong, and the outcome.
function isNeeded(line: string, at: number, all: readonly string[]): boolean {
  return at === all.length - 1 || /^(?:NOT AS RECORDED|BUT): /.test(line);
}
