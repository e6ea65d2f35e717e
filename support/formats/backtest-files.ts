import { stringify } from 'csv-stringify/sync';
import { exactInstant } from '../report';
import { type BacktestFinding, type BacktestRun, guardCell } from '../result';
import {
  gapTexts,
  notesOf,
  noticesTable,
  periodText,
  policyText,
  runsTable,
  type Table,
  type ToldBacktest,
  usersTable,
  verdictText,
} from './backtest-text';
import { markdownEscape, markdownTable } from './markdown-escape';

/** One JSON object; instants are UTC, to the millisecond, and what is not known is null. */
export function backtestJson({ backtest, policy, problems }: ToldBacktest): string {
  const { runs, users, findings, notices, gaps } = backtest;
  const told = {
    schemaVersion: 1,
    policy,
    runs: runs.map(runRecord),
    users: users.map(({ arn = null, newly, first, last, ...user }) => ({
      ...user,
      arn,
      first: exactInstant(first),
      last: exactInstant(last),
      newly: newly
        ? { ...newly, first: exactInstant(newly.first), last: exactInstant(newly.last) }
        : null,
    })),
    findings: findings.map(findingRecord),
    notices,
    notJudged: gaps,
    problems,
  };
  return `${JSON.stringify(told, null, 2)}\n`;
}

function runRecord({ asOf, ...run }: BacktestRun) {
  return { ...run, asOf: exactInstant(asOf) };
}

function findingRecord(finding: BacktestFinding) {
  const { arn = null, first, last, ...told } = finding;
  return { ...told, arn, first: exactInstant(first), last: exactInstant(last) };
}

/** What would have failed newly, a row for each control and subject, for spreadsheets. */
export function backtestCsv({ backtest }: ToldBacktest): string {
  const rows = backtest.findings.map((finding) => {
    const { first, last, arn, ...told } = findingRecord(finding);
    const { account, owner, ownerBy, control, severity, subject, runs, notices, reason } = told;
    const texts = { account, owner, ownerBy, control, severity, subject, reason };
    const guarded = Object.entries(texts).map(([name, text]) => [name, guardCell(text)]);
    const cells = { arn: arn === null ? null : guardCell(arn), runs, first, last, notices };
    return { ...Object.fromEntries(guarded), ...cells };
  });
  const columns = [
    ...['account', 'owner', 'ownerBy', 'control', 'severity', 'subject', 'arn'],
    ...['runs', 'first', 'last', 'notices', 'reason'],
  ];
  return `\ufeff${stringify(rows, { header: true, columns, record_delimiter: 'unix' })}`;
}

/** For a ticket or a merge request. */
export function backtestMarkdown(told: ToldBacktest): string {
  const { backtest, problems } = told;
  const list = (texts: readonly string[]) =>
    texts.map((text) => `- ${markdownEscape(text)}`).join('\n');
  const sections: readonly (readonly [title: string, body: string])[] = [
    ['Runs', tableText(runsTable(backtest))],
    ['Who would have failed newly', tableText(usersTable(backtest))],
    ['Who would have been told', tableText(noticesTable(backtest))],
    ['Not judged, so neither passed nor failed', list(gapTexts(backtest))],
    ['Could not be judged at all', list(problems)],
  ];
  return `${[
    `## Backtest ${markdownEscape(policyText(told))}`,
    markdownEscape(verdictText(told)),
    ...(backtest.runs.length === 0 ? [] : [markdownEscape(periodText(backtest))]),
    list(notesOf(backtest)),
    ...sections.filter(([, body]) => body !== '').map(([title, body]) => `### ${title}\n\n${body}`),
  ].join('\n\n')}\n`;
}

function tableText({ head, rows, more }: Table): string {
  if (rows.length === 0) return '';
  const titles = head.map((title) => title.replaceAll('\n', ' '));
  const table = markdownTable(
    titles,
    rows.map((row) => row.map(markdownEscape)),
  );
  return more === '' ? table : `${table}\n\n${more}`;
}
