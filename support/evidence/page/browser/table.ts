import type { Status } from '../../../control';
import { count, digits, STATUS_WORDS, STATUSES } from '../words';
import { byId, type Content, element, isolated, severityBadge, statusBadge } from './dom';
import { type Filter, find, type Order, sorted } from './filter';
import { linkTo } from './link';
import type { Store, Subject } from './store';

const PAGE = 50;
const FAILS_SHOWN = 2;

/** The table of subjects: what is looked for, in which order, and which page of it is shown. */
export class SubjectsTable {
  private readonly store: Store;
  private readonly table = byId('users-table', HTMLTableElement);
  private order: Order = { column: 'state', reversed: false };
  private list: readonly Subject[] = [];
  private page = 0;

  constructor(store: Store) {
    this.store = store;
    byId('filters', HTMLFormElement).addEventListener('input', () => this.search());
    byId('filters', HTMLFormElement).addEventListener('submit', (event) => event.preventDefault());
    byId('filters', HTMLFormElement).addEventListener('reset', () => {
      // The fields are empty only after the event.
      setTimeout(() => this.search());
    });
    byId('previous-page', HTMLButtonElement).addEventListener('click', () => this.turn(-1));
    byId('next-page', HTMLButtonElement).addEventListener('click', () => this.turn(1));
    for (const head of this.heads()) {
      head.addEventListener('click', () => this.sortBy(head.dataset.sort ?? ''));
    }
    this.search();
  }

  /** The subjects found, in the order of the table. */
  get found(): readonly Subject[] {
    return this.list;
  }

  private heads(): readonly HTMLElement[] {
    return [...this.table.querySelectorAll<HTMLElement>('th[data-sort]')];
  }

  private search(): void {
    const { subjects, verdicts } = find(this.store, readFilter());
    this.list = sorted(subjects, this.order);
    this.page = 0;
    const { notRun } = this.store.data;
    const partial = notRun > 0 ? `; partial run, ${digits(notRun)} left out` : '';
    byId('found', HTMLElement).textContent =
      `${whoIsFound(subjects, this.store.subjects)}; ${count(verdicts, 'verdict')}${partial}`;
    this.show();
  }

  private sortBy(column: string): void {
    const reversed = this.order.column === column && !this.order.reversed;
    this.order = { column, reversed };
    this.list = sorted(this.list, this.order);
    this.page = 0;
    this.show();
  }

  private turn(pages: number): void {
    this.page += pages;
    this.show();
    byId('users', HTMLElement).scrollIntoView();
  }

  private show(): void {
    for (const head of this.heads()) {
      if (head.dataset.sort !== this.order.column) head.removeAttribute('aria-sort');
      else head.setAttribute('aria-sort', this.direction());
    }
    const first = this.page * PAGE;
    const rows = this.list.slice(first, first + PAGE).map(row);
    this.table.tBodies[0]?.replaceChildren(...(rows.length > 0 ? rows : [nothing()]));
    const last = first + rows.length;
    byId('page-of', HTMLElement).textContent =
      rows.length === 0
        ? ''
        : `${digits(first + 1)} to ${digits(last)} of ${digits(this.list.length)}`;
    byId('previous-page', HTMLButtonElement).disabled = first === 0;
    byId('next-page', HTMLButtonElement).disabled = last >= this.list.length;
  }

  // Counts begin with the highest.
  private direction(): 'ascending' | 'descending' {
    const falls = STATUSES.some((status) => status === this.order.column);
    return falls === this.order.reversed ? 'ascending' : 'descending';
  }
}

// The population is users: root and what is nobody are told apart from them.
function whoIsFound(found: readonly Subject[], all: readonly Subject[]): string {
  const number = (list: readonly Subject[], kind: Subject['kind']) =>
    list.filter((subject) => subject.kind === kind).length;
  const others = number(found, 'other');
  return [
    `${digits(number(found, 'user'))} of ${count(number(all, 'user'), 'user')}`,
    ...(number(found, 'root') > 0 ? ['root'] : []),
    ...(others > 0 ? [count(others, 'other')] : []),
  ].join(', ');
}

function readFilter(): Filter {
  return {
    text: byId('search', HTMLInputElement).value.trim(),
    control: byId('control', HTMLSelectElement).value,
    severity: byId('severity', HTMLSelectElement).value,
    status: byId('status', HTMLSelectElement).value,
  };
}

function row(subject: Subject): HTMLElement {
  const { counts, state, severity } = subject;
  return element(
    'tr',
    {},
    element('th', { scope: 'row', class: 'of-name' }, ...nameOf(subject)),
    element('td', { class: 'of-state' }, statusBadge(state)),
    element('td', { class: 'of-severity' }, severityBadge(severity)),
    ...STATUSES.map((status, index) => countCell(status, counts[index] ?? 0)),
    element('td', { class: 'of-controls' }, failsOf(subject)),
  );
}

function nameOf(subject: Subject): readonly Content[] {
  const link = element('a', { href: linkTo(subject) }, isolated(subject.name));
  const path = /^arn:[^/]*:user(\/.+\/)[^/]*$/.exec(subject.arn)?.[1];
  return path === undefined ? [link] : [link, element('small', {}, isolated(path))];
}

function countCell(status: Status, number: number): HTMLElement {
  const name = number > 0 ? status : 'none';
  const label = STATUS_WORDS[status].label;
  return element(
    'td',
    { class: `number of-${status} ${name}`, 'data-label': label },
    digits(number),
  );
}

function failsOf({ fails }: Subject): string {
  const rest = fails.length - FAILS_SHOWN;
  return `${fails.slice(0, FAILS_SHOWN).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function nothing(): HTMLElement {
  return element(
    'tr',
    {},
    element('td', { colspan: '10', class: 'nothing' }, 'Nothing is like that.'),
  );
}
