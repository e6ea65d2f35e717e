import { count, digits, STATUS_WORDS, STATUSES, type Subject } from '../../result';
import type { Element } from '../kit/jsx-runtime';

/** Lines listed: what more there is, verdicts.csv holds. */
const MOST = 5000;

/** Everybody with their state, for paper: a list of failures does not tell who was audited. */
export function EverySubject({ subjects }: { readonly subjects: readonly Subject[] }): Element {
  const more = subjects.length - MOST;
  return (
    <div class="paper">
      <h3>All users, their worst state and their verdicts</h3>
      <ul class="everybody">
        {subjects.slice(0, MOST).map((subject) => (
          <Line subject={subject} />
        ))}
      </ul>
      {more > 0 && <p>and {count(more, 'line')} more, in verdicts.csv</p>}
    </div>
  );
}

function Line({ subject: { name, judged } }: { readonly subject: Subject }): Element {
  const counts = STATUSES.flatMap((status) => {
    const number = judged.filter(({ verdict }) => verdict.status === status).length;
    return number > 0 ? [{ status, number }] : [];
  });
  const [worst] = counts;
  const said = counts.map(
    ({ status, number }) => `${digits(number)} ${STATUS_WORDS[status].label}`,
  );
  return (
    <li class={worst?.status ?? 'none'}>
      {worst ? STATUS_WORDS[worst.status].mark : ''} <bdi>{name}</bdi>{' '}
      <small>{said.join(', ') || 'no verdict'}</small>
    </li>
  );
}
