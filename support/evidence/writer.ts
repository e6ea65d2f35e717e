import type { AuditResult } from './audit-result';

/**
 * Writes one file of evidence. Pure; gives the text in pieces, since a file can hold 100,000
 * verdicts.
 */
export type Writer = (result: AuditResult) => Iterable<string>;
