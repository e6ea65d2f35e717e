import { digits, SEVERITIES_DOWN } from '../../../result/words';
import { type Content, countCell, element, isolated, stateBadge } from '../../kit/browser/dom';
import { firstOf, LiveTable, wanted } from '../../kit/browser/table';
import { ACCOUNT_WORDS, type OrganizationData } from '../data';
import { type Account, find, open, RANKING } from './store';

/** The table of accounts. */
export function accountsTable(data: OrganizationData): LiveTable<Account> {
  const accounts = open(data);
  // Where no unit is known, there is no column for it.
  const hasUnits = data.units.some((place) => place >= 0);
  return new LiveTable({
    id: 'accounts',
    counts: SEVERITIES_DOWN,
    find: () => {
      const rows = find(accounts, {
        text: wanted('search'),
        state: wanted('state'),
        severity: wanted('severity'),
        control: wanted('control'),
      });
      return { rows, told: `${digits(rows.length)} of ${digits(accounts.length)} accounts` };
    },
    ...RANKING,
    draw: (account) => row(account, data.controls, hasUnits),
  });
}

function row(account: Account, controls: readonly string[], hasUnit: boolean): HTMLElement {
  const word = ACCOUNT_WORDS[account.state] ?? ACCOUNT_WORDS[0];
  return element(
    'tr',
    {},
    element('th', { scope: 'row', class: 'of-account' }, ...nameOf(account)),
    ...(hasUnit ? [element('td', { class: 'of-unit' }, isolated(account.unit || '–'))] : []),
    element('td', { class: 'of-state' }, stateBadge(word.class, word)),
    ...SEVERITIES_DOWN.map((severity, place) =>
      countCell(severity, 'failed', account.failed[place] ?? 0),
    ),
    element('td', { class: 'of-controls' }, ...detailOf(account, word.status, controls)),
  );
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
