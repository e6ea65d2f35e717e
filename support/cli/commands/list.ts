import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { loadProfile, ROOT_DIR, readCatalogue } from '../../audit';
import { print, terminal } from '../output';

/** `iamspec list`: what there is to select. */
export function list(program: Command): void {
  program
    .command('list')
    .description('list controls, inputs, profiles and the AWS permissions that they need')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExamples:\n  iamspec list\n  iamspec list --json')
    .action(async ({ json }) => {
      const { controlList, controlListJson, controlListText } = await import(
        '../../evidence/control-list'
      );
      const { entries } = readCatalogue(join(ROOT_DIR, 'controls'));
      const listed = controlList(entries, allProfiles());
      if (json) print(controlListJson(listed));
      else print(controlListText(listed, terminal()), terminal().colors);
    });
}

function allProfiles() {
  const directory = join(ROOT_DIR, 'profiles');
  return readdirSync(directory)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => loadProfile(basename(file, '.ts'), directory));
}
