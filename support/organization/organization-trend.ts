import { join } from 'node:path';
import { z } from 'zod';
import { readOwnFile } from '../bundle';
import type { OrganizationTrendPoint } from '../result';
import { FILES, namesIn, runsIn } from './run-files';

const count = z.int().nonnegative();
const counts = <const K extends string>(...keys: K[]) => z.record(z.enum(keys), count);

const RESULT = z.object({
  run: z.object({ id: z.string(), startedAt: z.int() }),
  listed: count,
  counts: counts('passed', 'failed', 'error', 'skipped'),
  failed: counts('low', 'medium', 'high', 'critical'),
  exitCode: z.union([z.literal(0), z.literal(1), z.literal(2)]),
});

const LONGEST = 60;
const LARGEST = 64 << 20;

/** The runs up to the id `until`, oldest first, without what is not a result: a trend proves nothing. */
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
