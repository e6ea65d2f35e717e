import { visible } from '../result';

// Our own instants: their colons need no escape, and they should stay readable.
const INSTANT = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ`;
// What begins a list, a heading or an indented block, where it stands first.
const OPENING = String.raw`^[ +=-]|(?<=^\d{1,9})[.)]`;
// What makes a reference: to people, issues, labels, milestones, snippets, emoji, addresses.
// A colon before a space is one: it could only end an emoji, whose beginning is cut off.
const REFERENCE = String.raw`[@#!%~$&]|:(?!\s)`;
const STRUCTURE = String.raw`[\\${'`'}*_{}[\]<>|^]`;
// What links without punctuation of its own: `www.`, `GH-12`, the hash of a commit.
const WORD = String.raw`www(?=\.)|gh-(?=\d)|\b(?=\d*[a-f])[\da-f]{4}(?=[\da-f]{3,36}\b)`;
const SPECIAL = new RegExp(
  `(?<instant>${INSTANT})|(?<structure>${OPENING}|${STRUCTURE})|(?<reference>${REFERENCE})|(?<word>${WORD})`,
  'gi',
);

/**
 * Makes a text inert in GitHub's and GitLab's Markdown, within a line or a cell of a table: it
 * shows as it is, on one line, and is no tag, link, mention, reference, emoji, formula or
 * formatting.
 */
export function markdownEscape(text: string): string {
  return visible(text).replace(SPECIAL, (found, ...rest) => {
    const groups: Readonly<Record<string, string | undefined>> = rest.at(-1);
    if (groups.instant !== undefined) return found;
    if (groups.word !== undefined) return `${found}${SPLIT}`;
    return groups.reference === undefined ? entity(found) : `${entity(found)}${SPLIT}`;
  });
}

// Mentions and references are looked for after Markdown, in its text nodes, where no escape is left;
// an empty comment ends the node: https://github.com/github/cmark-gfm/issues/181
const SPLIT = '<!-- -->';

function entity(character: string): string {
  return `&#${character.codePointAt(0)};`;
}

/** For names: in code, GitHub looks for no references at all. */
export function markdownCode(text: string): string {
  return `<code>${markdownEscape(text)}</code>`;
}

/** Commands as a block of code, to be copied: nothing in them ends it. */
export function markdownBlock(lines: readonly string[]): string {
  const text = lines.map(visible).join('\n');
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}sh\n${text}\n${fence}`;
}

/** Writes a Markdown table. The cells are Markdown: escape what is not yours. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
