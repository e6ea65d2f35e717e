import { hashOf } from './hash';

/** What the page was built as. `code` is the SHA-256 of its style and script as they were built. */
export interface BuildData {
  readonly version: string;
  readonly commit: string;
  readonly code: string;
}

/** What stands in the page of its build. Throws Error where that is not what is built. */
export function buildData(): BuildData {
  const data: unknown = JSON.parse(document.getElementById('data')?.textContent ?? '');
  const of = (name: keyof BuildData) => {
    const value: unknown = Reflect.get(Object(data), name);
    if (typeof value === 'string') return value;
    throw new Error(`the page does not tell its ${name}`);
  };
  return { version: of('version'), commit: of('commit'), code: of('code') };
}

/** The SHA-256 of the style and the script of this page as they are now, of all that there are. */
export async function ownDigest(): Promise<string> {
  const parts = [...document.querySelectorAll('style, script:not([type])')];
  const text = parts.map(({ textContent }) => textContent ?? '').join('');
  return await hashOf(new TextEncoder().encode(text));
}
