import type { Instant } from '../report';
import { matchesPattern } from './pattern';

/** An accepted exception: this subject may fail this control until a date. */
export interface Waiver {
  readonly control: string;
  /** A subject's label, an ARN, or either with `*` for any characters. */
  readonly subject: string;
  readonly reason: string;
  readonly owner: string;
  readonly approvedBy: string;
  readonly ticket: string | undefined;
  /** The end of the last day on which it holds, in UTC. */
  readonly expires: Instant;
}

/** Tells whether a waiver is about a subject; it may have expired all the same. */
export function covers(waiver: Waiver, control: string, label: string, arn: string): boolean {
  return (
    waiver.control === control &&
    (matchesPattern(waiver.subject, label) || matchesPattern(waiver.subject, arn))
  );
}
