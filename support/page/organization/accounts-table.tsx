import { controlNamer, hasUnits, SEVERITIES_DOWN } from '../../result';
import type { Element } from '../kit/jsx-runtime';
import { LiveTable } from '../kit/table';
import { ACCOUNT_WORDS } from './data';
import { Listed, type Placed } from './lists';

/** Every account, the worst first: a table for the script, the failed ones without it. */
export function Accounts({ result, base }: Placed): Element {
  const { accounts, controls } = result;
  const names = controls.map(controlNamer(result));
  return (
    <LiveTable
      id="accounts"
      title="Accounts"
      without="Without JavaScript this page lists the worst accounts. The table of all needs it."
      search="account id, name or unit"
      choices={[
        {
          id: 'state',
          label: 'State',
          options: ACCOUNT_WORDS.map(({ label }, place) => [String(place), label]),
        },
        {
          id: 'severity',
          label: 'With failures that are',
          options: SEVERITIES_DOWN.map((severity, place) => [String(place), severity]),
        },
        {
          id: 'control',
          label: 'Not in order with',
          options: names.map((name, place) => [String(place), name]),
        },
      ]}
      columns={[
        { key: 'account', label: 'Account' },
        ...(hasUnits(accounts) ? [{ key: 'unit', label: 'Unit' }] : []),
        { key: 'state', label: 'State' },
        ...SEVERITIES_DOWN.map((severity) => ({ key: severity, label: severity, isCount: true })),
      ]}
    >
      <div class="static card">
        <h3>Worst accounts</h3>
        <Listed accounts={accounts.filter(({ status }) => status === 'failed')} base={base} />
      </div>
    </LiveTable>
  );
}
