import { NAMES, SETTINGS } from '../../support/run';

// From its head to the empty line behind it.
const TABLE = /^\| variable .*\n(?:\|.*\n)*/m;

/** The README with the table of settings as the code has it. */
export function withSettings(readme: string): string {
  return readme.replace(TABLE, () => `${settingsTable()}\n`);
}

function settingsTable(): string {
  const rows = NAMES.map((name) => {
    const { variable, expected, page = expected, standard } = SETTINGS[name];
    // A text that could be set, rather than a word for what happens.
    const shown = standard.includes(' ') ? standard : `\`${standard}\``;
    return [`\`${variable}\``, page, shown];
  });
  const head = ['variable', 'what it holds', 'default'];
  const widths = head.map((_, at) =>
    Math.max(...[head, ...rows].map((cells) => cells[at]?.length ?? 0)),
  );
  const line = (cells: readonly string[], filler = ' ') =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0, filler)).join(' | ')} |`;
  return [line(head), line(['', '', ''], '-'), ...rows.map((cells) => line(cells))].join('\n');
}
