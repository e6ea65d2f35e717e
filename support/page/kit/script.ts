import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { version } from 'esbuild/package.json';
import { keep, readKept } from '../../cache.cjs';

const made = new Map<string, string>();

/** All scripts made so far, by the names they are kept under. */
export function madeScripts(): ReadonlyMap<string, string> {
  return made;
}

/** The script of a page for the browser, made of its entry and all that this imports. */
export function browserScript(entry: string): string {
  const options = {
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    charset: 'utf8',
  } as const;
  return oneScript({ entryPoints: [entry], ...options }, sourcesOf(entry)).trim();
}

/** Taken from the cache where options and ingredients (sources, versions) are the same. */
export function oneScript(options: BuildOptions, ingredients: readonly string[]): string {
  const { entryPoints: _, stdin: __, ...others } = options;
  const key = JSON.stringify([version, others, ingredients]);
  const name = `${hash('sha256', key)}.js`;
  const known = readKept(name);
  const code = known ?? build(options);
  if (known === undefined) keep(name, code);
  made.set(name, code);
  return code;
}

function build(options: BuildOptions): string {
  const { buildSync }: typeof import('esbuild') = require('esbuild');
  const whole = { bundle: true, minify: true, write: false, tsconfigRaw: {} } as const;
  return buildSync({ ...options, ...whole })
    .outputFiles.map(({ text }) => text)
    .join('');
}

const IMPORTED = /^(?:import|export) (?!type )[^;]*? from '(\.[^']+)';$/gm;

// Of a file and all that it imports, types apart.
function sourcesOf(entry: string, known = new Map<string, string>()): readonly string[] {
  if (known.has(entry)) return [];
  const text = readFileSync(entry, 'utf8');
  known.set(entry, text);
  for (const [, path = ''] of text.matchAll(IMPORTED)) {
    sourcesOf(`${join(dirname(entry), path)}.ts`, known);
  }
  return [...known.values()];
}
