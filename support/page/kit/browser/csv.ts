import { guardCell } from '../../../result/csv-cell';
import { element } from './dom';

// RFC 4180, 2.6 and 2.7.
const QUOTED = /[",\r\n]/;

/** A number stays one; what else looks like a number is a text. */
export type Cell = string | number;

/** As RFC 4180 has it, a head first. Without the byte order mark, Excel takes UTF-8 for the machine's code page. */
export function csvOf(records: Iterable<readonly Cell[]>): string {
  let text = '\ufeff';
  for (const record of records) text += `${record.map(cell).join(',')}\r\n`;
  return text;
}

function cell(content: Cell): string {
  if (typeof content === 'number') return String(content);
  const inert = guardCell(content);
  return QUOTED.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/** Offers a text as a file: it never leaves the machine. */
export function save(name: string, text: string): void {
  const href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  element('a', { download: name, href }).click();
  setTimeout(() => URL.revokeObjectURL(href));
}
