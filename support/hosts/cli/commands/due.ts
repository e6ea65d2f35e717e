import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { writePrivateFile } from '../../../bundle';
import { ConfigurationError } from '../../../control';
import { count, DUE_GROUPS, type DueList, dueList } from '../../../result';
import { type GivenSettings, inForce, takeSettings } from '../../../run';
import { addFormats, ENDINGS, formatOf } from '../out-file';
import { printOrWrite, say, warn } from '../output';
import { resultsOf } from '../results';
import { addSettings, READING, settingsFrom } from '../setting-options';

const FORMATS = {
  text: ENDINGS.text,
  json: ENDINGS.json,
  csv: ENDINGS.csv,
  markdown: ENDINGS.markdown,
  ics: ['.ics'],
} as const;

const DEFAULT = '30d';

/** `iamspec due`: what falls due, and whose it is. */
export function due(program: Command): void {
  const command = program
    .command('due')
    .description('what fails next if nothing changes: when, whose it is, and how to mend it')
    .option('--within <duration>', `how far ahead: 36h, 14d (default: ${DEFAULT})`)
    .addOption(new Option('--by <group>', 'group by').choices(DUE_GROUPS).default('owner'))
    .option('--overdue', 'what fails already, in place of what is going to')
    .option('--notices <directory>', 'a message to each owner, as Markdown and JSON; none is sent')
    .addHelpText(
      'after',
      `
Examples:
  iamspec due --report reports/latest
  iamspec due --within 14d --by control
  iamspec due --out due.ics
  iamspec due --notices notices

--report takes a saved report, a bundle, or the directory of an organization's run. Owners are told by
IAM tags, the path, or profiles/owners.yaml.

Exit code: 0, or 2 where something could not be checked: then the list may lack it.`,
    );
  const settings = READING.filter((name) => name !== 'dueWithin');
  addSettings(addFormats(command, FORMATS), settings).action(
    async ({ within, by, overdue = false, out, notices }) => {
      const format = formatOf(command, FORMATS);
      if (notices !== undefined && out !== undefined) {
        throw new ConfigurationError(['--notices writes files of its own: leave --out away.']);
      }
      const given = settingsFrom(command);
      const time = timeOf(within);
      const { list, asOf } = await collect(given, time);
      const options = { asOf, within: time, by, overdue };
      if (notices !== undefined) return writeNotices(notices, list, options);
      const formats = await import('../../../formats');
      const writers = {
        text: formats.dueText,
        json: formats.dueJson,
        csv: formats.dueCsv,
        markdown: formats.dueMarkdown,
        ics: formats.dueCalendar,
      };
      printOrWrite(writers[format](list, options), out);
    },
  );
}

function timeOf(within: string | undefined): number {
  const settings = takeSettings({}, { dueWithin: within ?? DEFAULT });
  if (settings.problems.length === 0) return settings.settings.dueWithin;
  throw new ConfigurationError([
    `--within is ${JSON.stringify(within)}, expected a duration such as 36h or 14d.`,
  ]);
}

// Of several accounts, ages are counted from the newest report.
async function collect(given: GivenSettings, within: number) {
  inForce(given);
  const lists: DueList[] = [];
  const open: string[] = [];
  let asOf = 0;
  for await (const found of resultsOf(given)) {
    if ('missing' in found) {
      open.push(found.missing);
      continue;
    }
    const { result } = found;
    const { audited, exitCode, results, problems } = result;
    lists.push(dueList(result, within));
    asOf = Math.max(asOf, audited?.report.asOf ?? 0);
    if (exitCode !== 2) continue;
    const errors = results.flatMap(({ verdicts }) =>
      verdicts.filter(({ status }) => status === 'error'),
    );
    const why = problems[0] ?? errors[0]?.reason ?? 'nothing was judged';
    open.push(`account ${audited?.report.accountId ?? 'unknown'}: ${why}`);
  }
  if (open.length > 0) {
    for (const each of open) warn(`Could not check ${each}`);
    warn(`The list may lack what could not be checked (${count(open.length, 'account')}).`);
    process.exitCode = 2;
  }
  const list = {
    overdue: lists.flatMap(({ overdue }) => overdue),
    upcoming: lists
      .flatMap(({ upcoming }) => upcoming)
      .sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0)),
  };
  return { list, asOf };
}

async function writeNotices(
  directory: string,
  list: DueList,
  options: import('../../../formats').DueOptions,
): Promise<void> {
  const { notices } = await import('../../../formats');
  const all = notices(list, options);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  for (const { fileName, markdown, json } of all) {
    writePrivateFile(join(directory, `${fileName}.md`), markdown);
    writePrivateFile(join(directory, `${fileName}.json`), json);
  }
  say(
    `${count(all.length, 'message')} written to ${directory} (hold user names: readable by you only). None was sent.`,
  );
}
