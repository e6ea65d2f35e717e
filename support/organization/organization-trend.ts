import { join } from 'node:path';
import { z } from 'zod';
import { readOwnFile } from '../bundle';
import type { OrganizationTrendPoint } from '../result';
import { namesIn, runsIn } from './resume-run';
import { FILES } from './run-files';

const count = z.int().nonnegative();
const counts = <const K extends string>(...keys: K[]) => z.record(z.enum(keys), count);

// A result as write-summary.ts wrote it, but for what no trend needs.
const RESULT = z.object({
  run: z.object({ id: z.string(), startedAt: z.int() }),
  listed: count,
  counts: counts('passed', 'failed', 'error', 'skipped'),
  failed: counts('low', 'medium', 'high', 'critical'),
  exitCode: z.union([z.literal(0), z.literal(1), z.literal(2)]),
});

/** How many earlier runs a trend shows. */
const LONGEST = 60;
/** Bytes of a result, at most: some ten take one of 10,000 accounts. */
const LARGEST = 64 << 20;

/**
 * The runs whose files lie in a directory, oldest first, up to and including one. What is no result
 * is passed over, be it a link: a trend is for looks, and proves nothing.
 *
 * @param until the id of the run that is last
 */
export function readOrganizationTrend(
  directory: string,
  until: string,
): readonly OrganizationTrendPoint[] {
  return namesIn(directory)
    .filter((id) => id <= until)
    .sort()
    .slice(-LONGEST)
    .flatMap((id) => readPoint(join(runsIn(directory), id, FILES.result)) ?? []);
}

function readPoint(path: string): OrganizationTrendPoint | undefined {
  try {
    return RESULT.safeParse(JSON.parse(readOwnFile(path, LARGEST))).data;
  } catch {
    return undefined;
  }
}
