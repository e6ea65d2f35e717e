import type { Command } from 'commander';
import { LONGEST_WAIVER_DAYS } from '../../../control';
import { OUT } from '../out-file';
import { addSettings, append, READING, settingsFrom } from '../setting-options';
import type { WaiveFlags } from '../waive/flags';

/** `iamspec waive`: accepts what fails now until a day, and takes back what was mended since. */
export function waive(program: Command): void {
  const command = program
    .command('waive')
    .description('accept what fails now until a day; --shrink takes back what was mended since')
    .option('--control <id>', 'only failures of this control (repeatable)', append)
    .option(
      '--user <name>',
      'only of this user: a name, path, ARN or tag:key=value, with *, or root (repeatable)',
      append,
    )
    .option('--reason <text>', 'why that is acceptable')
    .option('--owner <who>', 'who will end it')
    .option('--approved-by <who>', 'who accepted the risk')
    .option('--expires <day>', `the last day in UTC, at most ${LONGEST_WAIVER_DAYS} days ahead`)
    .option('--ticket <text>', 'where it was discussed')
    .option('--shrink', 'only take out what does not fail any more; nothing is added')
    .option(OUT, 'the waivers file to change (default: the one in force)')
    .addHelpText(
      'after',
      `
Examples:
  iamspec waive --report reports/latest --reason "found by the first audit" \\
    --owner platform@example.com --approved-by ciso@example.com --expires 2026-12-31
  iamspec waive --control access-key-rotation --user '/service/*' ...
  iamspec waive --report reports/organization/runs/<run> ...    ARNs, for iamspec org
  iamspec waive --shrink --report reports/latest

Comments in the file are kept. What could not be checked is never waived.`,
    );
  addSettings(
    command,
    READING.filter((name) => name !== 'failOn'),
  ).action(async (flags: WaiveFlags) => {
    const given = settingsFrom(command);
    if (flags.shrink) await (await import('../waive/shrink')).shrink(given, flags);
    else await (await import('../waive/add')).add(given, flags);
  });
}
