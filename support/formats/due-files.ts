import { exactInstant, formatInstant } from '../report';
import { type Due, type DueList, groupDue, guardCell, splitFix } from '../result';
import { type DueOptions, whenDue } from './due-text';
import { markdownBlock, markdownCode, markdownEscape } from './markdown-escape';

/** A thing to do, as JSON and CSV have it; what is not known is null. Instants are UTC, to the millisecond. */
export function dueRecord(due: Due) {
  const { account = null, arn = null, limit = null, dueAt, ...told } = due;
  const { control, title, severity, subject, owner, ownerBy, status, reason, fix, profiles } = told;
  return {
    control,
    subject,
    arn,
    owner,
    dueAt: dueAt === undefined ? null : exactInstant(dueAt),
    limit,
    reason,
    fix,
    account,
    ownerBy,
    severity,
    title,
    status,
    profiles,
  };
}

function listed({ overdue, upcoming }: DueList, options: Pick<DueOptions, 'overdue'>) {
  return options.overdue ? overdue : upcoming;
}

/** An array of what falls due, or of what fails already. */
export function dueJson(list: DueList, options: DueOptions): string {
  return `${JSON.stringify(listed(list, options).map(dueRecord), null, 2)}\n`;
}

/** The same for spreadsheets, as `verdictsCsv` has it. */
export function dueCsv(list: DueList, options: DueOptions): string {
  const rows = listed(list, options).map((due) => {
    const { limit, profiles, ...record } = dueRecord(due);
    const cells = { ...record, limit: limit?.toString() ?? null, profiles: profiles.join(', ') };
    return Object.fromEntries(
      Object.entries(cells).map(([name, cell]) => [
        name,
        cell === null || name === 'dueAt' ? cell : guardCell(cell),
      ]),
    );
  });
  const columns = [
    ...['account', 'owner', 'ownerBy', 'dueAt', 'status', 'control', 'title', 'severity'],
    ...['subject', 'arn', 'limit', 'reason', 'fix', 'profiles'],
  ];
  const { stringify }: typeof import('csv-stringify/sync') = require('csv-stringify/sync');
  return `\ufeff${stringify(rows, { header: true, columns, record_delimiter: 'unix' })}`;
}

/** A section for each group, for a ticket or a merge request. */
export function dueMarkdown(list: DueList, options: DueOptions): string {
  const { by, asOf, overdue } = options;
  const title = overdue ? 'What fails already' : 'What falls due';
  const sections = groupDue(listed(list, options), by).map(
    ([name, own]) => `### ${markdownEscape(name)}\n\n${dueEntries(own, asOf)}`,
  );
  const none = sections.length === 0 ? ['Nothing.'] : sections;
  return `${[`## ${title}, as of ${formatInstant(asOf)}`, ...none].join('\n\n')}\n`;
}

/** Things to do, each with why and with its commands, to be copied. */
export function dueEntries(list: readonly Due[], asOf: number): string {
  return list.map((due) => dueEntry(due, asOf)).join('\n\n');
}

function dueEntry(due: Due, asOf: number): string {
  const { subject, control, severity, reason, fix } = due;
  const { words, commands } = splitFix(fix);
  return [
    `**${markdownEscape(subject)}**, ${markdownEscape(whenDue(due, asOf))}: ${markdownCode(control)} (${severity})`,
    markdownEscape(reason),
    ...(words === '' ? [] : [markdownEscape(words.replace(/:$/, '.'))]),
    ...(commands.length > 0 ? [markdownBlock(commands)] : []),
  ].join('\n\n');
}
