import type { ExitCode, Severity, Status } from '../control';
import { formatInstant, type Instant } from '../report';
import {
  type AuditResult,
  type ControlResult,
  countByStatus,
  nobodyJudged,
  sourceLabel,
} from './audit-result';
import type { OrgAccount } from './organization-account';

/** What became of an account. */
export const ACCOUNT_STATUSES = ['passed', 'failed', 'error', 'skipped'] as const;

/** `skipped` are those that nobody can enter, such as suspended ones, or with nothing to judge. */
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

/** The counts of one control in one account; a status that has none is left out. */
export interface ControlRecord {
  readonly profile: string;
  readonly control: string;
  readonly severity?: Severity | undefined;
  readonly counts: Readonly<Partial<Record<Status, number>>>;
}

/** A line of `organization.ndjson`: all that the organization's summary needs of one account. */
export interface OrganizationRecord {
  readonly account: string;
  readonly name: string;
  /** The path of the unit, where it is known. */
  readonly ou?: string | undefined;
  readonly status: AccountStatus;
  /** One sentence. */
  readonly reason: string;
  readonly exitCode: ExitCode;
  readonly profiles: readonly string[];
  /** What the data are: `live`, or that they are not; absent where none could be had. */
  readonly source?: string | undefined;
  readonly generatedTime?: string | undefined;
  /** How old the report was when it was read. */
  readonly reportAgeSeconds?: number | undefined;
  /** Failed verdicts by severity. */
  readonly failed: Readonly<Partial<Record<Severity, number>>>;
  readonly controls: readonly ControlRecord[];
  /** The account's evidence, relative to the run's directory. */
  readonly bundle?: string | undefined;
  /** Its JUnit file. */
  readonly junit?: string | undefined;
  /** The id of the run. */
  readonly run: string;
  readonly finishedAt: string;
}

/** Where an account's evidence lies, relative to the run's directory. */
export interface AccountFiles {
  readonly bundle?: string | undefined;
  readonly junit?: string | undefined;
}

/** Reads a line; undefined where it is not whole or no record. */
export function parseRecord(line: string): OrganizationRecord | undefined {
  const { RECORD }: typeof import('./record-schema') = require('./record-schema');
  try {
    return RECORD.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** Writes a line, its end included. */
export function formatRecord(record: OrganizationRecord): string {
  return `${JSON.stringify(record)}\n`;
}

/** The record of an account that was audited, or should have been. */
export function recordOf(
  account: OrgAccount,
  result: AuditResult,
  files: AccountFiles,
  finishedAt: Instant,
): OrganizationRecord {
  const { audited, results, exitCode, profiles, run } = result;
  // Where there was nothing to judge, nothing passed.
  const nobody = nobodyJudged(result);
  const status =
    nobody === undefined ? (['passed', 'failed', 'error'] as const)[exitCode] : 'skipped';
  return {
    ...identity(account),
    status,
    // Tables and logs show it in a line.
    reason: (nobody ? `nothing to judge: ${nobody}` : reasonOf(result)).replace(/\s+/g, ' '),
    exitCode,
    profiles: profiles.map(({ name }) => name),
    ...(audited && {
      source: sourceLabel(audited),
      generatedTime: formatInstant(audited.report.asOf),
      reportAgeSeconds: Math.max(0, Math.floor((audited.readAt - audited.report.asOf) / 1000)),
    }),
    failed: failedBySeverity(results),
    controls: results.map(controlRecord),
    ...files,
    run: run.id,
    finishedAt: formatInstant(finishedAt),
  };
}

/** The record of an account that nobody can enter. */
export function skippedRecord(
  account: OrgAccount,
  why: string,
  run: string,
  finishedAt: Instant,
): OrganizationRecord {
  return {
    ...identity(account),
    status: 'skipped',
    reason: why,
    exitCode: 0,
    profiles: [],
    failed: {},
    controls: [],
    run,
    finishedAt: formatInstant(finishedAt),
  };
}

function identity({ id, name, ou }: OrgAccount) {
  return { account: id, name, ...(ou && { ou: ou.path }) };
}

function reasonOf({ problems, results, exitCode, failOn }: AuditResult): string {
  const [problem] = problems;
  if (problem !== undefined) return problem;
  const verdicts = results.flatMap((result) => result.verdicts);
  const { failed, error, notReviewed } = countByStatus(verdicts);
  const broken = verdicts.find(({ status }) => status === 'error');
  if (broken) return `${error} of ${verdicts.length} could not be checked: ${broken.reason}`;
  if (exitCode === 2) return 'nothing was reviewed';
  const below = failed > 0 && exitCode === 0 ? `, all below ${failOn}` : '';
  const unseen = notReviewed > 0 ? `, ${notReviewed} not reviewed` : '';
  return `${failed} of ${verdicts.length} failed${below}${unseen}`;
}

function failedBySeverity(results: readonly ControlResult[]): OrganizationRecord['failed'] {
  const failed: Partial<Record<Severity, number>> = {};
  for (const { status, severity } of results.flatMap((result) => result.verdicts)) {
    if (status === 'failed') failed[severity] = (failed[severity] ?? 0) + 1;
  }
  return failed;
}

function controlRecord({ profile = '', id, severity, verdicts }: ControlResult): ControlRecord {
  const counts = Object.entries(countByStatus(verdicts)).filter(([, number]) => number > 0);
  return {
    profile,
    control: id,
    ...(severity && { severity }),
    counts: Object.fromEntries(counts),
  };
}
