import type { Command } from 'commander';
import { writePrivateFile } from '../../../bundle';
import { ConfigurationError } from '../../../control';
import { formatInstant, type Snapshot } from '../../../report';
import { loadReport } from '../../../run';
import { ENDINGS, formatOf, OUT } from '../out-file';
import { say } from '../output';
import { addSettings, FETCHING, settingsFrom } from '../setting-options';

/** `iamspec report`: saves the raw report. */
export function report(program: Command): void {
  const command = program
    .command('report')
    .description('save the raw credential report, once IAM has generated it')
    .requiredOption(
      OUT,
      'report.csv for the bytes of IAM, report.json to keep the time of generation too',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  iamspec report --out report.json\n  iamspec report --out report.csv',
    );
  addSettings(command, FETCHING).action(async ({ out }) => {
    const format = formatOf(command, { csv: ENDINGS.csv, json: ENDINGS.json });
    const { snapshot, report: parsed } = await loadReport(settingsFrom(command), say);
    writePrivateFile(out, format === 'json' ? asCliJson(snapshot) : snapshot.content);
    const { generatedTime } = snapshot;
    const when = generatedTime === undefined ? 'nobody knows when' : formatInstant(generatedTime);
    say(
      `Report of account ${parsed.accountId}, root and ${parsed.users.length} users, generated ` +
        `${when}: written to ${out} (readable by you only).`,
    );
  });
}

// What `aws iam get-credential-report` prints, which IAMSPEC_REPORT takes.
function asCliJson({ content, generatedTime }: Snapshot): string {
  if (generatedTime === undefined) {
    throw new ConfigurationError([
      'the report does not say when it was generated, which JSON must. Save it as .csv.',
    ]);
  }
  const answer = {
    Content: Buffer.from(content).toString('base64'),
    ReportFormat: 'text/csv',
    GeneratedTime: new Date(generatedTime).toISOString(),
  };
  return `${JSON.stringify(answer, null, 2)}\n`;
}
