import type { Command } from 'commander';
import { VARIABLES } from '../../settings';
import { addSettings, environmentOf, type Setting } from '../setting-options';

const ALL = Object.keys(VARIABLES).filter((name): name is Setting =>
  Object.hasOwn(VARIABLES, name),
);

/** `iamspec exec`: `npm test` with flags for the settings. */
export function exec(program: Command): void {
  const command = program
    .command('exec')
    .description('audit an account through Jest: the same as npm test')
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
  addSettings(command, ALL).action(async (jest: readonly string[], { watch }) => {
    Object.assign(process.env, environmentOf(command, process.env));
    // Jest's host reads its arguments and sets the exit code itself.
    process.argv = [...process.argv.slice(0, 2), ...(watch ? ['--watchAll'] : []), ...jest];
    await import('../../jest/main');
  });
}
