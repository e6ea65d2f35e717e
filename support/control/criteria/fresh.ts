import { formatDuration } from '../../report';
import type { Finding } from '../finding';

const HOUR = 3_600_000;

/** Holds when the report was at most `maxAgeHours` old when read; `age` is in milliseconds. */
export function fresh(age: number, maxAgeHours: number): Finding {
  return {
    passed: age <= maxAgeHours * HOUR,
    measured: age / HOUR,
    limit: maxAgeHours,
    reason: `The report was generated ${formatDuration(age)} before it was read; the limit is ${maxAgeHours} hours or less.`,
  };
}
