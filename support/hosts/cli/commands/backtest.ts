import type { Command } from 'commander';
import { addFormats, ENDINGS, formatOf } from '../out-file';
import { printOrWrite, printVerdict, say, terminal, warn } from '../output';
import { addSettings, settingsFrom } from '../setting-options';

const FORMATS = {
  text: ENDINGS.text,
  json: ENDINGS.json,
  csv: ENDINGS.csv,
  markdown: ENDINGS.markdown,
} as const;

/** `iamspec backtest`: stored bundles under a proposed policy. */
export function backtest(program: Command): void {
  const command = program
    .command('backtest')
    .description('judge stored bundles under another policy: who would have failed, and how often')
    .argument('<bundles...>', 'bundles, directories of runs, or an organization run')
    .addHelpText(
      'after',
      `
Examples:
  iamspec backtest --profile strict reports/000000000000
  iamspec backtest --profile ./profiles/house.ts --waivers ours.yaml reports/000000000000/2026-11-*
  iamspec backtest --profile strict reports/organization/runs/2026-11-21T* --out backtest.json

Each bundle is judged at its own instant, as npm test would with IAMSPEC_REPORT. IAMSPEC_AS_OF and
IAMSPEC_SINCE do not count. A notice is one control and one subject that would have failed, did not
fail then, and would not have failed in the run before.

Exit code: 0 done, 2 some bundle could not be judged; the others are told all the same.`,
    );
  addSettings(addFormats(command, FORMATS), ['profiles', 'waivers', 'failOn']).action(
    async (bundles: readonly string[], { out }) => {
      const format = formatOf(command, FORMATS);
      const { judgeBundles } = await import('../backtest/judge-bundles');
      const {
        backtest: found,
        plan,
        problems,
      } = await judgeBundles(bundles, settingsFrom(command), say);
      for (const problem of problems) warn(`Could not judge: ${problem}`);
      process.exitCode = problems.length > 0 || found.runs.some(isUnchecked) ? 2 : 0;
      if (!plan) return;
      const { profiles, waivers, settings, policyFiles: files } = plan;
      const policy = {
        profiles: profiles.map(({ name }) => name),
        waivers: waivers.length,
        failOn: settings.failOn,
        files,
      };
      const told = { backtest: found, policy, problems };
      const formats = await import('../../../formats');
      if (format === 'text') {
        const { colors, width } = terminal(out);
        const canvas = width === undefined ? { colors } : { colors, width };
        printVerdict(formats.backtestText(told, canvas), out, { colors });
        return;
      }
      const writers = {
        json: formats.backtestJson,
        csv: formats.backtestCsv,
        markdown: formats.backtestMarkdown,
      };
      printOrWrite(writers[format](told), out);
    },
  );
}

function isUnchecked({ exitCode }: { readonly exitCode: number }): boolean {
  return exitCode === 2;
}
