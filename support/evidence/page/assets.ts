import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { oneScript } from './script';

/** The style sheet of the page. */
export const STYLE = readFileSync(join(__dirname, 'page.css'), 'utf8');

/** The script of the page, compiled. */
export const SCRIPT = oneScript(
  join('browser', 'main.ts'),
  { platform: 'browser', target: ['es2022'], format: 'iife', charset: 'utf8' },
  [...sources(join(__dirname, 'browser')), ...['data.ts', 'fix.ts', 'words.ts'].map(source)],
).code.trim();

/** What the page may do: run this script and wear this style, and nothing else. Nothing leaves it. */
export const POLICY = [
  "default-src 'none'",
  `script-src ${hash(SCRIPT)}`,
  `style-src ${hash(STYLE)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function sources(directory: string): readonly string[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => readFileSync(join(directory, name), 'utf8'));
}

function source(name: string): string {
  return readFileSync(join(__dirname, name), 'utf8');
}

function hash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
