import { count, digits, STATUS_WORDS, STATUSES } from '../../../result/words';
import { element, isolated } from '../../kit/browser/dom';
import type { Store, SubjectRow } from './store';

const MOST = 5000;

/** Lists everybody with their state once it goes on paper: a list of failures does not tell who was audited. */
export function listEverybody({ subjects }: Store): void {
  const list = document.getElementById('everybody');
  const fill = () => {
    if (list?.childElementCount !== 0) return;
    list.append(...subjects.slice(0, MOST).map(line));
    const more = subjects.length - MOST;
    if (more > 0)
      list.append(element('li', {}, `and ${count(more, 'line')} more, in verdicts.ndjson`));
  };
  addEventListener('beforeprint', fill);
  matchMedia('print').addEventListener('change', fill);
}

function line({ name, counts, state }: SubjectRow): HTMLElement {
  const worst = STATUSES[state];
  const told = STATUSES.flatMap((status, place) => {
    const number = counts[place] ?? 0;
    return number > 0 ? `${digits(number)} ${STATUS_WORDS[status].label}` : [];
  });
  return element(
    'li',
    { class: worst ?? 'none' },
    worst ? `${STATUS_WORDS[worst].mark} ` : '',
    isolated(name),
    element('small', {}, ` ${told.join(', ') || 'no verdict'}`),
  );
}
