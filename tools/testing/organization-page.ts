import type { Severity, Status } from '../../support/control';
import { organizationPage } from '../../support/page';
import type { OrganizationTrendPoint } from '../../support/result';
import type { ControlRecord, OrganizationRecord } from '../../support/result/organization-record';
import {
  type OrganizationResult,
  sumUpOrganization,
} from '../../support/result/organization-result';
import { manifestOf, organizationRecord } from './organization';
import { HOSTILE } from './page';
import { AS_OF } from './report';

/** A run, and its records. */
export interface Reported {
  readonly result: OrganizationResult;
  readonly records: readonly OrganizationRecord[];
}

/** Writes a page in one piece. */
export function written(
  { result, records }: Reported,
  trend: readonly OrganizationTrendPoint[] = [],
  base = '.',
): string {
  return [...organizationPage(result, records, trend, base)].join('');
}

const RUN = '2025-06-30T12-00-00Z-0a1b2c';

function control(
  id: string,
  severity: Severity,
  counts: Readonly<Partial<Record<Status, number>>>,
): ControlRecord {
  return { profile: 'house', control: id, severity, counts };
}

function failing(id: string, high: number, medium: number, name: string): OrganizationRecord {
  return organizationRecord(id, {
    name,
    ou: `Root/Unit ${Number(id) % 7}`,
    status: 'failed',
    exitCode: 1,
    reason: `${high + medium} of 40 failed`,
    reportAgeSeconds: 60 * Number(id),
    failed: { high, medium },
    controls: [
      control('root-mfa', 'critical', { passed: 1 }),
      control('user-mfa', 'high', { failed: high, passed: 20 - high }),
      control('key-age', 'medium', { failed: medium, passed: 20 - medium }),
    ],
    todo: {
      owners: [
        { name: `team-${Number(id) % 7}`, users: high + medium },
        { name: 'nobody', users: 1 },
      ],
      failingSince: '2025-03-01T12:00:00Z',
      nextDue: '2025-07-09T12:00:00Z',
    },
    bundle: `../../accounts/${id.padStart(12, '0')}/${RUN}`,
  });
}

function refused(id: string, name: string): OrganizationRecord {
  const account = id.padStart(12, '0');
  return organizationRecord(id, {
    name,
    ou: 'Root/Unit 1',
    status: 'error',
    exitCode: 2,
    source: undefined,
    reason: `AWS refused sts:AssumeRole for arn:aws:iam::${account}:role/audit.`,
    controls: [control('root-mfa', 'critical', { error: 1 })],
    bundle: `../../accounts/${account}/no-account/${RUN}`,
  });
}

function reported(records: readonly OrganizationRecord[], notes: readonly string[] = []): Reported {
  const manifest = manifestOf(
    records.map(({ account }) => account),
    { notes },
  );
  return { records, result: sumUpOrganization(manifest, records, []) };
}

/** Eight accounts of every kind. */
export function small(): Reported {
  const skipped = {
    status: 'skipped',
    reason: 'it is suspended (SUSPENDED)',
    controls: [],
  } as const;
  return reported(
    [
      failing('1', 2, 0, 'dev-1'),
      failing('2', 0, 12, 'dev-2'),
      failing('10', 5, 1, 'prod-10'),
      organizationRecord('3', { name: 'prod-3', ou: 'Root/Unit 3' }),
      organizationRecord('4', { name: 'prod-4', ou: 'Root/Unit 4' }),
      refused('5', 'sandbox-5'),
      refused('6', 'sandbox-6'),
      organizationRecord('7', { name: 'old', ou: 'Root', bundle: undefined, ...skipped }),
    ],
    ['The rule "ou Root/Reserved" of the profile map is for no account that was listed.'],
  );
}

/** Accounts that all passed. */
export function spotless(): Reported {
  return reported(['1', '2'].map((id) => organizationRecord(id)));
}

/** So many accounts, most of which failed. */
export function large(size: number): Reported {
  return reported(
    Array.from({ length: size }, (_, index) => {
      const id = String(index + 1);
      if (index % 50 === 0) return refused(id, `account-${id}`);
      return failing(id, index % 9, index % 13, `account-${id}`);
    }),
  );
}

/** An organization whose every text is hostile. */
export function hostile(): Reported {
  const all = HOSTILE.join(' ');
  const records = HOSTILE.map((name, index) => {
    const id = String(index + 1);
    return {
      ...(index % 2 === 0 ? failing(id, index, 1, name) : refused(id, name)),
      name,
      ou: name,
      reason: all,
      profiles: [name],
      source: name,
      todo: { owners: [{ name, users: 1 }] },
      controls: [control(name, 'high', { failed: 1, error: 1 })],
      bundle: `../../accounts/${name}/${all}`,
    };
  });
  const { result } = reported(records, [all]);
  return { records, result: { ...result, problems: [all], unreported: [{ id: all, name: all }] } };
}

/** Runs before that of `small`, a day apart, and its own. */
export const TREND: readonly OrganizationTrendPoint[] = [7, 6, 6, 3].map((failed, index, all) => ({
  run: { id: `run ${index}`, startedAt: AS_OF - (all.length - 1 - index) * 86_400_000 },
  listed: 8,
  counts: { passed: 7 - failed, failed, error: index === 2 ? 2 : 0, skipped: 1 },
  failed: { low: 0, medium: failed, high: 0, critical: 0 },
  exitCode: index === 2 ? 2 : 1,
}));
