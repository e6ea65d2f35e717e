import type { ExitCode } from '../control';
import type { Instant } from '../report';
import type { AuditResult } from './audit-result';
import { totalOf } from './counts';

/** A run as one point of the trend: its counts and how it ended. */
export interface TrendPoint {
  readonly runId: string;
  readonly startedAt: Instant;
  readonly passed: number;
  readonly failed: number;
  readonly error: number;
  readonly waived: number;
  readonly exitCode: ExitCode;
}

/** The earlier runs and, after them, this one, which may be among them. */
export function withThisRun(
  trend: readonly TrendPoint[],
  result: AuditResult,
): readonly TrendPoint[] {
  const { passed, failed, error, waived } = totalOf(result);
  const { id: runId, startedAt } = result.run;
  const { exitCode } = result;
  const earlier = trend.filter((point) => point.runId !== runId);
  return [...earlier, { runId, startedAt, passed, failed, error, waived, exitCode }];
}
