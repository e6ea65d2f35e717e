import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STYLE as SHARED } from '../../evidence/page/assets';
import { oneScript } from '../../evidence/page/script';

const PAGE = join('..', '..', 'evidence', 'page');

/** The style sheet of the account's page, and what the organization has besides. */
export const STYLE = `${SHARED}\n${readFileSync(join(__dirname, 'organization.css'), 'utf8')}`;

/** The script of the page, compiled; its entry is seen from where the compiler's is. */
export const SCRIPT = oneScript(
  join('..', '..', 'organization', 'page', 'browser', 'main.ts'),
  { platform: 'browser', target: ['es2022'], format: 'iife', charset: 'utf8' },
  [
    ...sources(join(__dirname, 'browser')),
    ...[join(PAGE, 'browser', 'dom.ts'), join(PAGE, 'words.ts'), 'data.ts'].map(source),
  ],
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
  const names = readdirSync(directory).filter((name) => name.endsWith('.ts'));
  return names.sort().map((name) => readFileSync(join(directory, name), 'utf8'));
}

function source(name: string): string {
  return readFileSync(join(__dirname, name), 'utf8');
}

function hash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
