import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseInstant } from '../report';
import { type AuditResult, type TrendPoint, withThisRun } from '../result';
import { MANIFEST } from './manifest';
import { readOwnFile } from './own-directory';

const LONGEST = 60;
// Bytes of a manifest; one with 10,000 waivers takes several MB.
const LARGEST = 16 << 20;

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

function readPoint(account: string, id: string, names: string): TrendPoint | undefined {
  try {
    return pointOf(JSON.parse(readOwnFile(join(account, id, MANIFEST), LARGEST)), id, names);
  } catch {
    return undefined;
  }
}

// By hand: the schema takes longer to load than a small audit takes.
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

function listOf(value: unknown, list: string, name: string): readonly unknown[] | undefined {
  const items = at(value, list);
  return Array.isArray(items) ? items.map((item) => at(item, name)) : undefined;
}

function at(value: unknown, ...names: readonly string[]): unknown {
  return names.reduce<unknown>(
    (found, name) =>
      typeof found === 'object' && found !== null && Object.hasOwn(found, name)
        ? Reflect.get(found, name)
        : undefined,
    value,
  );
}
