import { type ExitCode, SEVERITIES, type Severity } from '../control';
import type { RunIdentity } from './audit-result';
import { addCounts, type Counts, noCounts } from './counts';
import type { OrgAccount } from './organization-account';
import type { AccountStatus, ControlRecord, OrganizationRecord } from './organization-record';
import { nameOf, SEVERITIES_DOWN } from './words';

/** What the summary says of an account. */
export type AccountSummary = Omit<OrganizationRecord, 'controls' | 'run' | 'todo'>;

/** One control in one profile, and in how many accounts it was checked, failed or could not be. */
export interface ControlSummary {
  readonly profile: string;
  readonly control: string;
  readonly severity: Severity | undefined;
  readonly counts: Counts;
  readonly accounts: number;
  readonly accountsFailed: number;
  readonly accountsError: number;
}

/** All accounts of a run; `notes` are what seemed wrong but loosened nothing. */
export interface OrganizationResult {
  readonly run: RunIdentity;
  readonly listed: number;
  readonly excluded: number;
  readonly counts: Readonly<Record<AccountStatus, number>>;
  readonly accounts: readonly AccountSummary[];
  readonly unreported: readonly { readonly id: string; readonly name: string }[];
  readonly controls: readonly ControlSummary[];
  readonly verdicts: Counts;
  readonly failed: Readonly<Record<Severity, number>>;
  readonly sources: Readonly<Record<string, number>>;
  readonly problems: readonly string[];
  readonly notes: readonly string[];
  readonly exitCode: ExitCode;
}

/** What was planned for a run over many accounts. */
export interface PlannedRun {
  readonly run: RunIdentity;
  readonly listed: number;
  readonly accounts: readonly Pick<OrgAccount, 'id' | 'name'>[];
  readonly excluded: readonly unknown[];
  readonly notes: readonly string[];
}

/** A run of the past, in figures. */
export type OrganizationTrendPoint = Pick<
  OrganizationResult,
  'listed' | 'counts' | 'failed' | 'exitCode'
> & { readonly run: Pick<RunIdentity, 'id' | 'startedAt'> };

/** From one record for each account, in any order; of each that comes only a line is kept. */
export function sumUpOrganization(
  planned: PlannedRun,
  records: Iterable<OrganizationRecord>,
  problems: readonly string[],
): OrganizationResult {
  const { run, listed, accounts: toReport, excluded, notes } = planned;
  const missing = new Map(toReport.map(({ id, name }) => [id, { id, name }]));
  const accounts: AccountSummary[] = [];
  const wrong: string[] = [];
  const sums = emptySums();
  for (const record of records) {
    if (!missing.delete(record.account)) {
      wrong.push(`Account ${record.account} was reported, though it was not to be or twice.`);
    }
    wrong.push(...recordProblems(record, run.id));
    const { controls, run: _run, todo: _todo, ...summary } = record;
    accounts.push(summary);
    addRecord(sums, record);
  }
  const all = [...problems, ...accountingProblems(planned, missing.size), ...wrong];
  const { counts, verdicts, failed, sources, controls } = sums;
  return {
    run,
    listed,
    excluded: excluded.length,
    counts,
    accounts: accounts.sort(worstFirst),
    unreported: [...missing.values()],
    controls: [...controls.values()].sort(bySeverity),
    verdicts,
    failed,
    sources,
    problems: all,
    notes,
    exitCode: exitCodeOf(counts, all),
  };
}

function accountingProblems({ listed, accounts, excluded }: PlannedRun, missing: number) {
  const planned = accounts.length;
  return [
    ...(missing > 0
      ? [
          `Only ${planned - missing} of ${planned} accounts were reported. Resume the run for the rest.`,
        ]
      : []),
    ...(listed === planned + excluded.length
      ? []
      : [
          `${listed} accounts were listed, but ${planned} were to be reported and ${excluded.length} excluded.`,
        ]),
  ];
}

const EXIT_CODES = { passed: 0, failed: 1, error: 2 } as const;

// What contradicts itself or is of another run proves nothing of this one.
function recordProblems(record: OrganizationRecord, run: string): readonly string[] {
  const { account, status, exitCode, controls } = record;
  const problems: string[] = [];
  // A repeated audit of the same run has a number: `<run>.2`.
  if (record.run !== run && !record.run.startsWith(`${run}.`)) {
    problems.push(`Account ${account}: its record is of another run, ${record.run}.`);
  }
  if (status === 'skipped') return problems;
  if (exitCode !== EXIT_CODES[status]) {
    problems.push(`Account ${account}: its record says ${status}, but exit code ${exitCode}.`);
  }
  if (status !== 'error' && controls.length === 0) {
    problems.push(`Account ${account}: its record says ${status}, but names no control.`);
  }
  return problems;
}

function exitCodeOf(
  { passed, failed, error }: OrganizationResult['counts'],
  problems: readonly string[],
): ExitCode {
  if (problems.length > 0 || error > 0 || passed + failed === 0) return 2;
  return failed > 0 ? 1 : 0;
}

type ControlSum = { -readonly [K in keyof ControlSummary]: ControlSummary[K] } & {
  counts: ReturnType<typeof noCounts>;
};

interface Sums {
  readonly counts: Record<AccountStatus, number>;
  readonly verdicts: ReturnType<typeof noCounts>;
  readonly failed: Record<Severity, number>;
  readonly sources: Record<string, number>;
  readonly controls: Map<string, ControlSum>;
}

function emptySums(): Sums {
  return {
    counts: { passed: 0, failed: 0, error: 0, skipped: 0 },
    verdicts: noCounts(),
    failed: { low: 0, medium: 0, high: 0, critical: 0 },
    sources: {},
    controls: new Map(),
  };
}

function addRecord(sums: Sums, { status, source, failed, controls }: OrganizationRecord): void {
  sums.counts[status]++;
  if (source !== undefined) sums.sources[source] = (sums.sources[source] ?? 0) + 1;
  for (const severity of SEVERITIES) sums.failed[severity] += failed[severity] ?? 0;
  for (const control of controls) {
    addCounts(sums.verdicts, control.counts);
    addControl(sums.controls, control);
  }
}

function addControl(sums: Sums['controls'], { profile, control, severity, counts }: ControlRecord) {
  const key = `${profile} › ${control}`;
  const sum = sums.get(key) ?? {
    profile,
    control,
    severity,
    counts: noCounts(),
    accounts: 0,
    accountsFailed: 0,
    accountsError: 0,
  };
  sums.set(key, sum);
  addCounts(sum.counts, counts);
  // Where nothing could be read, not even the severity is known.
  sum.severity ??= severity;
  sum.accounts++;
  if ((counts.failed ?? 0) > 0) sum.accountsFailed++;
  if ((counts.error ?? 0) > 0) sum.accountsError++;
}

const ORDER: readonly AccountStatus[] = ['error', 'failed', 'passed', 'skipped'];

function worstFirst(one: AccountSummary, other: AccountSummary): number {
  const byStatus = ORDER.indexOf(one.status) - ORDER.indexOf(other.status);
  if (byStatus !== 0) return byStatus;
  for (const severity of SEVERITIES_DOWN) {
    const more = (other.failed[severity] ?? 0) - (one.failed[severity] ?? 0);
    if (more !== 0) return more;
  }
  return one.account < other.account ? -1 : 1;
}

function bySeverity(one: ControlSummary, other: ControlSummary): number {
  const rank = ({ severity }: ControlSummary) => (severity ? SEVERITIES.indexOf(severity) : -1);
  return (
    rank(other) - rank(one) ||
    other.accountsFailed - one.accountsFailed ||
    `${one.profile} ${one.control}`.localeCompare(`${other.profile} ${other.control}`)
  );
}

/** How controls are called: by their profile too, where the run has several. */
export function controlNamer({ controls }: Pick<OrganizationResult, 'controls'>) {
  const several = new Set(controls.map(({ profile }) => profile)).size > 1;
  return ({ profile, control }: Pick<ControlRecord, 'profile' | 'control'>) =>
    nameOf({ profile, id: control }, several);
}

/** The data that are not live, each with the number of its accounts. */
export function unrealSources({ sources }: OrganizationResult): readonly [string, number][] {
  return Object.entries(sources).filter(([source]) => source !== 'live');
}

/** All profiles that any account was judged by. */
export function profilesOf({ accounts }: OrganizationResult): readonly string[] {
  return [...new Set(accounts.flatMap(({ profiles }) => profiles))];
}

/** Tells whether units are known: they are where the run asked for them. */
export function hasUnits(accounts: readonly AccountSummary[]): boolean {
  return accounts.some(({ ou }) => ou !== undefined);
}
