import type { Command } from 'commander';
import { addFormats, ENDINGS, formatOf } from '../out-file';
import { printOrWrite, printVerdict, terminal } from '../output';

const FORMATS = { text: ENDINGS.text, json: ENDINGS.json, markdown: ENDINGS.markdown };

/** `iamspec diff`: what changed between two runs. */
export function diff(program: Command): void {
  const command = program
    .command('diff')
    .description('compare two bundles: new, regressed, fixed, still failing, still waived')
    .argument('<before>', 'the directory of the earlier bundle')
    .argument('<after>', 'the directory of the later bundle')
    .addHelpText(
      'after',
      `
Examples:
  iamspec diff reports/000000000000/2026-10-21T* reports/latest
  iamspec diff old new --out review.md

Exit code: 0 nothing is worse, 1 something fails that did not before, 2 could not compare all.`,
    );
  addFormats(command, FORMATS).action(async (before: string, after: string, { out }) => {
    const format = formatOf(command, FORMATS);
    const { diffBundles } = await import('../../../bundle');
    const { diffJson, diffMarkdown, diffText } = await import('../../../formats');
    const { runs, changes, exitCode } = diffBundles(before, after);
    if (format === 'json') printOrWrite(diffJson(runs, changes), out);
    else if (format === 'markdown') printOrWrite(diffMarkdown(runs, changes), out);
    else {
      const { colors } = terminal(out);
      printVerdict(diffText(runs, changes, colors), out, { colors });
    }
    process.exitCode = exitCode;
  });
}
