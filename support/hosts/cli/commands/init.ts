import { basename, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { profileNames } from '../../../run';
import { allowDisplay } from '../../output';
import { CI_NAMES, type CiName } from '../init/ci-names';
import { print } from '../output';

interface Flags {
  readonly profile?: string;
  readonly ci?: CiName | 'none';
  readonly yes?: true;
}

/** `iamspec init`: begins a repository for a policy of one's own. */
export function init(program: Command): void {
  program
    .command('init')
    .description('begin a repository for a policy of your own')
    .argument('[directory]', 'where (default: here)')
    .option('--profile <name>', 'the profile that the house policy builds on')
    .addOption(new Option('--ci <system>', 'write its pipeline').choices([...CI_NAMES, 'none']))
    .option('--yes', 'ask nothing: baseline, and no pipeline, unless flags say otherwise')
    .addHelpText(
      'after',
      `
Examples:
  iamspec init
  iamspec init --profile cis-aws-5.0 --ci github --yes

Files that are there already are left alone.`,
    )
    .action(async (directory: string | undefined, flags: Flags) => {
      const target = resolve(directory ?? '.');
      const isAsked = !flags.yes && process.stdin.isTTY && process.stdout.isTTY;
      const answers = isAsked ? await ask(flags, basename(target)) : flags;
      const { writePolicyRepository } = await import('../init/policy-repository');
      const { profile = 'baseline', ci = 'none' } = answers;
      print(writePolicyRepository(target, { profile, ci: ci === 'none' ? undefined : ci }));
    });
}

async function ask({ profile, ci }: Flags, name: string): Promise<Flags> {
  const { autocomplete, intro, isCancel, select } = await import('@clack/prompts');
  allowDisplay();
  intro(`A policy for the credentials of AWS IAM users, in ${name}`);
  const chosen =
    profile ??
    (await autocomplete({
      message: 'Which profile does your policy build on?',
      options: profileNames().map((value) => ({ value })),
      initialValue: 'baseline',
      maxItems: 8,
    }));
  if (isCancel(chosen)) process.exit(2);
  const system =
    ci ??
    (await select<CiName | 'none'>({
      message: 'Which CI system runs it?',
      options: [...CI_NAMES, 'none' as const].map((value) => ({ value })),
    }));
  if (isCancel(system)) process.exit(2);
  return { profile: String(chosen), ci: system };
}
