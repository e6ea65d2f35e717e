import type { Command } from 'commander';
import { auditWithoutJest } from '../../../run';
import { addFormats, ENDINGS, formatOf } from '../out-file';
import { printOrWrite, printVerdict, say } from '../output';
import { addSettings, READING, settingsFrom } from '../setting-options';

const FORMATS = { text: ENDINGS.text, json: ENDINGS.json };

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
  addSettings(addFormats(command, FORMATS), READING).action(async (user: string, { out }) => {
    const format = formatOf(command, FORMATS);
    const result = await auditWithoutJest(settingsFrom(command), say);
    const { explanation, explanationJson } = await import('../../../formats');
    if (format === 'json') printOrWrite(explanationJson(result, user), out);
    else printVerdict(explanation(result, user), out);
  });
}
