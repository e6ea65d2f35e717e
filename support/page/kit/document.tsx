import type { Assets } from './assets';
import { Patterns } from './drawing';
import { type Element, html } from './jsx-runtime';

/** A page: its parts are written one by one, and its script reads the data. */
export interface Document {
  readonly title: string;
  /** The id and name of the section that the first link leads to. */
  readonly table: string;
  readonly header: Element;
  readonly main: readonly (() => Element)[];
  readonly data: () => object;
}

/** Writes a page in pieces: one file that holds all it needs. */
export function* documentOf(
  { title, table, header, main, data }: Document,
  { policy, script, style }: Assets,
): Generator<string> {
  yield `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n`;
  yield `<meta http-equiv="Content-Security-Policy" content="${policy}">\n`;
  yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n';
  yield '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">\n';
  yield html(<title>{title}</title>);
  yield `\n<style>${style}</style>\n</head>\n<body>\n`;
  yield html(
    <>
      <a class="skip" href={`#${table}`}>
        Skip to the {table}
      </a>
      <Patterns />
      <header>{header}</header>
    </>,
  );
  yield '\n<main>\n';
  for (const part of main) yield html(part());
  yield '\n</main>\n<script type="application/json" id="data">';
  // Nothing in it may end the element that it stands in.
  yield JSON.stringify(data()).replaceAll('<', '\\u003c');
  yield `</script>\n<script>${script}</script>\n</body>\n</html>\n`;
}
