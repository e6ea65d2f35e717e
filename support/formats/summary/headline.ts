import {
  type AuditResult,
  count,
  countsOf,
  digits,
  dueCount,
  dueWithin,
  inDays,
  notRunOf,
  STATUS_WORDS,
  whoFails,
} from '../../result';
import { hang } from '../wrap';
import type { Canvas } from './layout';

/** Who fails, in people before verdicts: `19 of 41 users fail (16 credentials).` '' without a report. */
export function headline(result: AuditResult, { colors, width }: Canvas): string {
  if (!result.audited) return '';
  // One clause for each thing to know first, joined by semicolons.
  const clauses = [failing(result), ...falling(result), ...unchecked(result)];
  const part = notRunOf(result) > 0 ? 'In what was run: ' : '';
  return hang('', `${capital(part + clauses.join('; '))}.`, width)
    .split('\n')
    .map(colors.bold)
    .join('\n');
}

function failing(result: AuditResult): string {
  const all = result.audited?.report.users.length ?? 0;
  const { users, credentials, root, account, plainTests, others } = whoFails(result);
  const people = [
    ...(root ? ['root'] : []),
    ...(account ? ['the account'] : []),
    ...(users > 0 ? [`${digits(users)} of ${count(all, 'user')}`] : []),
    ...(plainTests > 0 ? [count(plainTests, 'plain test')] : []),
    ...(others > 0 ? [count(others, 'other subject')] : []),
  ];
  if (people.length === 0) return `none of root and ${count(all, 'user')} fails`;
  const isOne = Number(root) + Number(account) + users + plainTests + others === 1;
  const theirs = credentials > 0 ? ` (${count(credentials, 'credential')})` : '';
  const subject = people.join(', ').replace(/, ([^,]*)$/, ' and $1');
  return `${subject} ${isOne ? 'fails' : 'fail'}${theirs}`;
}

function falling(result: AuditResult): readonly string[] {
  const within = dueWithin(result.run);
  const due = dueCount(result);
  if (due === 0) return [];
  const verb = due === 1 ? 'falls' : 'fall';
  return [`${count(due, 'credential')} ${verb} due within ${inDays(within)}`];
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

// What was not looked at may fail too.
function unchecked({ results }: AuditResult): readonly string[] {
  const controls = new Set(results.map(({ id }) => id));
  return (['error', 'notReviewed'] as const).flatMap((status) => {
    const found = results.filter((result) => countsOf(result)[status] > 0);
    const open = new Set(found.map(({ id }) => id)).size;
    if (open === 0) return [];
    const were = status === 'error' ? '' : open === 1 ? 'was ' : 'were ';
    return [
      `${open} of ${count(controls.size, 'control')} ${were}${STATUS_WORDS[status].label} in full`,
    ];
  });
}
