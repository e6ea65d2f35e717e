import {
  count,
  countByStatus,
  countTexts,
  type JudgedSubject,
  STATUS_WORDS,
  STATUSES,
} from '../../result';
import type { Element } from '../kit/jsx-runtime';

const MOST = 5000;

/** Everybody with their state, for paper: a list of failures does not tell who was audited. */
export function EverySubject({
  subjects,
}: {
  readonly subjects: readonly JudgedSubject[];
}): Element {
  const more = subjects.length - MOST;
  return (
    <div class="paper">
      <h3>All users, their worst state and their verdicts</h3>
      <ul class="everybody">{subjects.slice(0, MOST).map(line)}</ul>
      {more > 0 && <p>and {count(more, 'line')} more, in verdicts.ndjson</p>}
    </div>
  );
}

// No component: to make thousands of them takes as long as to write them.
function line({ name, judged }: JudgedSubject): Element {
  const counts = countByStatus(judged.map(({ verdict }) => verdict));
  const worst = STATUSES.find((status) => counts[status] > 0);
  return (
    <li class={worst ?? 'none'}>
      {worst ? `${STATUS_WORDS[worst].mark} ` : ''}
      <bdi>{name}</bdi>
      <small>{` ${countTexts(counts).join(', ') || 'no verdict'}`}</small>
    </li>
  );
}
