import { extname } from 'node:path';
import type { Command } from 'commander';
import { loadReport } from '../../audit/load-report';
import { writePrivateFile } from '../../evidence';
import { formatInstant, type Snapshot } from '../../report';
import { say } from '../output';
import { addSettings, environmentOf, FETCHING } from '../setting-options';

/** `iamspec report`: saves the raw report. */
export function report(program: Command): void {
  const command = program
    .command('report')
    .description('save the raw credential report, once IAM has generated it')
    .requiredOption(
      '--out <file>',
      'report.csv for the bytes of IAM, report.json to keep the time of generation too',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  iamspec report --out report.json\n  iamspec report --out report.csv',
    );
  addSettings(command, FETCHING).action(async ({ out }) => {
    const { snapshot, report: parsed } = await loadReport(environmentOf(command, process.env), say);
    writePrivateFile(out, extname(out) === '.json' ? asCliJson(snapshot) : snapshot.content);
    say(
      `Report of account ${parsed.accountId}, root and ${parsed.users.length} users, generated ` +
        `${formatInstant(parsed.asOf)}: written to ${out} (readable by you only).`,
    );
  });
}

// What `aws iam get-credential-report` prints, which IAMSPEC_REPORT takes.
function asCliJson({ content, generatedTime }: Snapshot): string {
  const answer = {
    Content: Buffer.from(content).toString('base64'),
    ReportFormat: 'text/csv',
    ...(generatedTime !== undefined && { GeneratedTime: new Date(generatedTime).toISOString() }),
  };
  return `${JSON.stringify(answer, null, 2)}\n`;
}
