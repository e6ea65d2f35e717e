const DEEPEST = 32;

/** Throws SyntaxError for a key that stands twice (RFC 8259, section 4), or deep nesting. */
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

// The tokens that matter of valid JSON; a regular expression would take memory at every turn.
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
  // "a" and "\u0061" are one key.
  const key: string = JSON.parse(token);
  if (keys?.has(key)) throw new SyntaxError(`the key ${token.slice(0, 100)} stands twice`);
  keys?.add(key);
}
