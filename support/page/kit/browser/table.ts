import { digits } from '../../../result/words';
import { addressOf, takeAddress } from './address';
import { type Cell, csvOf, save } from './csv';
import { byId, element } from './dom';
import { type Order, type Ranking, sorted } from './order';

const PAGE = 50; // rows
const FIRST = 'state';
const LAST = 'controls'; // the one column that is not sorted

/** A table: the id is that of its section, and columns of `counts` begin with the highest. */
export interface Kind<Row> extends Ranking<Row> {
  readonly id: string;
  readonly counts: readonly string[];
  /** The rows found, and what is said of them. */
  readonly find: () => { readonly rows: readonly Row[]; readonly told: string };
  /** The cell of a row in a column: the page has no column where all cells would be 0. */
  readonly cell: (row: Row, column: string) => HTMLElement;
  /** What a spreadsheet is given of the rows found, a head first. */
  readonly records: (rows: readonly Row[]) => Iterable<readonly Cell[]>;
}

/** What is looked for, in which order, and which page of it is shown. The address of the page says so. */
export class LiveTable<Row> {
  private readonly kind: Kind<Row>;
  private readonly table: HTMLTableElement;
  private readonly filters = byId('filters', HTMLFormElement);
  private order: Order = { column: FIRST, reversed: false };
  private unknown: readonly string[] = [];
  private list: readonly Row[] = [];
  private page = 0;

  constructor(kind: Kind<Row>) {
    this.kind = kind;
    this.table = byId(`${kind.id}-table`, HTMLTableElement);
    this.filters.addEventListener('input', () => this.change());
    this.filters.addEventListener('submit', (event) => event.preventDefault());
    // The fields are empty only after the event.
    this.filters.addEventListener('reset', () => setTimeout(() => this.change()));
    byId('previous-page', HTMLButtonElement).addEventListener('click', () => this.turn(-1));
    byId('next-page', HTMLButtonElement).addEventListener('click', () => this.turn(1));
    byId('export', HTMLButtonElement).addEventListener('click', () =>
      save(`${kind.id}.csv`, csvOf(kind.records(this.list))),
    );
    for (const head of this.heads) {
      head.addEventListener('click', () => this.sortBy(head.dataset.sort ?? ''));
    }
    addEventListener('hashchange', () => this.follow());
    this.search();
    this.follow();
  }

  /** The fragment of the address that shows the same again. */
  get address(): string {
    return addressOf(this.kind.id, this.filters, this.order, FIRST);
  }

  get found(): readonly Row[] {
    return this.list;
  }

  private get heads(): readonly HTMLElement[] {
    return [...this.table.querySelectorAll<HTMLElement>('th[data-sort]')];
  }

  private follow(): void {
    const { hash } = location;
    // The way back from elsewhere: what was found stands still.
    if (hash === this.address) return;
    if (hash === `#${this.kind.id}`) this.write();
    const columns = this.heads.map((head) => head.dataset.sort ?? '');
    const asked = takeAddress(this.kind.id, hash, this.filters, columns);
    if (!asked) return;
    this.order = asked.order ?? { column: FIRST, reversed: false };
    this.unknown = asked.unknown;
    this.search();
    byId(this.kind.id, HTMLElement).scrollIntoView();
    this.table.parentElement?.focus({ preventScroll: true });
  }

  private change(): void {
    this.unknown = [];
    this.search();
    this.write();
  }

  private write(): void {
    history.replaceState(null, '', this.address);
  }

  private search(): void {
    const { rows, told } = this.kind.find();
    const unknown = this.unknown.map(
      (each) => `; not filtered by “${each}”, which is not on this page`,
    );
    byId('found', HTMLElement).textContent = `${told}${unknown.join('')}`;
    this.sort(rows);
  }

  private sortBy(column: string): void {
    this.order = { column, reversed: this.order.column === column && !this.order.reversed };
    this.sort(this.list);
    this.write();
  }

  private sort(rows: readonly Row[]): void {
    this.list = sorted(rows, this.kind, this.order);
    this.page = 0;
    this.show();
  }

  private turn(pages: number): void {
    this.page += pages;
    this.show();
    byId(this.kind.id, HTMLElement).scrollIntoView();
  }

  private show(): void {
    for (const head of this.heads) {
      if (head.dataset.sort !== this.order.column) head.removeAttribute('aria-sort');
      else head.setAttribute('aria-sort', this.direction());
    }
    const first = this.page * PAGE;
    const columns = [...this.heads.map((head) => head.dataset.sort ?? ''), LAST];
    const rows = this.list
      .slice(first, first + PAGE)
      .map((row) => element('tr', {}, ...columns.map((column) => this.kind.cell(row, column))));
    this.table.tBodies[0]?.replaceChildren(...(rows.length > 0 ? rows : [this.nothing()]));
    const last = first + rows.length;
    byId('page-of', HTMLElement).textContent =
      rows.length === 0
        ? ''
        : `${digits(first + 1)} to ${digits(last)} of ${digits(this.list.length)}`;
    byId('previous-page', HTMLButtonElement).disabled = first === 0;
    byId('next-page', HTMLButtonElement).disabled = last >= this.list.length;
  }

  private direction(): 'ascending' | 'descending' {
    const falls = this.kind.counts.includes(this.order.column);
    return falls === this.order.reversed ? 'ascending' : 'descending';
  }

  private nothing(): HTMLElement {
    const colspan = String(this.heads.length + 1);
    const text = `None of the ${this.kind.id} matches this search.`;
    return element('tr', {}, element('td', { colspan, class: 'nothing' }, text));
  }
}

/** What is looked for in a field of the filters. */
export function wanted(id: string): string {
  const field = byId(id, HTMLElement);
  const isField = field instanceof HTMLInputElement || field instanceof HTMLSelectElement;
  return isField ? field.value : '';
}

const NAMED = 2;

/** The first of some names, and how many more there are. */
export function firstOf(names: readonly string[]): string {
  const rest = names.length - NAMED;
  return `${names.slice(0, NAMED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
