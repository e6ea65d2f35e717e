import { formatInstant, type Instant } from '../report';
import {
  count,
  type Due,
  type DueGroup,
  type DueList,
  digits,
  groupDue,
  inDays,
  roughDuration,
  splitFix,
  visible,
} from '../result';
import { commandLines, hang } from './wrap';

/** How a list is shown: `asOf` is what it is counted from, `within` in milliseconds. */
export interface DueOptions {
  readonly asOf: Instant;
  readonly within: number;
  readonly by: DueGroup;
  /** What fails already, in place of what is going to. */
  readonly overdue: boolean;
  /** Columns of the terminal. */
  readonly width?: number | undefined;
}

/** For a terminal: what falls due with its fix, group by group, and how much fails already. */
export function dueText({ overdue, upcoming }: DueList, options: DueOptions): string {
  const [list, others] = options.overdue ? [overdue, upcoming] : [upcoming, overdue];
  const groups = groupDue(list, options.by).map(([name, own]) => group(name, own, options));
  const last = hang('', rest(others, options), options.width ?? STANDARD);
  return `${[headline(list, options), ...groups, last].join('\n\n')}\n`;
}

function headline(list: readonly Due[], { asOf, within, overdue }: DueOptions): string {
  const what = count(list.length, 'credential or setting', 'credentials and settings');
  const when = overdue
    ? list.length === 1
      ? 'fails already'
      : 'fail already'
    : `${list.length === 1 ? 'falls' : 'fall'} due within ${inDays(within)}`;
  return `${what} ${when}, as of ${formatInstant(asOf)}.`;
}

function group(name: string, list: readonly Due[], options: DueOptions): string {
  return [
    `${visible(name)} (${digits(list.length)})`,
    ...list.map((due) => entry(due, options)),
  ].join('\n');
}

const STANDARD = 80;

function entry(due: Due, { asOf, by, width = STANDARD }: DueOptions): string {
  const { control, severity, subject, owner, fix, status, reason } = due;
  const of = by === 'owner' ? '' : `, owner ${owner}`;
  const { words, commands } = splitFix(visible(fix));
  return [
    hang('  ', visible(`${whenDue(due, asOf)}  ${subject}`), width),
    hang(INDENT, visible(`${control} (${severity})${of}`), width),
    ...(status === 'waived' ? [hang(INDENT, visible(reason), width)] : []),
    ...(words === '' ? [] : [hang(`${INDENT}Fix: `, words, width)]),
    ...commands.flatMap((command) =>
      commandLines(command, width - COMMAND.length).map((line) => COMMAND + line),
    ),
  ].join('\n');
}

const INDENT = '      ';
const COMMAND = `${INDENT}  `;

/** `2026-12-03 (in 3 days)`, `since 2026-11-01 (28 days)`, or `now` where no date decides. */
export function whenDue({ dueAt, status }: Due, asOf: Instant): string {
  if (dueAt === undefined) return 'now';
  const day = formatInstant(dueAt).slice(0, 'YYYY-MM-DD'.length);
  if (status === 'failed') return `since ${day} (${roughDuration(asOf - dueAt)})`;
  return `${day} (in ${roughDuration(dueAt - asOf)})${status === 'waived' ? ', its waiver ends' : ''}`;
}

function rest(others: readonly Due[], { by, overdue, within }: DueOptions): string {
  const groups = groupDue(others, by).map(
    ([name, own]) => `${visible(name)} ${digits(own.length)}`,
  );
  const what = overdue ? `Due within ${inDays(within)}` : 'Failing already';
  const how = overdue ? 'without --overdue' : 'with --overdue';
  if (others.length === 0) return `${what}: nothing.`;
  return `${what}: ${digits(others.length)} (${groups.join(', ')}), ${how}.`;
}
