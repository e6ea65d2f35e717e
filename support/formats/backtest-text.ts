import { createColors } from 'picocolors';
import { formatInstant, type Instant } from '../report';
import {
  type Backtest,
  type BacktestRun,
  type BacktestUser,
  count,
  digits,
  type PolicyFile,
  visible,
} from '../result';
import { type TableOptions, textTable } from './text-table';
import { hang } from './wrap';

/** A backtest as it is told: under which policy, and which bundles could not be judged, a sentence each. */
export interface ToldBacktest {
  readonly backtest: Backtest;
  readonly policy: {
    readonly profiles: readonly string[];
    /** How many subjects they name. */
    readonly waivers: number;
    readonly failOn: string;
    readonly files: readonly PolicyFile[];
  };
  readonly problems: readonly string[];
}

// Of users, owners and controls; JSON has all.
const SHOWN = 20;
const RUNS_SHOWN = 60;
const COLUMNS = 80;

/** For a terminal; the last line sums it up. */
export function backtestText(told: ToldBacktest, options: TableOptions): string {
  const { backtest, problems } = told;
  const { bold } = createColors(options.colors);
  const width = options.width ?? COLUMNS;
  const line = (label: string, text: string) => hang(label.padEnd(10), visible(text), width);
  const section = (title: string, body: string) => [`${bold(title)}\n${body}`];
  const table = ({ head, rows, more }: Table) =>
    `${textTable(head, rows, options)}${more === '' ? '' : `\n${more}`}`;
  const users = usersTable(backtest);
  const notices = noticesTable(backtest);
  return `${[
    [
      bold(`iamspec backtest  ${visible(policyText(told))}`),
      ...(backtest.runs.length === 0 ? [] : [line('Period', periodText(backtest))]),
      ...notesOf(backtest).map((note) => line('Note', note)),
    ].join('\n'),
    ...(backtest.runs.length === 0 ? [] : section('Runs', table(runsTable(backtest)))),
    ...(users.rows.length === 0 ? [] : section('Who would have failed newly', table(users))),
    ...(notices.rows.length === 0 ? [] : section('Who would have been told', table(notices))),
    ...(backtest.gaps.length === 0
      ? []
      : section(
          'Not judged, so neither passed nor failed',
          gapTexts(backtest)
            .map((text) => hang('  ', visible(text), width))
            .join('\n'),
        )),
    ...(problems.length === 0
      ? []
      : section(
          `Could not be judged at all (${digits(problems.length)})`,
          problems.map((problem) => hang('  ', visible(problem), width)).join('\n'),
        )),
    verdictText(told),
  ].join('\n\n')}\n`;
}

/** Cells are as they were read: each format makes them safe. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What is left out. */
  readonly more: string;
}

/** `under strict: 2 waivers, failures count from low on`. */
export function policyText({ policy: { profiles, waivers, failOn } }: ToldBacktest): string {
  return `under ${profiles.join(', ')}: ${count(waivers, 'waiver')}, failures count from ${failOn} on`;
}

/** The first and the last report, and of which accounts. */
export function periodText({ runs }: Backtest): string {
  const instants = runs.map(({ asOf }) => asOf);
  const [first, last] = [Math.min(...instants), Math.max(...instants)].map(formatInstant);
  const accounts = [...new Set(runs.map(accountText))];
  const whose = accounts.length > SHOWN ? count(accounts.length, 'account') : accounts.join(', ');
  return `${first} to ${last}, ${count(runs.length, 'run')} of ${whose}`;
}

function accountText({ account, source }: BacktestRun): string {
  return /^(?:live|saved report)$/.test(source) ? account : `${account} (${source})`;
}

/** What is to be known of runs, each sentence once. */
export function notesOf({ runs }: Backtest): readonly string[] {
  const notes = new Map<string, string[]>();
  for (const { notes: own, runId } of runs) {
    for (const note of own) notes.set(note, [...(notes.get(note) ?? []), runId]);
  }
  const told = [...notes].map(([note, ids]) =>
    ids.length === runs.length
      ? note
      : `${ids.length === 1 ? ids[0] : count(ids.length, 'run')}: ${note}`,
  );
  return [...told, 'Hashes were checked, signatures were not: iamspec verify --key public.pem.'];
}

/** A line for each run. */
export function runsTable({ runs }: Backtest): Table {
  const several = new Set(runs.map(({ account }) => account)).size > 1;
  const rows = runs
    .slice(0, RUNS_SHOWN)
    .map((run) => [
      ...(several ? [run.account] : []),
      formatInstant(run.asOf),
      run.profilesThen.join(', '),
      ...[run.failedThen, run.wouldFail, newOf(run), noLongerOf(run)].map(digits),
      digits(run.counts.notReviewed + run.counts.error),
      digits(run.notices),
      `${run.exitCodeThen}, ${run.exitCode}`,
    ]);
  return {
    head: [
      ...(several ? ['account'] : []),
      ...['as of', 'judged under', 'failed\nthen', 'would\nfail', 'new', 'no\nlonger'],
      ...['not\njudged', 'notices', 'exit then,\nwould be'],
    ],
    rows,
    more: moreThan(RUNS_SHOWN, runs.length, 'run'),
  };
}

function newOf({ newly }: BacktestRun): number {
  return newly.reduce((sum, { subjects }) => sum + subjects.length, 0);
}

function noLongerOf({ noLonger }: BacktestRun): number {
  return noLonger.reduce((sum, { subjects }) => sum + subjects.length, 0);
}

/** Who would have failed where they did not, the most notices first. */
export function usersTable({ users, runs }: Backtest): Table {
  const several = new Set(runs.map(({ account }) => account)).size > 1;
  const newly = users.flatMap((user) => (user.newly ? [{ user, when: user.newly }] : []));
  const rows = newly
    .slice(0, SHOWN)
    .map(({ user, when }) => [
      ...(several ? [user.account] : []),
      user.user,
      ownerOf(user),
      digits(when.runs),
      day(when.first),
      day(when.last),
      digits(user.notices),
      user.controls.join(', '),
    ]);
  return {
    head: [
      ...(several ? ['account'] : []),
      ...['user', 'owner', 'runs', 'first', 'last', 'notices', 'controls'],
    ],
    rows,
    more: moreThan(SHOWN, newly.length, 'user'),
  };
}

function ownerOf({ owner, ownerBy }: BacktestUser): string {
  return `${owner} (${ownerBy})`;
}

function day(instant: Instant): string {
  return formatInstant(instant).slice(0, 'YYYY-MM-DD'.length);
}

/** How many notices each owner would have had. */
export function noticesTable({ notices }: Backtest): Table {
  return {
    head: ['owner', 'notices'],
    rows: notices.slice(0, SHOWN).map(({ owner, notices: own }) => [owner, digits(own)]),
    more: moreThan(SHOWN, notices.length, 'owner'),
  };
}

function moreThan(shown: number, all: number, noun: string): string {
  return all > shown ? `and ${count(all - shown, noun)} more: --format json` : '';
}

/** Why what could not be judged could not, a sentence for each control. */
export function gapTexts({ gaps }: Backtest): readonly string[] {
  return gaps.map(
    ({ control, verdicts, runs, reason }) =>
      `${control}: ${count(verdicts, 'verdict')} in ${count(runs, 'run')}. ${reason}`,
  );
}

/** The sum of it all, in one line. */
export function verdictText(told: ToldBacktest): string {
  const { backtest, problems } = told;
  const { runs, findings, users, notices, gaps } = backtest;
  const all = runs.length + problems.length;
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
  const newly = users.filter((user) => user.newly).length;
  const sent = sum(notices.map((each) => each.notices));
  const open = sum(gaps.map(({ verdicts }) => verdicts));
  return [
    `${digits(runs.length)} of ${count(all, 'run')} judged:`,
    `${count(findings.length, 'finding')} of ${count(newly, 'user')} would be new,`,
    `${count(sent, 'notice')} to ${count(notices.length, 'owner')};`,
    `${count(open, 'verdict')} could not be judged.`,
  ].join(' ');
}
