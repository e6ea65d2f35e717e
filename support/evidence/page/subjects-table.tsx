import type { AuditResult } from '../audit-result';
import { EverySubject } from './every-subject';
import { Failures } from './failures';
import type { Element } from './jsx-runtime';
import { Section } from './parts';
import type { Subject } from './subjects';
import { SEVERITIES_DOWN, STATUS_WORDS, STATUSES } from './words';

/** The columns of the table that can be sorted, by the keys that the script of the page knows. */
const COLUMNS = [
  ['name', 'User'],
  ['state', 'State'],
  ['severity', 'Severity'],
  ...STATUSES.map((status) => [status, STATUS_WORDS[status].label] as const),
] as const;

function isCount(key: string): boolean {
  return STATUSES.some((status) => status === key);
}

/** Everybody and everything that was judged: a table for the script, the failures without it. */
export function Subjects({
  result,
  subjects,
}: {
  readonly result: AuditResult;
  readonly subjects: readonly Subject[];
}): Element {
  return (
    <Section id="users" title="Users">
      <noscript>
        <p>Without JavaScript this page lists the failures. The table of all users needs it.</p>
      </noscript>
      <div class="live card">
        <search aria-label="Users">
          <Filters result={result} />
        </search>
        <p id="found" role="status" />
        <section class="scroll" aria-label="Table of users" tabindex={0}>
          <table id="users-table">
            <thead>
              <tr>
                {COLUMNS.map(([key, label]) => (
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
      <Failures result={result} />
      {result.audited && <EverySubject subjects={subjects} />}
      <dialog id="drill-down" aria-labelledby="drill-down-name" />
    </Section>
  );
}

function Filters({ result }: { readonly result: AuditResult }): Element {
  const controls = [...new Set(result.results.map(({ id }) => id))].sort();
  return (
    <form id="filters" class="filters">
      <p class="search">
        <label for="search">Search</label>
        <input
          id="search"
          type="search"
          placeholder="name, path or ARN"
          autocomplete="off"
          spellcheck="false"
        />
      </p>
      <Choice id="control" label="Control" options={controls.map((id) => [id, id])} />
      <Choice
        id="severity"
        label="Severity"
        options={SEVERITIES_DOWN.map((severity, index) => [String(index), severity])}
      />
      <Choice
        id="status"
        label="Status"
        options={STATUSES.map((status, index) => [String(index), STATUS_WORDS[status].label])}
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
