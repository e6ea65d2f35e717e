import { formatInstant } from '../report';
import {
  ACCOUNT_STATUS_WORDS,
  type AccountStatus,
  type AccountSummary,
  type ControlSummary,
  ENDINGS,
  endingOfExitCode,
  type OrganizationResult,
  SEVERITIES_DOWN,
  unrealSources,
} from '../result';
import { markdownCode, markdownEscape, markdownTable } from './markdown-escape';

const SHOWN = 25;

/** For a job summary or a merge request; names are inert, and lists end after 25 rows. */
export function* organizationMarkdown(result: OrganizationResult): Iterable<string> {
  const { accounts, problems, notes, unreported } = result;
  const ofStatus = (wanted: AccountSummary['status']) =>
    accounts.filter(({ status }) => status === wanted);
  yield headline(result);
  yield* list('Problems', problems);
  yield* section('Not reported', unreported, ['account', 'name'], ({ id, name }) => [
    id,
    markdownCode(name),
  ]);
  yield* reasons('Could not check', ofStatus('error'));
  yield* section(
    'Worst accounts',
    ofStatus('failed'),
    ['account', 'name', 'unit', ...SEVERITIES_DOWN],
    (account) => [
      ...identity(account),
      ...SEVERITIES_DOWN.map((each) => cell(account.failed[each])),
    ],
  );
  yield* controlTable(result.controls);
  yield* reasons('Not audited', ofStatus('skipped'));
  yield* list('Notes', notes);
}

function headline(result: OrganizationResult): string {
  const { run, counts, exitCode, listed, excluded, unreported } = result;
  const said = (status: AccountStatus) => `${counts[status]} ${ACCOUNT_STATUS_WORDS[status].label}`;
  const figures = [
    ...(['passed', 'failed', 'error'] as const).map(said),
    ...(counts.skipped > 0 ? [said('skipped')] : []),
    ...(excluded > 0 ? [`${excluded} excluded`] : []),
    ...(unreported.length > 0 ? [`${unreported.length} not reported`] : []),
  ];
  const { word, emoji } = ENDINGS[endingOfExitCode(exitCode)];
  return [
    `## ${emoji} ${word}: ${listed} accounts`,
    '',
    `${figures.join(', ')}. Run ${run.id}, started ${formatInstant(run.startedAt)}. Exit ${exitCode}.`,
    ...unrealSources(result).map(
      ([source, count]) => `\n**${count} accounts: ${markdownEscape(source)}**`,
    ),
    '',
  ].join('\n');
}

function identity({ account, name, ou = '-', bundle }: AccountSummary): string[] {
  const id = bundle === undefined ? account : `[${account}](${encodeURI(bundle)}/index.html)`;
  return [id, markdownCode(name), markdownEscape(ou)];
}

function* reasons(title: string, accounts: readonly AccountSummary[]): Iterable<string> {
  const head = ['account', 'name', 'unit', 'reason'];
  yield* section(title, accounts, head, (account) => [
    ...identity(account),
    markdownEscape(account.reason),
  ]);
}

function* controlTable(controls: readonly ControlSummary[]): Iterable<string> {
  const head = [
    'control',
    'profile',
    'severity',
    'accounts',
    'failing',
    'failed',
    'error',
    'waived',
  ];
  const rows = controls.map(({ control, profile, severity = '-', counts, ...each }) => [
    markdownCode(control),
    markdownEscape(profile),
    severity,
    String(each.accounts),
    cell(each.accountsFailed),
    cell(counts.failed),
    cell(counts.error),
    cell(counts.waived),
  ]);
  if (rows.length > 0) yield `\n### Controls\n\n${markdownTable(head, rows)}\n`;
}

function* section<T>(
  title: string,
  items: readonly T[],
  head: readonly string[],
  row: (item: T) => readonly string[],
): Iterable<string> {
  if (items.length === 0) return;
  yield `\n### ${title} (${items.length})\n\n`;
  yield `${markdownTable(head, items.slice(0, SHOWN).map(row))}\n`;
  if (items.length > SHOWN)
    yield `\n… and ${items.length - SHOWN} more: see organization.ndjson.\n`;
}

function* list(title: string, texts: readonly string[]): Iterable<string> {
  if (texts.length === 0) return;
  yield `\n### ${title}\n\n${texts.map((text) => `- ${markdownEscape(text)}\n`).join('')}`;
}

function cell(count: number | undefined): string {
  return String(count || '-');
}
