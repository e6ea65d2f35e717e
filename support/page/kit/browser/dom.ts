import { digits, SEVERITIES_DOWN, STATUS_WORDS, STATUSES, type Word } from '../../../result/words';
import { NAME } from '../texts';

/** A text stays a text, whatever is in it. */
export type Content = Node | string;

/** Makes an element. */
export function element<T extends keyof HTMLElementTagNameMap>(
  tag: T,
  attributes: Readonly<Record<string, string>>,
  ...content: readonly Content[]
): HTMLElementTagNameMap[T] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...content);
  return made;
}

/** @throws Error where the page has no such element of this type */
export function byId<E extends HTMLElement>(id: string, type: new () => E): E {
  const found = document.getElementById(id);
  if (found instanceof type) return found;
  throw new Error(`the page has no ${type.name} "${id}"`);
}

/** A name, kept from turning the text around it. */
export function isolated(name: string): HTMLElement {
  return element('bdi', {}, name);
}

/** A text with the name of its subject filled in. */
export function filled(text: string, name: string): readonly Content[] {
  return text.split(NAME).flatMap((part, index) => (index === 0 ? [part] : [isolated(name), part]));
}

/** A state as mark, word and colour, as in parts.tsx. */
export function stateBadge(name: string, { mark, label }: Word): HTMLElement {
  const sign = element('span', { class: 'mark', 'aria-hidden': 'true' }, mark);
  return element('span', { class: `state ${name}` }, sign, label);
}

/** The state of a verdict, by its place in `STATUSES`; -1 for none. */
export function statusBadge(place: number): HTMLElement {
  const status = STATUSES[place];
  if (status === undefined) return element('span', { class: 'state' }, 'no verdict');
  return stateBadge(status, STATUS_WORDS[status]);
}

/** A severity, by its place in `SEVERITIES_DOWN`, as in parts.tsx. */
export function severityBadge(place: number): Content {
  const severity = SEVERITIES_DOWN[place];
  return severity ? element('span', { class: `severity ${severity}` }, severity) : '';
}

/** A cell that counts, as in parts.tsx, of the column that is called so. */
export function countCell(column: string, state: string, number: number, label?: string) {
  const name = number > 0 ? state : 'none';
  const attributes = { class: `number of-${column} ${name}` };
  const labelled = label === undefined ? attributes : { ...attributes, 'data-label': label };
  return element('td', labelled, digits(number));
}
