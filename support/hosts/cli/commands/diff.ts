import { type Command, Option } from 'commander';
import { ENDINGS, formatOf } from '../out-file';
import { printOrWrite, terminal } from '../output';

const FORMATS = { text: ENDINGS.text, json: ENDINGS.json, markdown: ENDINGS.markdown };

/** `iamspec diff`: what changed between two runs. */
export function diff(program: Command): void {
  const command = program
    .command('diff')
    .description('compare two bundles: new, regressed, fixed, still failing, still waived')
    .argument('<before>', 'the directory of the earlier bundle')
    .argument('<after>', 'the directory of the later bundle')
    .addOption(new Option('--format <format>', 'how').choices(Object.keys(FORMATS)).default('text'))
    .option('--out <file>', 'write to a file: its ending says the format')
    .addHelpText(
      'after',
      `
Examples:
  iamspec diff reports/000000000000/2026-10-21T* reports/latest
  iamspec diff old new --out review.md

Exit code: 0 nothing is worse, 1 something fails that did not before, 2 could not compare all.`,
    )
    .action(async (before: string, after: string, { out }) => {
      const format = formatOf(command, FORMATS);
      const { diffBundles } = await import('../../../bundle');
      const { diffJson, diffMarkdown, diffText } = await import('../../../formats');
      const { runs, changes, exitCode } = diffBundles(before, after);
      if (format === 'json') printOrWrite(diffJson(runs, changes), out);
      else if (format === 'markdown') printOrWrite(diffMarkdown(runs, changes), out);
      else {
        const { colors } = terminal(out);
        printOrWrite(diffText(runs, changes, colors), out, { colors });
      }
      process.exitCode = exitCode;
    });
}
