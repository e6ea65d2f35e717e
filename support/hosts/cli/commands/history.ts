import type { Command } from 'commander';
import { ConfigurationError } from '../../../control';
import { DAY, type Instant, parseInstant } from '../../../report';
import type { History } from '../../../result';
import { parseDuration, readKey } from '../../../run';
import { accountDirectory } from '../account-directory';
import { addFormats, ENDINGS, formatOf } from '../out-file';
import { print, printOrWrite, printVerdict, say, terminal } from '../output';
import { addSettings, append, flagNamed, settingsFrom } from '../setting-options';

const FORMATS = {
  text: ENDINGS.text,
  json: ENDINGS.json,
  csv: ENDINGS.csv,
  html: ['.html'],
  oscal: ENDINGS.json,
} as const;

interface Flags {
  readonly from?: string;
  readonly to?: string;
  readonly expect?: string;
  readonly account?: string;
  readonly profiles?: string;
  readonly key?: readonly string[];
  readonly retireBefore?: string;
  readonly out?: string;
}

/** `iamspec history`: the runs of an account over time, and whether any is missing. */
export function history(program: Command): void {
  const command = program
    .command('history')
    .description('the runs of an account over time: gaps, shares, time to mend, waivers')
    .argument('[directory]', 'that of the bundles of an account (default: of the latest run)')
    .option('--from <date>', 'the first day, or instant, of the period (default: the first run)')
    .option('--to <date>', 'the last one (default: now)')
    .option(
      '--expect <how often>',
      'daily, weekly or a duration such as 12h: what is longer is a gap',
    )
    .option('--account <id>', 'whose runs, where the directory has those of several')
    .option('--profiles <names>', 'only the runs of these, comma-separated')
    .option(
      '--key <path>',
      'the Ed25519 public key in PEM that what was retired must be signed with, or a directory (repeatable)',
      append,
    )
    .option('--retire-before <date>', 'take the bundles of earlier runs away, and leave a marker')
    .addHelpText(
      'after',
      `
Examples:
  iamspec history
  iamspec history reports/111122223333 --from 2026-01-01 --to 2026-06-30 --expect daily
  iamspec history evidence --account 111122223333 --out history.html
  iamspec history --retire-before 2025-01-01 --sign key.pem

A run may be late by a quarter of what is expected: daily is one in 30 hours. Only complete runs count. Links
between runs are checked for all of them, whatever the period.

Exit code: 0 unbroken; 1 a run was altered, or the chain forks; 2 a run is missing or cannot be read.`,
    );
  addSettings(addFormats(command, FORMATS), ['sign']).action(
    async (named: string | undefined, flags: Flags) => {
      const format = formatOf(command, FORMATS);
      const directory = accountDirectory(named);
      const before = dateOf('--retire-before', flags.retireBefore, 0);
      if (before !== undefined) {
        refuseOthers(command);
        return retireRuns(directory, before, settingsFrom(command).settings.sign);
      }
      await show(await readHistory(directory, flags), format, flags.out);
    },
  );
}

async function readHistory(directory: string, flags: Flags): Promise<History> {
  const { readRetired, StoredRuns } = await import('../../../bundle');
  const { historyOf } = await import('../../../result');
  const { readKeys, refuseNoAccount } = await import('../../../verify');
  refuseNoAccount(flags.account);
  const now = Date.now();
  const [from, to] = [dateOf('--from', flags.from, 0), dateOf('--to', flags.to, DAY - 1)];
  if (from !== undefined && from > (to ?? now)) {
    throw new ConfigurationError(['--from is after --to, or after now: there is no such period.']);
  }
  const keys = readKeys(flags.key ?? []).map(({ key }) => key);
  const stored = new StoredRuns(directory, readRetired(directory, keys));
  const period = { from, to: Math.min(to ?? now, now), expected: expectedOf(flags.expect) };
  const runs = stored.runs({ account: flags.account, profiles: flags.profiles });
  const told = historyOf(runs, () => stored.besides(), { account: '', ...period });
  const [account] = stored.found.keys();
  const isEmpty = told.chains.every(({ runs, gaps }) => runs.length + gaps.length === 0);
  if (isEmpty && told.problems.length === 0) refuseEmpty(directory, flags, stored.chains);
  const notes = keys.length > 0 ? [...told.notes, OF_MARKERS] : told.notes;
  return { ...told, notes, account: account ?? flags.account ?? 'unknown' };
}

const OF_MARKERS =
  'The key was held against what retention left alone: iamspec verify --chain checks the signature of each run.';

// What was mistyped must not pass for a history in which nothing is wrong.
function refuseEmpty(directory: string, flags: Flags, chains: ReadonlySet<string>): never {
  const { account, profiles, from, to } = flags;
  const asked = [account, profiles, from, to].some((each) => each !== undefined);
  const others =
    chains.size > 0 ? ` The runs there are of the profiles ${[...chains].join('; ')}.` : '';
  throw new ConfigurationError([
    `There is no run below ${directory}${asked ? ' that was asked for' : ''}.${others}`,
  ]);
}

async function show(
  told: History,
  format: keyof typeof FORMATS,
  out: string | undefined,
): Promise<void> {
  const { historyCsv, historyJson, historyOscal, historyText } = await import('../../../formats');
  if (format === 'text') {
    printVerdict(historyText(told, terminal(out)), out, { colors: terminal(out).colors });
  } else if (format === 'html') {
    const { historyPage } = await import('../../../page');
    printOrWrite(historyPage(told), out);
  } else {
    const write = { json: historyJson, csv: historyCsv, oscal: historyOscal }[format];
    printOrWrite(write(told), out);
  }
  process.exitCode = told.exitCode;
}

async function retireRuns(
  directory: string,
  before: Instant,
  sign: string | undefined,
): Promise<void> {
  const { retire } = await import('../../../bundle');
  const ids = retire({ directory, before, now: Date.now(), key: readKey(sign) });
  for (const id of ids) say(`Taken away: ${id}`);
  const marker = sign === undefined ? 'which is not signed (--sign)' : 'which is signed';
  print(
    ids.length === 0
      ? 'Nothing was taken away: no run but the latest began before that.'
      : `${ids.length} runs were taken away; ${directory}/retired.json says which, ${marker}.`,
  );
}

// What is taken away is one thing, what is shown another.
function refuseOthers(command: Command): void {
  const allowed = ['retireBefore', 'sign'];
  const given: Readonly<Record<string, unknown>> = command.opts();
  const others = Object.keys(given).filter(
    (name) => !allowed.includes(name) && command.getOptionValueSource(name) === 'cli',
  );
  if (others.length === 0) return;
  throw new ConfigurationError([
    `--retire-before takes runs away and shows nothing: leave ${others.map(flagNamed).join(', ')} away.`,
  ]);
}

// A day is whole, in UTC: `rest` is added to its beginning.
function dateOf(flag: string, text: string | undefined, rest: number): Instant | undefined {
  if (text === undefined) return undefined;
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text);
  const instant = parseInstant(isDay ? `${text}T00:00:00Z` : text);
  if (instant !== undefined) return isDay ? instant + rest : instant;
  throw new ConfigurationError([
    `${flag} is ${JSON.stringify(text)}, expected a day such as 2026-01-31 or an instant such as 2026-01-31T12:00:00Z.`,
  ]);
}

const OFTEN: Readonly<Record<string, number>> = { daily: DAY, weekly: 7 * DAY };

function expectedOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const expected = Object.hasOwn(OFTEN, text) ? OFTEN[text] : parseDuration(text);
  if (expected !== undefined) return expected;
  throw new ConfigurationError([
    `--expect is ${JSON.stringify(text)}, expected daily, weekly or a duration such as 12h.`,
  ]);
}
