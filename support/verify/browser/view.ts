import { visible } from '../../result';
import { type ToldChain, toldChains } from './told-chains';
import type { Verified } from './verify-one';

/** A text stays a text, whatever is in it. */
type Content = Node | string;

function element(tag: string, name: string, ...content: readonly Content[]): HTMLElement {
  const made = document.createElement(tag);
  if (name !== '') made.className = name;
  made.append(...content);
  return made;
}

/** @throws Error where the page has no such element of this type */
export function byId<E extends HTMLElement>(id: string, type: new () => E): E {
  const found = document.getElementById(id);
  if (found instanceof type) return found;
  throw new Error(`the page has no ${type.name} "${id}"`);
}

/** Shows a text, or hides its place where there is none. */
export function tell(id: string, text: string): void {
  const place = byId(id, HTMLElement);
  place.textContent = text;
  place.hidden = text === '' && place.getAttribute('role') === 'alert';
}

const STATES = [
  { name: 'passed', mark: '✓', word: 'verified' },
  { name: 'failed', mark: '✗', word: 'NOT as recorded' },
  { name: 'open', mark: '!', word: 'not proved' },
] as const;

const CHAINS = [
  { name: 'passed', mark: '✓', word: 'one after the other' },
  { name: 'failed', mark: '✗', word: 'NOT as recorded' },
  { name: 'open', mark: '!', word: 'not whole' },
] as const;

function badge(exitCode: 0 | 1 | 2): HTMLElement {
  const { name, mark, word } = STATES[exitCode];
  return state(name, mark, word);
}

function state(name: string, mark: string, word: string): HTMLElement {
  const sign = element('span', 'mark', mark);
  sign.setAttribute('aria-hidden', 'true');
  return element('span', `state ${name}`, sign, word);
}

/** Adds what was found of a bundle. */
export function show({ directory, exitCode, lines }: Verified): void {
  const outcome = lines.at(-1) ?? '';
  const name = element('bdi', '', directory);
  const items = lines.slice(0, -1).map((line) => element('li', stateOf(line), line));
  const article = element(
    'article',
    'card bundle',
    element('h3', '', badge(exitCode), name),
    element('p', 'outcome', outcome),
    element('ul', '', ...items),
  );
  article.dataset.exit = String(exitCode);
  byId('list', HTMLElement).append(article);
}

function stateOf(line: string): string {
  if (line.startsWith('NOT AS RECORDED: ')) return 'failed';
  return /^(?:BUT|ACCEPTED): /.test(line) ? 'open' : '';
}

/** Takes away what was shown of bundles. */
export function clear(): void {
  byId('list', HTMLElement).replaceChildren();
  byId('chain-list', HTMLElement).replaceChildren();
  byId('chains', HTMLElement).hidden = true;
}

/** Shows how the runs of each account follow each other, where there are several. */
export function showChains(verified: readonly Verified[]): void {
  for (const chain of toldChains(verified.flatMap(({ run }) => run ?? []))) showChain(chain);
}

function showChain({ account, exitCode, lines }: ToldChain): void {
  const { name, mark, word } = CHAINS[exitCode];
  const heading = element('h3', '', state(name, mark, word), `account ${visible(account)}`);
  const items = lines.map((line) => element('li', stateOf(line), visible(line)));
  const article = element('article', 'card bundle', heading, element('ul', '', ...items));
  byId('chain-list', HTMLElement).append(article);
  byId('chains', HTMLElement).hidden = false;
}
