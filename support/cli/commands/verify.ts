import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { ROOT_DIR } from '../../audit';
import type { Verification } from '../../audit/verify/verify-bundle';
import { visible } from '../../evidence/visible';
import { latestBundle } from '../latest-bundle';
import { print } from '../output';

/** `iamspec verify`: checks a bundle against itself, its policy and its signature. */
export function verify(program: Command): void {
  program
    .command('verify')
    .description('check a bundle: hashes, signature, and every verdict evaluated again')
    .argument('[bundle]', 'the directory of a bundle (default: the latest)')
    .option('--key <file>', 'the Ed25519 public key in PEM that it must be signed with')
    .option('--allow-partial', 'accept a run of which a filter left something out')
    .addHelpText(
      'after',
      `
Examples:
  iamspec verify reports/latest
  iamspec verify reports/latest --key public.pem

Exit code: 0 it stands, 1 it does not, 2 it could not be checked. What the run found is its own
outcome, which is shown.`,
    )
    .action(async (named: string | undefined, { key, allowPartial }) => {
      const bundle = latestBundle(named);
      const { verifyBundle } = await import('../../audit/verify/verify-bundle');
      const pem = key === undefined ? undefined : readFileSync(key, 'utf8');
      const verification = verifyBundle(bundle, join(ROOT_DIR, 'controls'), pem);
      const problems = [...verification.problems, ...partial(verification, allowPartial === true)];
      print(lines(bundle, verification, problems).map(visible).join('\n'));
      process.exitCode = problems.length === 0 ? 0 : 1;
    });
}

const SHOWN = 20;

function lines(
  bundle: string,
  { manifest, notes, authenticated, whole }: Verification,
  problems: readonly string[],
): readonly string[] {
  const more = problems.length - SHOWN;
  return [
    runLine(manifest),
    ...notes,
    ...problems.slice(0, SHOWN).map((problem) => `NOT AS RECORDED: ${problem}`),
    ...(more > 0 ? [`and ${more} more.`] : []),
    problems.length > 0
      ? `${bundle}: NOT verified.`
      : `${bundle}: ${verified(whole)}${authenticated ? ' and authenticated' : ', not authenticated: no signature was checked'}.`,
  ];
}

function verified(whole: boolean): string {
  return whole ? 'verified' : 'verdicts and outcome verified, other files by their hashes alone';
}

const OUTCOMES = ['the policy was held', 'the policy was broken', 'it could not check'];

function runLine({ run, account, report, profiles, exitCode }: Verification['manifest']): string {
  const whose = account ? `account ${account.id} (${report?.source})` : 'no account';
  const policy = profiles.map(({ name }) => name).join(', ') || 'no profile';
  return `Run ${run.id} of ${whose}, ${policy}: ${OUTCOMES[exitCode]}, exit ${exitCode}.`;
}

function partial({ manifest }: Verification, allowed: boolean): string[] {
  const left = manifest.controls.reduce((sum, { notRun }) => sum + notRun, 0);
  if (left === 0 || allowed) return [];
  return [`PARTIAL RUN: a filter left ${left} verdicts out (--allow-partial accepts that).`];
}
