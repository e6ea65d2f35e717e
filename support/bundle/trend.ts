import { join } from 'node:path';
import { parseInstant } from '../report';
import { type AuditResult, type TrendPoint, withThisRun } from '../result';
import { at, bundlesIn, glanceAt, listOf } from './glance';

const LONGEST = 60;

/** Earlier runs of the same profiles, then this one. No bundle, or a link: left out. */
export function readTrend(account: string, result: AuditResult): readonly TrendPoint[] {
  const { run, profiles } = result;
  const names = profiles.map(({ name }) => name).join(',');
  const earlier = bundlesIn(account)
    .filter((id) => id < run.id)
    .slice(-LONGEST)
    .flatMap((id) => readPoint(account, id, names) ?? []);
  return withThisRun(earlier, result);
}

function readPoint(account: string, id: string, names: string): TrendPoint | undefined {
  try {
    return pointOf(glanceAt(join(account, id)).manifest, id, names);
  } catch {
    return undefined;
  }
}

function pointOf(manifest: unknown, id: string, names: string): TrendPoint | undefined {
  const startedAt = parseInstant(String(at(manifest, 'run', 'startedAt')));
  const exitCode = EXIT_CODES.find((each) => each === at(manifest, 'exitCode'));
  const [passed, failed, error, waived] = COUNTED.map((status) => at(manifest, 'counts', status));
  const isOfRun =
    at(manifest, 'run', 'id') === id &&
    listOf(manifest, 'profiles', 'name')?.join(',') === names &&
    listOf(manifest, 'controls', 'notRun')?.every((notRun) => notRun === 0);
  if (!isOfRun || startedAt === undefined || exitCode === undefined) return undefined;
  if (!isCount(passed) || !isCount(failed) || !isCount(error) || !isCount(waived)) return undefined;
  return { runId: id, startedAt, passed, failed, error, waived, exitCode };
}

const EXIT_CODES = [0, 1, 2] as const;
const COUNTED = ['passed', 'failed', 'error', 'waived'] as const;

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
