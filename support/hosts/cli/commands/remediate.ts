import type { Command } from 'commander';
import { auditWithoutJest } from '../../../run';
import { OUT } from '../out-file';
import { printOrWrite, say } from '../output';
import { addSettings, READING, settingsFrom } from '../setting-options';

/** `iamspec remediate`: a script to be read, then run by somebody who may. */
export function remediate(program: Command): void {
  const command = program
    .command('remediate')
    .description('print a shell script of AWS CLI commands for what fails; nothing is run')
    .option(OUT, 'write to a file')
    .addHelpText(
      'after',
      '\nExamples:\n  iamspec remediate --report reports/latest --out fix.sh\n  less fix.sh',
    );
  addSettings(command, READING).action(async ({ out }) => {
    const result = await auditWithoutJest(settingsFrom(command), say);
    const { remediationScript } = await import('../../../formats');
    printOrWrite(remediationScript(result), out);
  });
}
