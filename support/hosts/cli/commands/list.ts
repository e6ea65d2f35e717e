import type { Command } from 'commander';
import { loadNamed, profileNames, readCatalogue } from '../../../run';
import { print, terminal } from '../output';

/** `iamspec list`: what there is to select. */
export function list(program: Command): void {
  program
    .command('list')
    .description('list controls, inputs, profiles and the AWS permissions that they need')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExamples:\n  iamspec list\n  iamspec list --json')
    .action(async ({ json }) => {
      const { controlList, controlListJson, controlListText } = await import('../../../formats');
      const profiles = profileNames().map(loadNamed);
      const { entries } = readCatalogue();
      const listed = controlList(entries, profiles);
      if (json) print(controlListJson(listed));
      else print(controlListText(listed, terminal()), terminal().colors);
    });
}
