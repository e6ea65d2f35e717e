const ENTITIES = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]);

function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES.get(character) ?? character);
}

/** An XML element around escaped text or child elements; '' for undefined. */
export function element(
  name: string,
  content: string | number | boolean | undefined | readonly string[],
): string {
  if (content === undefined) return '';
  const inner = typeof content === 'object' ? content.join('') : escapeText(String(content));
  return `<${name}>${inner}</${name}>`;
}

/** A list of the query protocol: a `<member>` for each item. */
export function list(name: string, items: readonly (string | readonly string[])[]): string {
  return element(
    name,
    items.map((item) => element('member', item)),
  );
}

/** A map of the query protocol: an `<entry>` for each pair. */
export function map(name: string, pairs: Readonly<Record<string, string | number>>): string {
  return element(
    name,
    Object.entries(pairs).map(([key, value]) =>
      element('entry', [element('key', key), element('value', value)]),
    ),
  );
}
