import { hash } from 'node:crypto';
import { type Due, type DueList, visible, visibleLines } from '../result';
import type { DueOptions } from './due-text';

/**
 * An iCalendar with an event for each date (RFC 5545): a newer one of the same credential takes its place.
 * What fails whatever the time is has no date, and is not in it.
 */
export function dueCalendar(list: DueList, options: DueOptions): string {
  const { asOf, overdue } = options;
  const events = (overdue ? list.overdue : list.upcoming).flatMap((due) =>
    due.dueAt === undefined ? [] : [event(due, due.dueAt, asOf)],
  );
  const prodId = { company: 'iamspec', product: 'due', language: 'EN' };
  // No run writes one.
  const { default: calendar }: typeof import('#formats/calendar') = require('#formats/calendar');
  return calendar({ prodId, name: 'iamspec: due', events }).toString();
}

function event(due: Due, dueAt: number, asOf: number) {
  const { account = '', control, subject, owner, reason, fix } = due;
  return {
    id: dueKey(due),
    stamp: new Date(asOf),
    start: new Date(dueAt),
    summary: visible(`${subject}: ${control} (${owner})`),
    description: visibleLines(
      [reason, `Fix: ${fix}`, `Account ${account}, owner ${owner}`].join('\n'),
    ),
  };
}

/** The same for the same thing to do, from run to run: of account, control and subject. */
export function dueKey({ account = '', control, subject }: Due): string {
  return `iamspec-${hash('sha256', JSON.stringify([account, control, subject])).slice(0, 32)}`;
}
