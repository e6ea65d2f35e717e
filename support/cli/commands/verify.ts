import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { ROOT_DIR } from '../../audit';
import { print } from '../output';

/** `iamspec verify`: checks a bundle by its hashes, its signature, and by evaluating it again. */
export function verify(program: Command): void {
  program
    .command('verify')
    .description('check a bundle: hashes, signature, and every verdict evaluated again')
    .argument('[bundle]', 'the directory of a bundle', 'reports/latest')
    .option('--key <file>', 'the Ed25519 public key in PEM that it must be signed with')
    .addHelpText(
      'after',
      '\nExamples:\n  iamspec verify reports/latest\n  iamspec verify reports/latest --key public.pem\n\nExit code: 0 it stands, 1 it was changed, 2 it could not be checked.',
    )
    .action(async (bundle: string, { key }) => {
      const { verifyBundle } = await import('../../audit/verify-bundle');
      const pem = key === undefined ? undefined : readFileSync(key, 'utf8');
      const { problems, notes } = verifyBundle(bundle, join(ROOT_DIR, 'controls'), pem);
      const lines = [
        ...notes,
        ...problems.map((problem) => `NOT AS RECORDED: ${problem}`),
        problems.length === 0 ? `${bundle}: verified.` : `${bundle}: NOT verified.`,
      ];
      print(lines.join('\n'));
      process.exitCode = problems.length === 0 ? 0 : 1;
    });
}
