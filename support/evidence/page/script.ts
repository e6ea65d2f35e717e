import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';
import type { BuildOptions } from 'esbuild';
import { version } from 'esbuild/package.json';

const ROOT = join(__dirname, '..', '..', '..');
const CACHE = join(ROOT, 'node_modules', '.cache', 'iamspec');
/** What a package brings compiled, under the same names. */
const SHIPPED = join(ROOT, 'compiled');

const made: string[] = [];

/** The files in the cache that hold the scripts made so far: what a package has to bring along. */
export function madeFiles(): readonly string[] {
  return made;
}

/** A script in one piece. */
export interface Script {
  readonly code: string;
  /** A hash of all that it was made of. */
  readonly name: string;
}

/**
 * Makes one script of a file of this folder and all that it imports, or takes what was made before.
 *
 * @param entry the file's name
 * @param ingredients what the outcome depends on: texts of sources, versions of packages
 */
export function oneScript(
  entry: string,
  options: BuildOptions,
  ingredients: readonly string[],
): Script {
  const key = JSON.stringify([version, entry, options, ingredients]);
  const name = createHash('sha256').update(key).digest('hex');
  const file = `${name}.js`;
  made.push(file);
  const known = read(join(CACHE, file)) ?? read(join(SHIPPED, file));
  if (known) return { code: known.toString(), name };
  const code = build(entry, options);
  keep(file, code);
  return { code, name };
}

function build(entry: string, options: BuildOptions): string {
  const { buildSync }: typeof import('esbuild') = require('esbuild');
  const { outputFiles } = buildSync({
    ...options,
    entryPoints: [join(__dirname, entry)],
    bundle: true,
    minify: true,
    write: false,
    tsconfigRaw: {},
  });
  return outputFiles.map(({ text }) => text).join('');
}

/** A script that was run. */
export interface Running<T> {
  readonly value: T;
  /** To be called once the script has been used. */
  readonly keepMachineCode: () => void;
}

/**
 * Runs a script with the machine code that an earlier run kept of it: compiling a charting library
 * would take as long as a small audit.
 *
 * @returns the value of the script, and what keeps its machine code once it has been used
 */
export function run<T>({ code, name }: Script): Running<T> {
  const file = `${name}-${process.version}-${process.arch}.bin`;
  const cachedData = read(join(CACHE, file));
  const filename = join(CACHE, `${name}.js`);
  const script = new vm.Script(code, { filename, ...(cachedData && { cachedData }) });
  const isKept = cachedData !== undefined && script.cachedDataRejected === false;
  return {
    value: script.runInThisContext(),
    keepMachineCode: () => {
      if (!isKept) keep(file, script.createCachedData());
    },
  };
}

function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

// Where node_modules cannot be written, each start makes it again.
function keep(file: string, content: string | Buffer): void {
  const path = join(CACHE, file);
  try {
    mkdirSync(CACHE, { recursive: true });
    writeFileSync(`${path}.${process.pid}`, content);
    renameSync(`${path}.${process.pid}`, path);
  } catch {}
}
