import type { Command } from 'commander';
import { NAMES } from '../../../run';
import { addSettings, settingsFrom } from '../setting-options';

/** `iamspec exec`: `npm test` with flags for the settings. */
export function exec(program: Command): void {
  const command = program
    .command('exec')
    .description('audit an account through Jest')
    .argument('[jest...]', 'arguments of Jest, after --')
    .option('--watch', 'audit again whenever a control or profile changes')
    .addHelpText(
      'after',
      `
Examples:
  iamspec exec                                         the live account
  iamspec exec --report report.csv --as-of 2026-09-11T13:14:52Z
  iamspec exec --profile cis-aws-5.0,pci-dss-4.0.1 --fail-on high
  iamspec exec -- -t alice                             only the subjects of alice

Exit code: 0 policy held, 1 policy broken, 2 could not check.`,
    );
  addSettings(command, NAMES).action(async (jest: readonly string[], { watch }) => {
    const { auditByJest } = await import('../../jest/main');
    await auditByJest([...(watch ? ['--watchAll'] : []), ...jest], settingsFrom(command));
  });
}
