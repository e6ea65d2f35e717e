import { visible } from '../visible';
import type { Order } from './order';

/** What a table was asked for, and what of it there is not. */
export interface Asked {
  readonly order: Order | undefined;
  readonly unknown: readonly string[];
}

type Field = HTMLInputElement | HTMLSelectElement;

const SORT = 'sort';
const MOST = 200; // characters, of what somebody may have put into a link

function fieldsOf(form: HTMLFormElement): readonly Field[] {
  return [...form.elements].filter(
    (each) => each instanceof HTMLInputElement || each instanceof HTMLSelectElement,
  );
}

/** The fragment that brings back what is in the filters, and the order where it is not the first one. */
export function addressOf(
  id: string,
  form: HTMLFormElement,
  { column, reversed }: Order,
  first: string,
): string {
  const asked = new URLSearchParams();
  for (const { id, value } of fieldsOf(form)) if (value !== '') asked.set(id, value);
  if (column !== first || reversed) asked.set(SORT, `${reversed ? '-' : ''}${column}`);
  return asked.size > 0 ? `#${id}?${asked}` : `#${id}`;
}

/** Puts what an address asks for into the filters; undefined where it asks for nothing here. */
export function takeAddress(
  id: string,
  hash: string,
  form: HTMLFormElement,
  columns: readonly string[],
): Asked | undefined {
  if (!hash.startsWith(`#${id}?`)) return undefined;
  const asked = new URLSearchParams(hash.slice(id.length + 2));
  const unknown: string[] = [];
  for (const field of fieldsOf(form)) {
    const wanted = (asked.get(field.id) ?? '').slice(0, MOST);
    asked.delete(field.id);
    field.value = wanted;
    if (field.value === wanted) continue;
    // A select takes what it does not offer for nothing at all.
    field.value = '';
    unknown.push(`${field.id}=${wanted}`);
  }
  const [, minus, column = ''] = /^(-?)(.*)$/s.exec(asked.get(SORT) ?? '') ?? [];
  const isColumn = columns.includes(column);
  if (isColumn || column === '') asked.delete(SORT);
  for (const [name, value] of asked) unknown.push(`${name}=${value}`);
  return {
    order: isColumn ? { column, reversed: minus === '-' } : undefined,
    unknown: unknown.map((each) => visible(each.slice(0, MOST))),
  };
}
