import { createColors } from 'picocolors';
import { CHANGES, type Change, type ChangedVerdict, visible } from '../result';
import { markdownCode, markdownEscape, markdownTable } from './markdown-escape';

/** The compared runs as a reader should see them named; `mark` says what no account of AWS is. */
export interface ComparedRuns {
  readonly account: string;
  readonly mark: string | null;
  readonly before: string;
  readonly after: string;
  readonly notes: readonly string[];
}

const TITLES: Readonly<Record<Change, string>> = {
  new: 'New failures',
  regressed: 'Regressed: passed before, fail now',
  unknown: 'Not known: not checked in the later run',
  limitChanged: 'Limit changed: failed before, not under the limits of the later run',
  stillFailing: 'Still failing',
  newlyWaived: 'Newly waived',
  stillWaived: 'Still waived',
  fixed: 'Fixed',
  gone: 'Gone: nothing left that could fail',
};

const BAD: readonly Change[] = ['new', 'regressed', 'unknown', 'limitChanged', 'stillFailing'];

/** For a terminal. */
export function diffText(
  runs: ComparedRuns,
  changes: readonly ChangedVerdict[],
  colored: boolean,
): string {
  const colors = createColors(colored);
  const head = [
    `${colors.bold('iamspec diff')}  account ${visible(whose(runs))}`,
    `Before    ${visible(runs.before)}`,
    `After     ${visible(runs.after)}`,
    ...runs.notes.map((note) => `Note      ${visible(note)}`),
  ];
  const sections = grouped(changes).map(({ change, list }) => {
    const paint = BAD.includes(change) ? colors.red : colors.green;
    const lines = list.flatMap(({ profile, control, severity, subject, reason, limits }) => {
      const from = visible(`${profile ?? 'plain test'} › ${control} (${severity})`);
      return [
        `  ${visible(subject)}  ${colors.dim(from)}`,
        `    ${visible(reason)}`,
        ...(limits ? [`    Limits before: ${visible(limits.before)}`] : []),
        ...(limits ? [`    Limits after:  ${visible(limits.after)}`] : []),
      ];
    });
    return [colors.bold(paint(`${TITLES[change]} (${list.length})`)), ...lines].join('\n');
  });
  return `${[head.join('\n'), ...sections, totals(changes)].join('\n\n')}\n`;
}

/** One JSON object. */
export function diffJson(runs: ComparedRuns, changes: readonly ChangedVerdict[]): string {
  const counts = Object.fromEntries(CHANGES.map((change) => [change, count(changes, change)]));
  return `${JSON.stringify({ schemaVersion: 1, ...runs, counts, changes }, null, 2)}\n`;
}

/** For a ticket or a merge request. */
export function diffMarkdown(runs: ComparedRuns, changes: readonly ChangedVerdict[]): string {
  const head = [
    `## Credentials of account ${markdownEscape(whose(runs))}: what changed`,
    '',
    `Before: ${markdownEscape(runs.before)}  `,
    `After: ${markdownEscape(runs.after)}`,
    '',
    ...runs.notes.flatMap((note) => [`Note: ${markdownEscape(note)}`, '']),
    totals(changes),
  ].join('\n');
  const sections = grouped(changes).map(({ change, list }) => {
    const limited = list.some(({ limits }) => limits);
    const rows = list.map(({ control, severity, subject, reason, limits }) => [
      markdownCode(subject),
      markdownCode(control),
      severity,
      markdownEscape(reason),
      ...(limited ? [limits?.before, limits?.after].map((text) => markdownEscape(text ?? '')) : []),
    ]);
    const head = ['subject', 'control', 'severity', 'reason'];
    const table = markdownTable(limited ? [...head, 'limits before', 'limits after'] : head, rows);
    return `### ${TITLES[change]} (${list.length})\n\n${table}`;
  });
  return `${[head, ...sections].join('\n\n')}\n`;
}

function whose({ account, mark }: ComparedRuns): string {
  return mark === null ? account : `${account} (${mark})`;
}

function grouped(changes: readonly ChangedVerdict[]) {
  return CHANGES.map((change) => ({
    change,
    list: changes.filter((each) => each.change === change),
  })).filter(({ list }) => list.length > 0);
}

function totals(changes: readonly ChangedVerdict[]): string {
  const sum = (...kinds: readonly Change[]) =>
    kinds.reduce((total, change) => total + count(changes, change), 0);
  return (
    `${sum('new')} new, ${sum('regressed')} regressed, ${sum('unknown')} not known, ` +
    `${sum('limitChanged')} under changed limits, ${sum('stillFailing')} still failing, ` +
    `${sum('newlyWaived', 'stillWaived')} waived, ${sum('fixed', 'gone')} fixed or gone.`
  );
}

function count(changes: readonly ChangedVerdict[], kind: Change): number {
  return changes.filter(({ change }) => change === kind).length;
}
