import { controlNamer, hasUnits, SEVERITIES_DOWN } from '../../result';
import type { Element } from '../kit/jsx-runtime';
import { LiveTable } from '../kit/table';
import { ACCOUNT_WORDS } from './data';
import { Listed, type Placed } from './lists';

/** Every account, the worst first: a table for the script, the failed ones without it. */
export function Accounts({ result, base }: Placed): Element {
  const { accounts, controls, failed } = result;
  const names = controls.map(controlNamer(result));
  const isShown = (severity: (typeof SEVERITIES_DOWN)[number]) => failed[severity] > 0;
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
          options: ACCOUNT_WORDS.map(({ status, label }) => [status, label]),
        },
        {
          id: 'severity',
          label: 'With failures that are',
          options: SEVERITIES_DOWN.map((severity) => [severity, severity]),
        },
        {
          id: 'control',
          label: 'Not in order with',
          options: names.map((name) => [name, name]),
        },
      ]}
      columns={[
        { key: 'account', label: 'Account' },
        ...(hasUnits(accounts) ? [{ key: 'unit', label: 'Unit' }] : []),
        { key: 'state', label: 'State' },
        ...SEVERITIES_DOWN.filter(isShown).map((severity) => ({
          ...{ key: severity, label: severity, isCount: true },
        })),
      ]}
      folded={SEVERITIES_DOWN.filter((severity) => !isShown(severity))}
    >
      <div class="static card">
        <h3>Worst accounts</h3>
        <Listed accounts={accounts.filter(({ status }) => status === 'failed')} base={base} />
      </div>
    </LiveTable>
  );
}
