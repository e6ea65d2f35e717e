import { digits } from '../../../result/words';
import { byId, element } from './dom';
import { type Order, type Ranking, sorted } from './order';

const PAGE = 50; // rows

/** A table: the id is that of its section, and columns of `counts` begin with the highest. */
export interface Kind<Row> extends Ranking<Row> {
  readonly id: string;
  readonly counts: readonly string[];
  /** The rows found, and what is said of them. */
  readonly find: () => { readonly rows: readonly Row[]; readonly told: string };
  readonly draw: (row: Row) => HTMLElement;
}

/** What is looked for, in which order, and which page of it is shown. */
export class LiveTable<Row> {
  private readonly kind: Kind<Row>;
  private readonly table: HTMLTableElement;
  private order: Order = { column: 'state', reversed: false };
  private list: readonly Row[] = [];
  private page = 0;

  constructor(kind: Kind<Row>) {
    this.kind = kind;
    this.table = byId(`${kind.id}-table`, HTMLTableElement);
    const filters = byId('filters', HTMLFormElement);
    filters.addEventListener('input', () => this.search());
    filters.addEventListener('submit', (event) => event.preventDefault());
    // The fields are empty only after the event.
    filters.addEventListener('reset', () => setTimeout(() => this.search()));
    byId('previous-page', HTMLButtonElement).addEventListener('click', () => this.turn(-1));
    byId('next-page', HTMLButtonElement).addEventListener('click', () => this.turn(1));
    for (const head of this.heads) {
      head.addEventListener('click', () => this.sortBy(head.dataset.sort ?? ''));
    }
    this.search();
  }

  get found(): readonly Row[] {
    return this.list;
  }

  private get heads(): readonly HTMLElement[] {
    return [...this.table.querySelectorAll<HTMLElement>('th[data-sort]')];
  }

  private search(): void {
    const { rows, told } = this.kind.find();
    byId('found', HTMLElement).textContent = told;
    this.sort(rows);
  }

  private sortBy(column: string): void {
    this.order = { column, reversed: this.order.column === column && !this.order.reversed };
    this.sort(this.list);
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
    const rows = this.list.slice(first, first + PAGE).map(this.kind.draw);
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
