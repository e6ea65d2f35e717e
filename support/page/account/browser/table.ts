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
import type { PageData } from '../data';
import { type Filter, find, RANKING } from './filter';
import { linkTo } from './link';
import { instant, records } from './records';
import type { Store, SubjectRow } from './store';

const FAILED = STATUSES.indexOf('failed');

/** The table of subjects. */
export function subjectsTable(store: Store): LiveTable<SubjectRow> {
  const { notRun } = store.data;
  const partial = notRun > 0 ? `; partial run, ${digits(notRun)} left out` : '';
  return new LiveTable({
    id: 'users',
    counts: STATUSES,
    find: () => {
      const { subjects, verdicts } = find(store, asked());
      const who = whoIsFound(subjects, store.subjects);
      return { rows: subjects, told: `${who}; ${count(verdicts, 'verdict')}${partial}` };
    },
    ...RANKING,
    cell: (subject, column) => cell(store, subject, column),
    records: (subjects) => records(store, subjects, asked()),
  });
}

function asked(): Filter {
  return {
    text: wanted('search'),
    control: wanted('control'),
    severity: wanted('severity'),
    status: wanted('status'),
    // A page without owners has no such field.
    owner: document.getElementById('owner') ? wanted('owner') : '',
  };
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

function cell({ data }: Store, subject: SubjectRow, column: string): HTMLElement {
  const { counts, state, severity, fails, owner } = subject;
  const status = STATUSES.find((each) => each === column);
  if (status) {
    const number = counts[STATUSES.indexOf(status)] ?? 0;
    return countCell(status, status, number, STATUS_WORDS[status].label);
  }
  if (column === 'name') {
    return element('th', { scope: 'row', class: 'of-name' }, ...nameOf(subject));
  }
  const content: Readonly<Record<string, readonly Content[]>> = {
    owner: owner === '' ? [] : [isolated(owner)],
    state: [statusBadge(state)],
    severity: [severityBadge(severity)],
    due: [whenOf(subject, data)],
    controls: [firstOf(fails)],
  };
  return element('td', { class: `of-${column}` }, ...(content[column] ?? []));
}

function whenOf({ due, counts }: SubjectRow, { asOf }: PageData): string {
  if (due === undefined) return '';
  const fails = (counts[FAILED] ?? 0) > 0 && due <= 0;
  return `${fails ? 'since' : 'due'} ${instant(asOf + due).slice(0, 'YYYY-MM-DD'.length)}`;
}

function nameOf(subject: SubjectRow): readonly Content[] {
  const link = element('a', { href: linkTo(subject) }, isolated(subject.name));
  const path = /^arn:[^/]*:user(\/.+\/)[^/]*$/.exec(subject.arn)?.[1];
  return path === undefined ? [link] : [link, element('small', {}, isolated(path))];
}
