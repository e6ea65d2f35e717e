/** How bad a failure is, in rising order. */
export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;

/** How bad a failure is: `low`, `medium`, `high` or `critical`. */
export type Severity = (typeof SEVERITIES)[number];

/** Whether a severity is at or above a threshold. */
export function reaches(severity: Severity, threshold: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(threshold);
}
