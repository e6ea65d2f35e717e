import { Zip, ZipDeflate } from '#formats/zip';
import { cut } from '../result';

/** A text stays a text, whatever it looks like; nothing is a formula or a date. */
export type Cell = string | number | boolean | null | undefined;

/** One sheet; rows beyond what Excel takes go on in a further one, `Name 2`. */
export interface Sheet {
  readonly name: string;
  /** What stands above the columns. */
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly Cell[]>;
}

/**
 * An Excel workbook (ECMA-376, transitional), equal byte for byte for equal sheets: no time of its
 * making is in it, and it is not compressed by Node's zlib, which differs between machines. Each row
 * is made when it is written. `mostRows` counts the headings too.
 */
export function workbook(sheets: readonly Sheet[], mostRows = MOST_ROWS): Uint8Array {
  const pieces: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    pieces.push(piece);
  });
  const names: string[] = [];
  addPart(zip, '_rels/.rels', [ROOT]);
  for (const sheet of sheets) {
    let page = 0;
    for (const rows of pagesOf(sheet.rows, mostRows - 1)) {
      page++;
      names.push(page === 1 ? sheet.name : `${sheet.name} ${page}`);
      addPart(zip, `xl/worksheets/sheet${names.length}.xml`, sheetXml(sheet.columns, rows));
    }
  }
  addPart(zip, 'xl/styles.xml', [STYLES]);
  addPart(zip, 'xl/workbook.xml', [workbookXml(names)]);
  addPart(zip, 'xl/_rels/workbook.xml.rels', [workbookRelationships(names)]);
  addPart(zip, '[Content_Types].xml', [contentTypes(names)]);
  zip.end();
  return Buffer.concat(pieces);
}

// https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3
const MOST_ROWS = 1_048_576;
const MOST_CHARACTERS = 32_767;

function* pagesOf<T>(items: Iterable<T>, most: number): Generator<Iterable<T>> {
  const iterator = items[Symbol.iterator]();
  let next = iterator.next();
  function* page() {
    for (let left = most; left > 0 && !next.done; left--) {
      yield next.value;
      next = iterator.next();
    }
  }
  do yield page();
  while (!next.done);
}

/** Characters that are compressed at once. */
const AT_ONCE = 65_536;

function addPart(zip: Zip, path: string, xml: Iterable<string>): void {
  const part = new ZipDeflate(path);
  // The first that a zip can hold; it is written as local time.
  part.mtime = new Date(1980, 0, 1);
  zip.add(part);
  let text = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  for (const piece of xml) {
    text += piece;
    if (text.length < AT_ONCE) continue;
    part.push(Buffer.from(text));
    text = '';
  }
  part.push(Buffer.from(text), true);
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const ROOT = relationships([['rId1', 'officeDocument', 'xl/workbook.xml']]);

const FONT = '<sz val="11"/><name val="Calibri"/>';
// Of a cell: 0 as it comes, 1 text (Excel's format 49, so that an edited cell stays one), 2 heading.
const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="2"><font>${FONT}</font><font><b/>${FONT}</font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/><xf xfId="0" numFmtId="49" applyNumberFormat="1"/><xf xfId="0" numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

function* sheetXml(columns: readonly string[], rows: Iterable<readonly Cell[]>): Generator<string> {
  const letters = columns.map((_, index) => lettersOf(index));
  yield `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">`;
  yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  yield '</sheetView></sheetViews><sheetFormatPr defaultColWidth="24" defaultRowHeight="15"/>';
  yield `<sheetData>${rowXml(columns, letters, 1, 2)}`;
  let last = 1;
  for (const row of rows) yield rowXml(row, letters, ++last, 1);
  yield `</sheetData><autoFilter ref="A1:${letters.at(-1)}${last}"/></worksheet>`;
}

// A to Z, then AA.
function lettersOf(index: number): string {
  const before = index < 26 ? '' : lettersOf(Math.trunc(index / 26) - 1);
  return before + String.fromCharCode(65 + (index % 26));
}

function rowXml(
  cells: readonly Cell[],
  letters: readonly string[],
  row: number,
  style: number,
): string {
  let xml = `<row r="${row}">`;
  for (const [index, cell] of cells.entries()) {
    if (cell === undefined || cell === null || cell === '') continue;
    xml += cellXml(cell, `${letters[index]}${row}`, style);
  }
  return `${xml}</row>`;
}

function cellXml(cell: string | number | boolean, place: string, style: number): string {
  if (typeof cell === 'number' && Number.isFinite(cell))
    return `<c r="${place}"><v>${cell}</v></c>`;
  const text = escaped(shortened(String(cell)));
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

function shortened(text: string): string {
  return text.length > MOST_CHARACTERS ? cut(text, MOST_CHARACTERS) : text;
}

const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

// What XML cannot hold is written as _x001B_ (ECMA-376, ST_Xstring); what looks like that, too.
const UNSAFE = /[&<>"]|(?![\t\n])[\p{Cc}\ufffe\uffff]|_(?=x[\da-f]{4}_)/giu;

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(
      UNSAFE,
      (unsafe) =>
        ESCAPED[unsafe] ?? `_x${unsafe.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    );
}

function workbookXml(names: readonly string[]): string {
  const sheets = names.map(
    (name, index) =>
      `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  return `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.join('')}</sheets></workbook>`;
}

function workbookRelationships(names: readonly string[]): string {
  return relationships([
    ...names.map(
      (_, index) => [`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`] as const,
    ),
    [`rId${names.length + 1}`, 'styles', 'styles.xml'],
  ]);
}

function relationships(all: readonly (readonly [string, string, string])[]): string {
  const entries = all.map(
    ([id, type, target]) =>
      `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${entries.join('')}</Relationships>`;
}

function contentTypes(names: readonly string[]): string {
  const parts = [
    ['workbook.xml', 'sheet.main'],
    ['styles.xml', 'styles'],
    ...names.map((_, index) => [`worksheets/sheet${index + 1}.xml`, 'worksheet']),
  ];
  const overrides = parts.map(
    ([path, type]) => `<Override PartName="/xl/${path}" ContentType="${TYPES}.${type}+xml"/>`,
  );
  return `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`;
}
