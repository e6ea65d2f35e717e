import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { ConfigurationError } from '../../control';
import { type ComparedRun, diffRuns } from '../../evidence/diff';
import { diffJson, diffMarkdown, diffText } from '../../evidence/diff-report';
import { type Manifest, readManifest } from '../../evidence/read-bundle';
import { parseVerdictsNdjson } from '../../evidence/verdicts-ndjson';
import { formatInstant } from '../../report';
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
      const [earlier, later] = [readRun(before), readRun(after)];
      const account = sameAccount(earlier.manifest, later.manifest);
      const runs = { account, before: name(earlier.manifest), after: name(later.manifest) };
      const changes = diffRuns(earlier, later);
      if (format === 'json') printOrWrite(diffJson(runs, changes), out);
      else if (format === 'markdown') printOrWrite(diffMarkdown(runs, changes), out);
      else printOrWrite(diffText(runs, changes, terminal().colors), out);
    });
}

function readRun(bundle: string): ComparedRun & { readonly manifest: Manifest } {
  const manifest = readManifest(bundle);
  const verdicts = parseVerdictsNdjson(readFileSync(join(bundle, 'verdicts.ndjson'), 'utf8'));
  const partial = manifest.controls.filter(({ notRun }) => notRun > 0).map(({ id }) => id);
  return { manifest, verdicts, partial };
}

function sameAccount(before: Manifest, after: Manifest): string {
  const [earlier, later] = [before.account?.id ?? 'unknown', after.account?.id ?? 'unknown'];
  if (earlier === later) return later;
  throw new ConfigurationError([
    `the bundles are of different accounts, ${earlier} and ${later}: nothing to compare.`,
  ]);
}

function name({ run, report }: Manifest): string {
  return report ? `${run.id}, report of ${formatInstant(report.asOf)}` : `${run.id}, no report`;
}
