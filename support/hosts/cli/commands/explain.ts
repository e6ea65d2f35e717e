import type { Command } from 'commander';
import { auditWithoutJest } from '../../../run';
import { print, say } from '../output';
import { addSettings, READING, settingsFrom } from '../setting-options';

/** `iamspec explain`: every verdict of one user. */
export function explain(program: Command): void {
  const command = program
    .command('explain')
    .description('show every verdict of one user, with reasons and fixes')
    .argument('<user>', 'a name, an ARN, or root')
    .addHelpText(
      'after',
      '\nExamples:\n  iamspec explain alice\n  iamspec explain root --report reports/latest --profile all',
    );
  addSettings(command, READING).action(async (user: string) => {
    const result = await auditWithoutJest(settingsFrom(command), say);
    const { explanation } = await import('../../../formats');
    print(explanation(result, user));
  });
}
