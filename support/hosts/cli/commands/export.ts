import { Argument, type Command } from 'commander';
import { ConfigurationError } from '../../../control';
import { ENDINGS, endingOf, FORMAT_NAMES, type FormatName } from '../../../result';
import { OUT } from '../out-file';
import { printOrWrite, warn } from '../output';
import { resultOf } from '../results';
import { addSettings, READING, settingsFrom } from '../setting-options';

/** `iamspec export`: what a run is not told to write follows from its bundle. */
export function exportEvidence(program: Command): void {
  const command = program
    .command('export')
    .description('write the verdicts of a bundle, or of an audit now, in a format')
    .addArgument(new Argument('<format>', 'which').choices(FORMAT_NAMES))
    .option('--failed-only', 'what failed or could not be checked alone: of asff, ocsf and sarif')
    .option('--project <key>', 'of tickets: the Jira project that they are for (default: IAM)')
    .option(OUT, 'write to a file; xlsx needs one')
    .addHelpText(
      'after',
      `
Examples:
  iamspec export hdf --report reports/latest --out results.hdf.json
  iamspec export csv --report reports/latest --out verdicts.csv

A bundle is exported as it was judged, byte for byte what IAMSPEC_EXPORT would have written.`,
    );
  addSettings(command, READING).action(async (format: FormatName, { out, failedOnly, project }) => {
    refuseMisfits(format, { out, failedOnly, project });
    const result = await resultOf(settingsFrom(command));
    const { writerOf } = await import('../../../formats');
    printOrWrite(writerOf(format)(result, { failedOnly, project }), out);
    if (result.exitCode === 2)
      warn(`${ENDINGS[endingOf(result)].word}: the ${format} is of a run that ended with 2.`);
  });
}

const FINDINGS: readonly FormatName[] = ['asff', 'ocsf', 'sarif'];

function refuseMisfits(
  format: FormatName,
  {
    out,
    failedOnly,
    project,
  }: { readonly out?: string; readonly failedOnly?: boolean; readonly project?: string },
): void {
  if (failedOnly && !FINDINGS.includes(format)) {
    throw new ConfigurationError([
      `--failed-only is for ${FINDINGS.join(', ')}: in ${format} what passed has a place of its own.`,
    ]);
  }
  if (project !== undefined && (format !== 'tickets' || !/^[A-Z][A-Z0-9_]{1,254}$/.test(project))) {
    throw new ConfigurationError([
      `--project is ${JSON.stringify(project)}, expected the key of a Jira project such as SEC, and the format tickets.`,
    ]);
  }
  if (format === 'xlsx' && out === undefined) {
    throw new ConfigurationError(['xlsx is no text: say where to write it with --out.']);
  }
}
