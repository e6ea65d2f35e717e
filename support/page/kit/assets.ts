import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { browserScript } from './script';

/** What a page wears and runs. */
export interface Assets {
  readonly style: string;
  readonly script: string;
  /** What the page may do: run this script and wear this style, and nothing else. Nothing leaves it. */
  readonly policy: string;
}

/**
 * The assets of a page.
 *
 * @param directory that of the page, with its `page.css` and `browser/main.ts`
 */
export function assetsOf(directory: string): Assets {
  const sheets = ['theme', 'frame', 'parts'].map((name) => join(__dirname, `${name}.css`));
  const style = [...sheets, join(directory, 'page.css'), join(__dirname, 'media.css')]
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  const script = browserScript(join(directory, 'browser', 'main.ts'));
  const policy = [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return { style, script, policy };
}

function hash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
