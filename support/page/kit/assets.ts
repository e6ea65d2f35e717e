import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { browserScript } from './script';

/** What a page wears and runs. */
export interface Assets {
  readonly style: string;
  readonly script: string;
  /** The page runs this script and wears this style, and nothing else: nothing leaves it. */
  readonly policy: string;
}

/** Of a page whose directory has a `page.css` and a `browser/main.ts`. */
export function assetsOf(directory: string): Assets {
  const sheets = ['theme', 'frame', 'parts'].map((name) => join(__dirname, `${name}.css`));
  const style = [...sheets, join(directory, 'page.css'), join(__dirname, 'media.css')]
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  const script = browserScript(join(directory, 'browser', 'main.ts'));
  const policy = [
    "default-src 'none'",
    `script-src ${source(script)}`,
    `style-src ${source(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return { style, script, policy };
}

function source(text: string): string {
  return `'sha256-${hash('sha256', text, 'base64')}'`;
}
