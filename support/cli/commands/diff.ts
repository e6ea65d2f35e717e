import { type Command, Option } from 'commander';
import { diffBundles } from '../../evidence/diff-bundles';
import { diffJson, diffMarkdown, diffText } from '../../evidence/diff-report';
import { printOrWrite, terminal } from '../output';

const FORMATS = ['text', 'json', 'markdown'] as const;

/** `iamspec diff`: what changed between two runs, the monthly review in one command. */
export function diff(program: Command): void {
  program
    .command('diff')
    .description('compare two bundles: new, regressed, fixed, still failing, still waived')
    .argument('<before>', 'the directory of the earlier bundle')
    .argument('<after>', 'the directory of the later bundle')
    .addOption(new Option('--format <format>', 'how').choices(FORMATS).default('text'))
    .option('--out <file>', 'write to a file')
    .addHelpText(
      'after',
      '\nExamples:\n  iamspec diff reports/000000000000/2026-10-21T* reports/latest\n  iamspec diff old new --format markdown --out review.md',
    )
    .action((before: string, after: string, { format, out }) => {
      const { runs, changes } = diffBundles(before, after);
      if (format === 'json') printOrWrite(diffJson(runs, changes), out);
      else if (format === 'markdown') printOrWrite(diffMarkdown(runs, changes), out);
      else {
        const { colors } = terminal(out);
        printOrWrite(diffText(runs, changes, colors), out, { colors });
      }
    });
}
