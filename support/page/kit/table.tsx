import type { Child, Element } from './jsx-runtime';
import { Folded, Section } from './parts';

/** A column that can be sorted, by the key that the script of the page knows. */
export interface Column {
  readonly key: string;
  readonly label: string;
  readonly isCount?: boolean;
}

/** A filter with the values that the script knows. */
export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly options: readonly (readonly [value: string, text: string])[];
}

/** A table that the script fills, with all that narrows it, and what stands in for it without one. */
export function LiveTable({
  id,
  title,
  without,
  search,
  choices,
  columns,
  folded,
  children,
}: {
  readonly id: string;
  readonly title: string;
  /** What is said without a script. */
  readonly without: string;
  readonly search: string;
  readonly choices: readonly Choice[];
  readonly columns: readonly Column[];
  /** The columns that are left out, since they count nothing. */
  readonly folded: readonly string[];
  readonly children?: Child;
}): Element {
  return (
    <Section id={id} title={title}>
      <noscript>
        <p>{without}</p>
      </noscript>
      <div class="live card">
        <search aria-label={title}>
          <Filters search={search} choices={choices} />
        </search>
        <div class="above">
          <p id="found" role="status" />
          <button type="button" id="export">
            Export as CSV
          </button>
        </div>
        <section class="scroll" aria-label={`Table of ${id}`} tabindex={0}>
          <table id={`${id}-table`}>
            <thead>
              <tr>
                {columns.map(({ key, label, isCount }) => (
                  <th scope="col" data-sort={key} class={`of-${key} ${isCount ? 'number' : ''}`}>
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
        <Folded names={folded} />
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
      {children}
    </Section>
  );
}

function Filters({
  search,
  choices,
}: {
  readonly search: string;
  readonly choices: readonly Choice[];
}): Element {
  return (
    <form id="filters" class="filters">
      <p class="search">
        <label for="search">Search</label>
        <input
          id="search"
          type="search"
          placeholder={search}
          autocomplete="off"
          spellcheck="false"
        />
      </p>
      {choices.map(({ id, label, options }) => (
        <p>
          <label for={id}>{label}</label>
          <select id={id}>
            <option value="">any</option>
            {options.map(([value, text]) => (
              <option value={value}>{text}</option>
            ))}
          </select>
        </p>
      ))}
      <p>
        <button type="reset">Clear</button>
      </p>
    </form>
  );
}
