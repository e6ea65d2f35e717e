/** Deeper than anything that iamspec writes. */
const DEEPEST = 32;

/**
 * Parses JSON that others wrote, and refuses what two readers could understand in two ways: a key
 * that stands twice in an object (RFC 8259, section 4), and nesting that only some could follow.
 *
 * @throws SyntaxError that names the key, or where it is no JSON
 */
export function parseStrictJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  const open: (Set<string> | undefined)[] = [];
  let former = '';
  for (const token of tokensOf(text)) {
    if (token === '{' || token === '[') open.push(token === '{' ? new Set() : undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') addKey(open.at(-1), former);
    if (open.length > DEEPEST) throw new SyntaxError(`it is nested over ${DEEPEST} levels deep`);
    former = token;
  }
  return value;
}

// A text, a bracket, or a colon or comma: all that matters of JSON that is known to be valid. No regular
// expression, since V8 keeps a note of every turn of one that takes a long text.
function* tokensOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at++) {
    const start = at;
    if (text[at] === '"') at = endOfText(text, at);
    else if (!'{}[]:,'.includes(text[at] ?? ' ')) continue;
    yield text.slice(start, at + 1);
  }
}

function endOfText(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

function addKey(keys: Set<string> | undefined, token: string): void {
  // Two spellings of a key, such as "a" and "\u0061", are one key.
  const key: string = JSON.parse(token);
  if (keys?.has(key)) throw new SyntaxError(`the key ${token.slice(0, 100)} stands twice`);
  keys?.add(key);
}
