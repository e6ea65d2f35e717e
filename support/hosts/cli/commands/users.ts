import type { Command } from 'commander';
import type { UserRow } from '../../../formats';
import { inert } from '../../../result';
import { loadReport } from '../../../run';
import { addFormats, ENDINGS, formatOf } from '../out-file';
import { printOrWrite, say, terminal } from '../output';
import { addSettings, FETCHING, settingsFrom } from '../setting-options';

const { text, ...others } = ENDINGS;
const FORMATS = { table: text, ...others };
type Format = keyof typeof FORMATS;

/** `iamspec users`: all users, and their credentials. */
export function users(program: Command): void {
  const command = program
    .command('users')
    .description('list all users: when created, which credentials, last used')
    .addHelpText(
      'after',
      '\nExamples:\n  iamspec users\n  iamspec users --out users.csv\n  iamspec users --report reports/latest --format markdown',
    );
  addSettings(addFormats(command, FORMATS), FETCHING).action(async ({ out }) => {
    const format = formatOf(command, FORMATS);
    const { report } = await loadReport(settingsFrom(command), say);
    const writers = await import('../../../formats');
    const write: Readonly<Record<Format, (rows: readonly UserRow[]) => string>> = {
      table: (rows) => writers.usersText(rows, terminal(out)),
      csv: writers.usersCsv,
      json: writers.usersJson,
      markdown: writers.usersMarkdown,
    };
    const text = write[format](writers.userRows(report));
    const { colors } = terminal(out);
    printOrWrite(text, out, { colors: colors && format === 'table' });
    // CSV knows no escapes: who reads these as they stand has other texts than the report.
    if (format === 'csv' && out === undefined && inert(text) !== text) {
      say(
        'Some cells hold what a terminal or a CI system would obey: it is shown as \\u0023. --out <file> writes them as they are.',
      );
    }
  });
}
