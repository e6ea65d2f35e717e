import { join } from 'node:path';
import type { Command } from 'commander';
import { loadProfile, ROOT_DIR, readCatalogue } from '../../../run';
import { print, terminal } from '../output';
import { PROFILES_DIR, profileNames } from '../profile-names';

/** `iamspec list`: what there is to select. */
export function list(program: Command): void {
  program
    .command('list')
    .description('list controls, inputs, profiles and the AWS permissions that they need')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExamples:\n  iamspec list\n  iamspec list --json')
    .action(async ({ json }) => {
      const { controlList, controlListJson, controlListText } = await import('../../../formats');
      const profiles = profileNames().map((name) => loadProfile(name, PROFILES_DIR));
      const { entries } = readCatalogue(join(ROOT_DIR, 'controls'));
      const listed = controlList(entries, profiles);
      if (json) print(controlListJson(listed));
      else print(controlListText(listed, terminal()), terminal().colors);
    });
}
