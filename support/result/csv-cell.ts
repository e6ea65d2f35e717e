// What can begin a formula, where a program takes a cell to begin: at the start, or after what some
// country or program takes for a separator, with spaces, quotes and what is not seen before it.
// https://owasp.org/www-community/attacks/CSV_Injection
const SEPARATOR = /[,;|\t\r\n]/;
const SKIPPED = /[\s\p{C}"']/u;
const FORMULA = /[=+\-@\t\r\n＝＋－＠]/;
const RISKY = new RegExp(`(?:^|${SEPARATOR.source})${SKIPPED.source}*${FORMULA.source}`, 'u');
// Excel reads the requirement 1.10 as 1.1, and a user called 2023-01-01 as a date.
const NUMBER = /^'*\d[\d.,:/ eE+-]*$/;
const GUARDED_NUMBER = /^'(?='*\d[\d.,:/ eE+-]*$)/;

/** A single quote goes before what a spreadsheet would take for a formula, a number or a date. */
export function guardCell(text: string): string {
  const inert = RISKY.test(text) ? guarded(text) : text;
  return NUMBER.test(inert) ? `'${inert}` : inert;
}

/** Undoes `guardCell`. */
export function unguardCell(cell: string): string {
  return GUARDED_NUMBER.test(cell) ? cell.slice(1) : unguarded(cell);
}

function guarded(text: string): string {
  let inert = '';
  for (const { character, begins } of characters(text)) {
    inert += begins && FORMULA.test(character) ? `'${character}` : character;
  }
  return inert;
}

function unguarded(cell: string): string {
  let text = '';
  let at = 0;
  for (const { character, begins } of characters(cell)) {
    at += character.length;
    const guards = begins && character === "'" && FORMULA.test(cell.charAt(at));
    if (!guards) text += character;
  }
  return text;
}

// In one pass, each with whether it could be the first of a cell.
function* characters(text: string) {
  let begins = true;
  for (const character of text) {
    yield { character, begins };
    begins = SEPARATOR.test(character) || (begins && SKIPPED.test(character));
  }
}
