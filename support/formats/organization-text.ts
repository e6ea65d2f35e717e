import { createColors } from 'picocolors';
import { formatInstant } from '../report';
import {
  ACCOUNT_STATUS_WORDS,
  type AccountStatus,
  type AccountSummary,
  bySeverity,
  type ControlSummary,
  controlNamer,
  count,
  ENDINGS,
  endingOfExitCode,
  hasUnits,
  type OrganizationResult,
  profilesOf,
  SEVERITIES_DOWN,
  unrealSources,
  visible,
} from '../result';
import { type Canvas, entry, painted, sectionsText } from './summary/layout';
import { problems } from './summary/problems';
import { type TableOptions, textTable } from './text-table';
import { hang, wrap } from './wrap';

/** How the summary is shown, and the paths that it leads to. */
export interface OrganizationTextOptions extends TableOptions {
  readonly evidence: readonly string[];
  /** The verdict line and what could not be checked, alone. */
  readonly quiet?: boolean | undefined;
}

const SHOWN = 10;
const COLUMNS = 80;

/** A canvas for lines, and its measures for tables. */
type Drawing = Canvas & { readonly table: TableOptions };

/** The verdict is last; lists end after 10 accounts, since the page holds them all. */
export function organizationText(
  result: OrganizationResult,
  { evidence, quiet = false, ...options }: OrganizationTextOptions,
): string {
  const width = options.width ?? COLUMNS;
  const colors = createColors(options.colors);
  const drawing = { colors, width, table: { colors: options.colors, width } };
  if (quiet) {
    const lines = [problems(result, drawing), closing(result, drawing)];
    return `${lines.filter((line) => line !== '').join('\n')}\n`;
  }
  return sectionsText([
    problems(result, drawing),
    header(result, drawing),
    errors(result, drawing),
    worst(result, drawing),
    controls(result, drawing),
    notAudited(result, drawing),
    remarks(result, drawing),
    evidenceLine(evidence, drawing),
    [resumption(result, drawing), closing(result, drawing)].filter(Boolean).join('\n'),
  ]);
}

function header(result: OrganizationResult, drawing: Drawing): string {
  const { bold } = drawing.colors;
  const { run, listed, excluded } = result;
  const left = excluded > 0 ? `, ${excluded} excluded` : '';
  return [
    `${bold('iamspec org')}  ${visible(profilesOf(result).join(', '))}`.trimEnd(),
    entry('Accounts', `${listed} listed${left}`, drawing),
    entry('Run', `${run.id}, started ${formatInstant(run.startedAt)}`, drawing),
    ...unrealSources(result).map(([source, accounts]) =>
      bold(entry('Source', `${source}: ${accounts}`, drawing)),
    ),
  ].join('\n');
}

function errors({ accounts, unreported }: OrganizationResult, drawing: Drawing): string {
  const broken = accounts.filter(({ status }) => status === 'error');
  const missing = unreported.map(({ id, name }) => [id, name]);
  return [
    reasons('Could not check', broken, drawing),
    list('Not reported', { head: ['account', 'name'], rows: missing }, drawing),
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}

// Below its account, so that what is to be copied of it stays in one piece.
function reasons(
  title: string,
  accounts: readonly AccountSummary[],
  { colors, width }: Drawing,
): string {
  const units = hasUnits(accounts);
  const entries = accounts.slice(0, SHOWN).map(({ account, name, ou = '-', reason }) => {
    const whose = [account, name, ...(units ? [ou] : [])].map(visible).join('  ');
    return `${whose}\n${hang(INDENT, visible(reason), width)}`;
  });
  return listed(title, accounts.length, entries, colors);
}

const INDENT = '    ';

function worst({ accounts }: OrganizationResult, drawing: Drawing): string {
  const failed = accounts.filter((account) => account.status === 'failed');
  const units = hasUnits(accounts);
  const rows = failed.map((account) => [
    ...SEVERITIES_DOWN.map((severity) => String(account.failed[severity] || '-')),
    account.account,
    account.name,
    ...(units ? [account.ou ?? '-'] : []),
  ]);
  const head = [...SEVERITIES_DOWN, 'account', 'name', ...(units ? ['unit'] : [])];
  return list('Worst accounts', { head, rows }, drawing);
}

const FIGURES = [
  ['accounts failed', ({ accountsFailed }: ControlSummary) => accountsFailed],
  ['could not be checked', ({ accountsError }: ControlSummary) => accountsError],
  ['verdicts failed', ({ counts }: ControlSummary) => counts.failed],
  ['verdicts waived', ({ counts }: ControlSummary) => counts.waived],
] as const;

// What no account has takes no room.
function controls({ controls: all }: OrganizationResult, { colors, table }: Drawing): string {
  const nameOf = controlNamer({ controls: all });
  const shown = FIGURES.filter(([, figure]) => all.some((each) => figure(each) > 0));
  if (shown.length === 0) return '';
  const rows = [...all]
    .sort(bySeverity)
    .map((each) => [
      each.severity ?? '-',
      ...shown.map(([, figure]) => String(figure(each) || '-')),
      nameOf(each),
    ]);
  const titles = shown.map(([title]) => wrap(title, HEADING).join('\n'));
  return `${colors.bold('Controls')}\n${textTable(['severity', ...titles, 'control'], rows, table)}`;
}

const HEADING = 10;

interface Listed {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function list(title: string, { head, rows }: Listed, { colors, table }: Drawing): string {
  const shown = rows.length === 0 ? [] : [textTable(head, rows.slice(0, SHOWN), table)];
  return listed(title, rows.length, shown, colors);
}

function listed(
  title: string,
  all: number,
  shown: readonly string[],
  { bold, dim }: Drawing['colors'],
): string {
  if (all === 0) return '';
  const more = all - SHOWN;
  return [
    bold(`${title} (${all})`),
    ...shown,
    ...(more > 0 ? [dim(`and ${more} more: see the page`)] : []),
  ].join('\n');
}

function notAudited({ accounts }: OrganizationResult, drawing: Drawing): string {
  const skipped = accounts.filter(({ status }) => status === 'skipped');
  return reasons('Not audited', skipped, drawing);
}

function remarks({ notes }: OrganizationResult, drawing: Drawing): string {
  return notes
    .map((note) => painted(entry('Note', note, drawing), drawing.colors.yellow))
    .join('\n');
}

function evidenceLine(paths: readonly string[], drawing: Drawing): string {
  if (paths.length === 0) return '';
  const text = `${paths.join(', ')} (holds user names: readable by you only)`;
  return entry('Evidence', text, drawing);
}

function resumption(result: OrganizationResult, { width }: Drawing): string {
  const { run, counts, unreported, listed } = result;
  if (unreported.length + counts.error === 0 || listed === 0) return '';
  const again = unreported.length > 0 ? 'goes on with the rest' : 'tries these accounts again';
  const text = `The same command with --resume ${run.id} ${again}; what is finished is not read again.`;
  return wrap(text, width).join('\n');
}

function closing(result: OrganizationResult, { colors }: Drawing): string {
  const { counts, unreported, verdicts, exitCode } = result;
  const { word, color } = ENDINGS[endingOfExitCode(exitCode)];
  const said = (status: AccountStatus) => `${counts[status]} ${ACCOUNT_STATUS_WORDS[status].label}`;
  const figures = [
    `${count(counts.passed, 'account')} ${ACCOUNT_STATUS_WORDS.passed.label}`,
    ...(['failed', 'error', 'skipped'] as const).map(said),
    ...(unreported.length > 0 ? [`${unreported.length} not reported`] : []),
  ].join(', ');
  const total = Object.values(verdicts).reduce((sum, each) => sum + each, 0);
  return colors.bold(colors[color](`${word}: ${figures}; ${total} verdicts. Exit ${exitCode}.`));
}
