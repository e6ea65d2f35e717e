import type { Element } from '../../evidence/page/jsx-runtime';
import { Section } from '../../evidence/page/parts';
import { SEVERITIES_DOWN } from '../../evidence/page/words';
import type { OrganizationResult } from '../organization-result';
import { ACCOUNT_WORDS } from './data';
import { hasUnits, Listed, type Placed } from './lists';
import { nameOfControl, severalProfiles } from './names';

/** The columns of the table that can be sorted, by the keys that the script of the page knows. */
const COLUMNS = [
  ['account', 'Account'],
  ['unit', 'Unit'],
  ['state', 'State'],
  ...SEVERITIES_DOWN.map((severity) => [severity, severity] as const),
] as const;

/** Every account, the worst first: a table for the script, the failed ones without it. */
export function Accounts({ result, base }: Placed): Element {
  return (
    <Section id="accounts" title="Accounts">
      <noscript>
        <p>Without JavaScript this page lists the worst accounts. The table of all needs it.</p>
      </noscript>
      <div class="live card">
        <search aria-label="Accounts">
          <Filters result={result} />
        </search>
        <p id="found" role="status" />
        <section class="scroll" aria-label="Table of accounts" tabindex={0}>
          <table id="accounts-table">
            <thead>
              <tr>
                {columnsOf(result).map(([key, label]) => (
                  <th
                    scope="col"
                    data-sort={key}
                    class={`of-${key} ${isCount(key) ? 'number' : ''}`}
                  >
                    <button type="button" class="sort">
                      {label}
                    </button>
                  </th>
                ))}
                <th scope="col" class="of-controls">
                  In which controls
                </th>
              </tr>
            </thead>
            <tbody />
          </table>
        </section>
        <nav class="pager" aria-label="Pages of the table">
          <button type="button" id="previous-page">
            Previous
          </button>
          <span id="page-of" />
          <button type="button" id="next-page">
            Next
          </button>
        </nav>
      </div>
      <div class="static card">
        <h3>Worst accounts</h3>
        <Listed
          accounts={result.accounts.filter(({ status }) => status === 'failed')}
          base={base}
        />
      </div>
    </Section>
  );
}

function columnsOf({ accounts }: OrganizationResult) {
  return COLUMNS.filter(([key]) => key !== 'unit' || hasUnits(accounts));
}

function isCount(key: string): boolean {
  return SEVERITIES_DOWN.some((severity) => severity === key);
}

function Filters({ result }: { readonly result: OrganizationResult }): Element {
  const several = severalProfiles(result);
  const names = result.controls.map((control) => nameOfControl(control, several));
  return (
    <form id="filters" class="filters">
      <p class="search">
        <label for="search">Search</label>
        <input
          id="search"
          type="search"
          placeholder="account id, name or unit"
          autocomplete="off"
          spellcheck="false"
        />
      </p>
      <Choice
        id="state"
        label="State"
        options={ACCOUNT_WORDS.map(({ label }, index) => [String(index), label])}
      />
      <Choice
        id="severity"
        label="With failures that are"
        options={SEVERITIES_DOWN.map((severity, index) => [String(index), severity])}
      />
      <Choice
        id="control"
        label="Not in order with"
        options={names.map((name, index) => [String(index), name])}
      />
      <p>
        <button type="reset">Clear</button>
      </p>
    </form>
  );
}

function Choice({
  id,
  label,
  options,
}: {
  readonly id: string;
  readonly label: string;
  readonly options: readonly (readonly [value: string, text: string])[];
}): Element {
  return (
    <p>
      <label for={id}>{label}</label>
      <select id={id}>
        <option value="">any</option>
        {options.map(([value, text]) => (
          <option value={value}>{text}</option>
        ))}
      </select>
    </p>
  );
}
