import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { ConfigurationError } from '../../../control';
import { ownPolicyDir, policyPage } from '../../../run';
import { GIVEN_UMASK } from '../../umask';
import { print } from '../output';

/** `iamspec docs`: the catalogue page of the policy where one stands. */
export function docs(program: Command): void {
  program
    .command('docs')
    .description('write controls/README.md: your controls and profiles, and what they select')
    .option('--check', 'only say whether it is out of date')
    .addHelpText(
      'after',
      `
Examples:
  iamspec docs
  iamspec docs --check

Exit code: 0 written, or up to date; 2 out of date, or could not be written.`,
    )
    .action(({ check }) => {
      const path = join(ownPolicyDir(), 'controls', 'README.md');
      const page = policyPage();
      if (check) {
        if (existsSync(path) && readFileSync(path, 'utf8') === page) return;
        throw new ConfigurationError([`${path} is out of date: npx iamspec docs`]);
      }
      process.umask(GIVEN_UMASK);
      writeFileSync(path, page);
      print(`Written to ${path}.`);
    });
}
