import type { z } from 'zod';
import type { Severity } from '../control';
import { formatInstant, type Instant } from '../report';
import { type AuditResult, type ControlResult, nobodyJudged, sourceLabel } from './audit-result';
import { countByStatus } from './counts';
import type { OrgAccount } from './organization-account';
import { todoOf } from './organization-todo';
import type { RECORD } from './record-schema';

type DeepReadonly<T> = { readonly [K in keyof T]: DeepReadonly<T[K]> };

/** A line of `organization.ndjson`: all that the organization's summary needs of one account. */
export type OrganizationRecord = DeepReadonly<z.infer<typeof RECORD>>;

/** See `status` of the record. */
export type AccountStatus = OrganizationRecord['status'];

/** The counts of one control in one account; a status that has none is left out. */
export type ControlRecord = OrganizationRecord['controls'][number];

/** Where an account's evidence lies, relative to the run's directory. */
export type AccountFiles = Pick<OrganizationRecord, 'bundle' | 'junit'>;

/** undefined where the line is not whole or no record. */
export function parseRecord(line: string): OrganizationRecord | undefined {
  const schema: typeof import('./record-schema') = require('./record-schema');
  try {
    return schema.RECORD.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** A line, its end included. */
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
  const nobody = nobodyJudged(result);
  const status =
    nobody === undefined ? (['passed', 'failed', 'error'] as const)[exitCode] : 'skipped';
  return {
    ...identity(account),
    status,
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
    todo: todoOf(result),
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
