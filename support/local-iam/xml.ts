const ENTITIES = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]);

function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES.get(character) ?? character);
}

/** One XML element: a scalar becomes escaped text, a list is taken as child elements; an absent scalar gives ''. */
export function element(
  name: string,
  content: string | number | boolean | undefined | readonly string[],
): string {
  if (content === undefined) return '';
  const inner = typeof content === 'object' ? content.join('') : escapeText(String(content));
  return `<${name}>${inner}</${name}>`;
}

/** The list shape of the query protocol: one `<member>` per item, each a list of child elements or a text. */
export function list(name: string, items: readonly (string | readonly string[])[]): string {
  return element(
    name,
    items.map((item) => element('member', item)),
  );
}
