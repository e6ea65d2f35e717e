import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseInstant } from '../report';
import { type AuditResult, countByStatus } from './audit-result';
import { MANIFEST } from './manifest';
import type { TrendPoint } from './page';

/** How many earlier runs a trend shows. */
const LONGEST = 60;

/**
 * The runs of the same profiles whose bundles lie in a directory, oldest first, this run last.
 * What is no bundle is passed over: a trend is for looks, and proves nothing.
 *
 * @param account the directory of the account's bundles
 */
export function readTrend(account: string, { run, profiles, results, exitCode }: AuditResult) {
  const names = profiles.map(({ name }) => name).join(',');
  const earlier = bundlesIn(account)
    .filter((id) => id < run.id)
    .slice(-LONGEST)
    .flatMap((id) => readPoint(join(account, id, MANIFEST), names) ?? []);
  const { passed, failed, error, waived } = countByStatus(
    results.flatMap(({ verdicts }) => verdicts),
  );
  const { id: runId, startedAt } = run;
  return [...earlier, { runId, startedAt, passed, failed, error, waived, exitCode }];
}

function bundlesIn(account: string): string[] {
  try {
    return readdirSync(account)
      .filter((name) => /^\d{4}-/.test(name))
      .sort();
  } catch {
    return [];
  }
}

interface Summed {
  readonly run?: { readonly id?: string; readonly startedAt?: string };
  readonly profiles?: readonly { readonly name?: string }[];
  readonly counts?: Readonly<Record<'passed' | 'failed' | 'error' | 'waived', number>>;
  readonly exitCode?: 0 | 1 | 2;
  readonly controls?: readonly { readonly notRun?: number }[];
}

function readPoint(path: string, names: string): TrendPoint | undefined {
  try {
    const { run, profiles, counts, exitCode, controls }: Summed = JSON.parse(
      readFileSync(path, 'utf8'),
    );
    const startedAt = parseInstant(run?.startedAt ?? '');
    // A run that a filter narrowed has fewer failures for no merit of the account.
    if (!controls?.every(({ notRun }) => notRun === 0)) return undefined;
    if (profiles?.map(({ name }) => name).join(',') !== names) return undefined;
    if (!run?.id || startedAt === undefined || !counts || exitCode === undefined) return undefined;
    const { passed, failed, error, waived } = counts;
    return { runId: run.id, startedAt, passed, failed, error, waived, exitCode };
  } catch {
    return undefined;
  }
}
