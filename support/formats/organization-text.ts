import { createColors } from 'picocolors';
import { formatInstant } from '../report';
import {
  controlNamer,
  ENDINGS,
  endingOfExitCode,
  hasUnits,
  type OrganizationResult,
  profilesOf,
  SEVERITIES_DOWN,
  unrealSources,
  visible,
  visibleLines,
} from '../result';
import { type TableOptions, textTable } from './text-table';

/** How the summary is shown, and the paths that it leads to. */
export interface OrganizationTextOptions extends TableOptions {
  readonly evidence: readonly string[];
}

type Colors = ReturnType<typeof createColors>;

const SHOWN = 10;

/** The verdict is last; lists end after 10 accounts, since the page holds them all. */
export function organizationText(
  result: OrganizationResult,
  options: OrganizationTextOptions,
): string {
  const colors = createColors(options.colors);
  const sections = [
    header(result, colors),
    errors(result, options, colors),
    worst(result, options, colors),
    controls(result, options, colors),
    remarks(result, colors),
    evidence(options),
    closing(result, colors),
  ];
  return `\n${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function header(result: OrganizationResult, colors: Colors): string {
  const { run, listed, excluded } = result;
  const left = excluded > 0 ? `, ${excluded} excluded` : '';
  return [
    `${colors.bold('iamspec org')}  ${visible(profilesOf(result).join(', '))}`.trimEnd(),
    `Accounts  ${listed} listed${left}`,
    `Run       ${run.id}, started ${formatInstant(run.startedAt)}`,
    ...unrealSources(result).map(([source, count]) =>
      colors.bold(`Source    ${visible(source)}: ${count}`),
    ),
  ].join('\n');
}

function errors(
  { problems, accounts, unreported }: OrganizationResult,
  options: OrganizationTextOptions,
  colors: Colors,
): string {
  const broken = accounts.filter(({ status }) => status === 'error');
  const units = hasUnits(accounts);
  const rows = broken.map(({ account, name, ou = '-', reason }) => [
    account,
    name,
    ...(units ? [ou] : []),
    reason,
  ]);
  const head = ['account', 'name', ...(units ? ['unit'] : []), 'why'];
  const missing = unreported.map(({ id, name }) => [id, name]);
  return [
    ...problems.map((problem) => `${colors.red('Could not check:')} ${visibleLines(problem, '')}`),
    list('Could not check', { head, rows }, options),
    list('Not reported', { head: ['account', 'name'], rows: missing }, options),
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}

function worst(
  { accounts }: OrganizationResult,
  options: OrganizationTextOptions,
  colors: Colors,
): string {
  const failed = accounts.filter((account) => account.status === 'failed');
  const units = hasUnits(accounts);
  const rows = failed.map((account) => [
    ...SEVERITIES_DOWN.map((severity) => String(account.failed[severity] || '-')),
    account.account,
    account.name,
    ...(units ? [account.ou ?? '-'] : []),
  ]);
  const head = [...SEVERITIES_DOWN, 'account', 'name', ...(units ? ['unit'] : [])];
  return list('Worst accounts', { head, rows }, options, colors);
}

function controls(
  { controls: all }: OrganizationResult,
  options: OrganizationTextOptions,
  colors: Colors,
): string {
  if (all.length === 0) return '';
  const nameOf = controlNamer({ controls: all });
  const rows = all.map((each) => [
    ...[each.accountsFailed, each.accountsError, each.counts.failed, each.counts.waived].map(
      (count) => String(count || '-'),
    ),
    each.severity ?? '-',
    nameOf(each),
  ]);
  const head = ['accounts failing', 'not checked', 'failures', 'waived', 'severity', 'control'];
  return `${colors.bold('Controls')}\n${textTable(head, rows, options)}`;
}

function list(
  title: string,
  {
    head,
    rows,
  }: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] },
  options: OrganizationTextOptions,
  colors = createColors(options.colors),
): string {
  if (rows.length === 0) return '';
  const more = rows.length - SHOWN;
  return [
    colors.bold(`${title} (${rows.length})`),
    textTable(head, rows.slice(0, SHOWN), options),
    ...(more > 0 ? [colors.dim(`and ${more} more: see the page`)] : []),
  ].join('\n');
}

function remarks({ accounts, notes }: OrganizationResult, colors: Colors): string {
  const skipped = accounts.filter(({ status }) => status === 'skipped');
  const lines = skipped.map(({ account, name, reason }) =>
    visible(`Skipped   ${account} ${name}: ${reason}`),
  );
  const more = lines.length - SHOWN;
  return [
    ...lines.slice(0, SHOWN),
    ...(more > 0 ? [`Skipped   ${more} more: see the page`] : []),
    ...notes.map((note) => colors.yellow(`Note      ${visible(note)}`)),
  ].join('\n');
}

function evidence({ evidence: paths }: OrganizationTextOptions): string {
  if (paths.length === 0) return '';
  return `Evidence  ${paths.join(', ')} (holds user names: readable by you only)`;
}

function closing(result: OrganizationResult, colors: Colors): string {
  const { run, counts, unreported, verdicts, exitCode, listed } = result;
  const { word, color } = ENDINGS[endingOfExitCode(exitCode)];
  const figures = [
    `${counts.passed} ${counts.passed === 1 ? 'account' : 'accounts'} passed`,
    `${counts.failed} failed`,
    `${counts.error} could not be checked`,
    `${counts.skipped} skipped`,
    ...(unreported.length > 0 ? [`${unreported.length} not reported`] : []),
  ].join(', ');
  const total = Object.values(verdicts).reduce((sum, count) => sum + count, 0);
  const open = unreported.length + counts.error;
  const again = unreported.length > 0 ? 'goes on with the rest' : 'tries these accounts again';
  return [
    colors.bold(colors[color](`${word}: ${figures}; ${total} verdicts. Exit ${exitCode}.`)),
    ...(open > 0 && listed > 0
      ? [`The same command with --resume ${run.id} ${again}; what is finished is not read again.`]
      : []),
  ].join('\n');
}
