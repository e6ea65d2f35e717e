import { byId, type Content, element, isolated } from '../../../evidence/page/browser/dom';
import { digits, SEVERITIES_DOWN } from '../../../evidence/page/words';
import { ACCOUNT_WORDS } from '../data';
import { type Account, comparison, find } from './store';

const PAGE = 50;
const FAILS_SHOWN = 2;
const COLUMNS = 4 + SEVERITIES_DOWN.length;

/** The table of accounts: what is looked for, in which order, and which page of it is shown. */
export class AccountsTable {
  private readonly accounts: readonly Account[];
  private readonly controls: readonly string[];
  private readonly table = byId('accounts-table', HTMLTableElement);
  private order = { column: 'state', reversed: false };
  /** Where no unit is known, there is no column for it. */
  private readonly hasUnits = this.heads().some(({ dataset }) => dataset.sort === 'unit');
  private list: readonly Account[] = [];
  private page = 0;

  constructor(accounts: readonly Account[], controls: readonly string[]) {
    this.accounts = accounts;
    this.controls = controls;
    const filters = byId('filters', HTMLFormElement);
    filters.addEventListener('input', () => this.search());
    filters.addEventListener('submit', (event) => event.preventDefault());
    // The fields are empty only after the event.
    filters.addEventListener('reset', () => setTimeout(() => this.search()));
    byId('previous-page', HTMLButtonElement).addEventListener('click', () => this.turn(-1));
    byId('next-page', HTMLButtonElement).addEventListener('click', () => this.turn(1));
    for (const head of this.heads()) {
      head.addEventListener('click', () => this.sortBy(head.dataset.sort ?? ''));
    }
    this.search();
  }

  private heads(): readonly HTMLElement[] {
    return [...this.table.querySelectorAll<HTMLElement>('th[data-sort]')];
  }

  private search(): void {
    this.list = find(this.accounts, {
      text: byId('search', HTMLInputElement).value.trim(),
      state: byId('state', HTMLSelectElement).value,
      severity: byId('severity', HTMLSelectElement).value,
      control: byId('control', HTMLSelectElement).value,
    });
    byId('found', HTMLElement).textContent =
      `${digits(this.list.length)} of ${digits(this.accounts.length)} accounts`;
    this.sort();
  }

  private sortBy(column: string): void {
    this.order = { column, reversed: this.order.column === column && !this.order.reversed };
    this.sort();
  }

  private sort(): void {
    const compare = comparison(this.order.column, SEVERITIES_DOWN);
    const turn = this.order.reversed ? -1 : 1;
    this.list = [...this.list].sort(
      (one, other) => turn * compare(one, other) || one.rank - other.rank,
    );
    this.page = 0;
    this.show();
  }

  private turn(pages: number): void {
    this.page += pages;
    this.show();
    byId('accounts', HTMLElement).scrollIntoView();
  }

  private show(): void {
    for (const head of this.heads()) {
      if (head.dataset.sort !== this.order.column) head.removeAttribute('aria-sort');
      else head.setAttribute('aria-sort', this.direction());
    }
    const first = this.page * PAGE;
    const rows = this.list
      .slice(first, first + PAGE)
      .map((account) => row(account, this.controls, this.hasUnits));
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
    const falls = SEVERITIES_DOWN.some((severity) => severity === this.order.column);
    return falls === this.order.reversed ? 'ascending' : 'descending';
  }
}

function row(account: Account, controls: readonly string[], hasUnit: boolean): HTMLElement {
  return element(
    'tr',
    {},
    element('th', { scope: 'row', class: 'of-account' }, ...nameOf(account)),
    ...(hasUnit ? [element('td', { class: 'of-unit' }, isolated(account.unit || '–'))] : []),
    element('td', { class: 'of-state' }, stateOf(account)),
    ...SEVERITIES_DOWN.map((severity, place) => countCell(severity, account.failed[place] ?? 0)),
    element('td', { class: 'of-controls' }, ...detailOf(account, controls)),
  );
}

function nameOf({ id, name, page }: Account): readonly Content[] {
  const link = page === '' ? id : element('a', { href: page }, id);
  return name === '' ? [link] : [link, ' ', element('small', {}, isolated(name))];
}

function stateOf({ state }: Account): HTMLElement {
  const word = ACCOUNT_WORDS[state] ?? ACCOUNT_WORDS[0];
  const sign = element('span', { class: 'mark', 'aria-hidden': 'true' }, word.mark);
  return element('span', { class: `state ${word.class}` }, sign, word.label);
}

function countCell(severity: string, number: number): HTMLElement {
  const name = number > 0 ? 'failed' : 'none';
  return element('td', { class: `number of-${severity} ${name}` }, digits(number));
}

// Where nothing was checked, the reason says more than the controls do.
function detailOf(account: Account, controls: readonly string[]): readonly Content[] {
  const { status } = ACCOUNT_WORDS[account.state] ?? ACCOUNT_WORDS[0];
  if (status !== 'failed') {
    return status === 'passed' ? [] : [element('span', { class: 'why' }, account.reason)];
  }
  const names = account.fails.map((place) => controls[place] ?? '');
  const rest = names.length - FAILS_SHOWN;
  return [`${names.slice(0, FAILS_SHOWN).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`];
}

function nothing(): HTMLElement {
  const cell = element(
    'td',
    { colspan: String(COLUMNS), class: 'nothing' },
    'No account is like that.',
  );
  return element('tr', {}, cell);
}
