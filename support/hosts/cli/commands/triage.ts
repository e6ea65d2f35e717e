import { type Command, InvalidArgumentError, Option } from 'commander';
import { triage as rank, TRIAGE_FACTS } from '../../../result';
import { loadReport } from '../../../run';
import { addFormats, ENDINGS, formatOf } from '../out-file';
import { printOrWrite, say, terminal } from '../output';
import { addSettings, FETCHING, settingsFrom } from '../setting-options';

const SHOWN = 20;

/** JSON has them all. */
const FORMATS = { text: ENDINGS.text, json: ENDINGS.json };

/** `iamspec triage`: which credential to look at first. */
export function triage(program: Command): void {
  const command = program
    .command('triage')
    .description('rank all active credentials: which to look at first, why, and what would break')
    .option('--limit <number>', 'how many to show, with the ids of their keys', parseLimit, SHOWN)
    .addOption(new Option('--json', 'the same as --format json').hideHelp())
    .addHelpText(
      'after',
      '\nExamples:\n  iamspec triage\n  iamspec triage --report reports/latest --limit 5\n  iamspec triage --out triage.json',
    );
  addSettings(addFormats(command, FORMATS), FETCHING).action(async ({ json, limit, out }) => {
    const format = json ? formatOf(command, { json: ENDINGS.json }) : formatOf(command, FORMATS);
    const audited = await loadReport(settingsFrom(command), say, {
      facts: TRIAGE_FACTS,
      keyIdsOf: (report) => ownersOfKeys(rank(report), limit),
    });
    const { triageJson, triageText } = await import('../../../formats');
    const ranking = rank(audited.report);
    if (format === 'json') return printOrWrite(triageJson(audited, ranking), out);
    const { colors } = terminal(out);
    printOrWrite(triageText(audited, ranking, { limit, ...terminal(out) }), out, { colors });
  });
}

// One call to IAM each: an account can have 5,000.
function ownersOfKeys({ ranked }: ReturnType<typeof rank>, limit: number): ReadonlySet<string> {
  return new Set(
    ranked.slice(0, limit).flatMap(({ credential }) => {
      return credential.kind === 'access key' ? credential.owner.label : [];
    }),
  );
}

function parseLimit(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected a number from 1 on');
}
