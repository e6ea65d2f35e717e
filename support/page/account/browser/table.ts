import { count, digits, STATUS_WORDS, STATUSES } from '../../../result/words';
import {
  type Content,
  countCell,
  element,
  isolated,
  severityBadge,
  statusBadge,
} from '../../kit/browser/dom';
import { firstOf, LiveTable, wanted } from '../../kit/browser/table';
import { find, RANKING } from './filter';
import { linkTo } from './link';
import type { Store, SubjectRow } from './store';

/** The table of subjects. */
export function subjectsTable(store: Store): LiveTable<SubjectRow> {
  const { notRun } = store.data;
  const partial = notRun > 0 ? `; partial run, ${digits(notRun)} left out` : '';
  return new LiveTable({
    id: 'users',
    counts: STATUSES,
    find: () => {
      const { subjects, verdicts } = find(store, {
        text: wanted('search'),
        control: wanted('control'),
        severity: wanted('severity'),
        status: wanted('status'),
      });
      const who = whoIsFound(subjects, store.subjects);
      return { rows: subjects, told: `${who}; ${count(verdicts, 'verdict')}${partial}` };
    },
    ...RANKING,
    draw: row,
  });
}

// The population is users: root and what is nobody are told apart from them.
function whoIsFound(found: readonly SubjectRow[], all: readonly SubjectRow[]): string {
  const number = (list: readonly SubjectRow[], kind: SubjectRow['kind']) =>
    list.filter((subject) => subject.kind === kind).length;
  const others = number(found, 'other');
  return [
    `${digits(number(found, 'user'))} of ${count(number(all, 'user'), 'user')}`,
    ...(number(found, 'root') > 0 ? ['root'] : []),
    ...(others > 0 ? [count(others, 'other')] : []),
  ].join(', ');
}

function row(subject: SubjectRow): HTMLElement {
  const { counts, state, severity, fails } = subject;
  return element(
    'tr',
    {},
    element('th', { scope: 'row', class: 'of-name' }, ...nameOf(subject)),
    element('td', { class: 'of-state' }, statusBadge(state)),
    element('td', { class: 'of-severity' }, severityBadge(severity)),
    ...STATUSES.map((status, index) =>
      countCell(status, status, counts[index] ?? 0, STATUS_WORDS[status].label),
    ),
    element('td', { class: 'of-controls' }, firstOf(fails)),
  );
}

function nameOf(subject: SubjectRow): readonly Content[] {
  const link = element('a', { href: linkTo(subject) }, isolated(subject.name));
  const path = /^arn:[^/]*:user(\/.+\/)[^/]*$/.exec(subject.arn)?.[1];
  return path === undefined ? [link] : [link, element('small', {}, isolated(path))];
}
