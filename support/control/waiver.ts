import type { Instant } from '../report';

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
    waiver.control === control && (matches(waiver.subject, label) || matches(waiver.subject, arn))
  );
}

function matches(pattern: string, text: string): boolean {
  if (!pattern.includes('*')) return pattern === text;
  const source = pattern.split('*').map(escapeRegExp).join('.*');
  return new RegExp(`^${source}$`, 's').test(text);
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
