import { digits, SEVERITIES_DOWN } from '../../../result/words';
import { type Content, countCell, element, isolated, stateBadge } from '../../kit/browser/dom';
import { firstOf, LiveTable, wanted } from '../../kit/browser/table';
import { ACCOUNT_WORDS, type OrganizationData } from '../data';
import { type Account, find, open, RANKING } from './store';

/** The table of accounts. */
export function accountsTable(data: OrganizationData): LiveTable<Account> {
  const accounts = open(data);
  return new LiveTable({
    id: 'accounts',
    counts: SEVERITIES_DOWN,
    find: () => {
      const rows = find(accounts, data.controls, {
        text: wanted('search'),
        state: wanted('state'),
        severity: wanted('severity'),
        control: wanted('control'),
      });
      return { rows, told: `${digits(rows.length)} of ${digits(accounts.length)} accounts` };
    },
    ...RANKING,
    cell: (account, column) => cell(account, column, data.controls),
    records: (rows) => records(rows, data.controls),
  });
}

function cell(account: Account, column: string, controls: readonly string[]): HTMLElement {
  const severity = SEVERITIES_DOWN.find((each) => each === column);
  if (severity) {
    return countCell(column, 'failed', account.failed[SEVERITIES_DOWN.indexOf(severity)] ?? 0);
  }
  if (column === 'account') {
    return element('th', { scope: 'row', class: 'of-account' }, ...nameOf(account));
  }
  const word = wordOf(account);
  const content: Readonly<Record<string, () => readonly Content[]>> = {
    unit: () => [isolated(account.unit || '–')],
    state: () => [stateBadge(word.class, word)],
    controls: () => detailOf(account, word.status, controls),
  };
  return element('td', { class: `of-${column}` }, ...(content[column]?.() ?? []));
}

function wordOf({ state }: Account): (typeof ACCOUNT_WORDS)[number] {
  return ACCOUNT_WORDS[state] ?? ACCOUNT_WORDS[0];
}

function* records(rows: readonly Account[], controls: readonly string[]) {
  yield ['account', 'name', 'unit', 'state', ...SEVERITIES_DOWN, 'controls', 'reason'];
  for (const account of rows) {
    const { id, name, unit, failed, fails, reason } = account;
    yield [
      ...[id, name, unit, wordOf(account).label],
      ...SEVERITIES_DOWN.map((_, place) => failed[place] ?? 0),
      ...[fails.map((place) => controls[place] ?? '').join(', '), reason],
    ];
  }
}

function nameOf({ id, name, page }: Account): readonly Content[] {
  const link = page === '' ? id : element('a', { href: page }, id);
  return name === '' ? [link] : [link, ' ', element('small', {}, isolated(name))];
}

// Where nothing was checked, the reason says more than the controls do.
function detailOf(
  { fails, reason }: Account,
  status: (typeof ACCOUNT_WORDS)[number]['status'],
  controls: readonly string[],
): readonly Content[] {
  if (status === 'passed') return [];
  if (status === 'failed') return [firstOf(fails.map((place) => controls[place] ?? ''))];
  return [element('span', { class: 'why' }, reason)];
}
