/** How bad a failure is, in rising order. */
export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;

/** One of `low`, `medium`, `high`, `critical`. */
export type Severity = (typeof SEVERITIES)[number];

/** Tells whether a severity reaches a threshold; one that equals it does. */
export function reaches(severity: Severity, threshold: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(threshold);
}
