import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { writePrivateFile } from '../../../bundle';
import { asksForTags, ConfigurationError, idleOwnerRules } from '../../../control';
import {
  type AuditResult,
  count,
  countsOf,
  DUE_GROUPS,
  type DueList,
  dueList,
} from '../../../result';
import { type GivenSettings, inForce, takeSettings } from '../../../run';
import { addFormats, ENDINGS, formatOf } from '../out-file';
import { printOrWrite, say, terminal, warn } from '../output';
import { resultsOf } from '../results';
import { addSettings, READING, settingsFrom } from '../setting-options';

const FORMATS = {
  text: ENDINGS.text,
  json: ENDINGS.json,
  csv: ENDINGS.csv,
  markdown: ENDINGS.markdown,
  ics: ['.ics'],
} as const;

/** `iamspec due`: what falls due, and whose it is. */
export function due(program: Command): void {
  const command = program
    .command('due')
    .description('what fails next if nothing changes: when, whose it is, and how to mend it')
    .option('--within <duration>', 'how far ahead: 36h, 30d (default: IAMSPEC_DUE_WITHIN, 14d)')
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
IAM tags, the path, or profiles/owners.yaml; a bundle is read as it was judged, its owners too.

Exit code: 0, or 2 where something could not be checked: then the list may lack it.`,
    );
  const settings = READING.filter((name) => name !== 'dueWithin');
  addSettings(addFormats(command, FORMATS), settings).action(
    async ({ within, by, overdue = false, out, notices }) => {
      const format = formatOf(command, FORMATS);
      if (notices !== undefined) refuseBesides(notices, { out, overdue, format });
      else if (format === 'ics' && out === undefined) {
        throw new ConfigurationError(['A calendar is no text: say where to write it with --out.']);
      }
      const given = settingsFrom(command);
      const time = timeOf(given, within);
      const { list, asOf } = await collect(given, time);
      const options = { asOf, within: time, by, overdue, width: terminal(out).width };
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

interface Besides {
  readonly out: string | undefined;
  readonly overdue: boolean;
  readonly format: string;
}

// What an earlier run left there would be sent again.
function refuseBesides(directory: string, { out, overdue, format }: Besides): void {
  if (out !== undefined || overdue || format !== 'text') {
    throw new ConfigurationError([
      '--notices writes files of its own, of what fails and what falls due: leave --out, --format and --overdue away.',
    ]);
  }
  const found = statSync(directory, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) {
    throw new ConfigurationError([`--notices is "${directory}", which is no directory.`]);
  }
  if (found && readdirSync(directory).length > 0) {
    throw new ConfigurationError([
      `--notices is "${directory}", which holds files already. Name a new directory, or empty it: an old message must not be sent again.`,
    ]);
  }
}

function timeOf({ settings }: GivenSettings, within: string | undefined): number {
  if (within === undefined) return settings.dueWithin;
  const given = takeSettings({}, { dueWithin: within });
  if (given.problems.length === 0) return given.settings.dueWithin;
  throw new ConfigurationError([
    `--within is ${JSON.stringify(within)}, expected a duration such as 36h or 14d.`,
  ]);
}

// Of several accounts, ages are counted from the newest report.
async function collect(given: GivenSettings, within: number) {
  inForce(given);
  const lists: DueList[] = [];
  const open: string[] = [];
  const remarks = new Set<string>();
  let asOf = 0;
  for await (const found of resultsOf(given)) {
    if ('missing' in found) {
      open.push(found.missing);
      continue;
    }
    const { result } = found;
    const { audited, exitCode, results, problems } = result;
    lists.push(dueList(result, within));
    for (const remark of remarksOn(result)) remarks.add(remark);
    asOf = Math.max(asOf, audited?.report.asOf ?? 0);
    if (exitCode !== 2) continue;
    const errors = results.flatMap(({ verdicts }) =>
      verdicts.filter(({ status }) => status === 'error'),
    );
    const why = problems[0] ?? errors[0]?.reason ?? 'nothing was judged';
    open.push(`account ${audited?.report.accountId ?? 'unknown'}: ${why}`);
  }
  for (const remark of remarks) say(remark);
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

// What the list does not tell by itself.
function remarksOn(result: AuditResult): readonly string[] {
  const { audited, owners, results } = result;
  if (!audited) return [];
  const { users } = audited.report;
  const isBlind = owners.some(asksForTags) && users.some(({ tags }) => !tags);
  const open = results.filter((control) => countsOf(control).notReviewed > 0).map(({ id }) => id);
  return [
    ...(isBlind ? ['Owners by tag are not known here: the tags of users are not.'] : []),
    ...idleOwnerRules(audited.report, owners).map((rule) => `${rule} matches no user.`),
    ...(open.length > 0
      ? [`Not reviewed in full, so not in the list: ${[...new Set(open)].join(', ')}.`]
      : []),
  ];
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
