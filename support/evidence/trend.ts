import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type AuditResult, countByStatus } from './audit-result';
import { MANIFEST } from './manifest';
import { readOwnFile } from './own-directory';
import type { TrendPoint } from './page';

/** How many earlier runs a trend shows. */
const LONGEST = 60;
/** Bytes of a manifest, at most: some hundred take one with 10,000 waivers. */
const LARGEST = 16 << 20;

/**
 * The runs of the same profiles whose bundles lie in a directory, oldest first, this run last.
 * What is no bundle is passed over, be it a link: a trend is for looks, and proves nothing.
 *
 * @param account the directory of the account's bundles
 */
export function readTrend(account: string, { run, profiles, results, exitCode }: AuditResult) {
  const names = profiles.map(({ name }) => name).join(',');
  const earlier = bundlesIn(account)
    .filter((id) => id < run.id)
    .slice(-LONGEST)
    .flatMap((id) => readPoint(account, id, names) ?? []);
  const { passed, failed, error, waived } = countByStatus(
    results.flatMap(({ verdicts }) => verdicts),
  );
  const { id: runId, startedAt } = run;
  return [...earlier, { runId, startedAt, passed, failed, error, waived, exitCode }];
}

function bundlesIn(account: string): string[] {
  try {
    return readdirSync(account, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && /^\d{4}-/.test(entry.name))
      .map(({ name }) => name)
      .sort();
  } catch {
    return [];
  }
}

const count = z.int().nonnegative();

// A manifest, but for what no trend needs.
const SUMMED = z.object({
  run: z.object({ id: z.string(), startedAt: z.iso.datetime() }),
  profiles: z.array(z.object({ name: z.string() })),
  counts: z.object({ passed: count, failed: count, error: count, waived: count }),
  exitCode: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  // A run that a filter narrowed has fewer failures for no merit of the account.
  controls: z.array(z.object({ notRun: z.literal(0) })),
});

function readPoint(account: string, id: string, names: string): TrendPoint | undefined {
  try {
    const text = readOwnFile(join(account, id, MANIFEST), LARGEST);
    const { run, profiles, counts, exitCode } = SUMMED.parse(JSON.parse(text));
    if (run.id !== id || profiles.map(({ name }) => name).join(',') !== names) return undefined;
    return { runId: id, startedAt: Date.parse(run.startedAt), ...counts, exitCode };
  } catch {
    return undefined;
  }
}
