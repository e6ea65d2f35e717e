import { createHash } from 'node:crypto';
import { join } from 'node:path';
import vm from 'node:vm';
import type { BuildOptions } from 'esbuild';
import { version } from 'esbuild/package.json';
import { keep, readKept } from '../../cache.cjs';

const made = new Map<string, string>();

/** The scripts made so far, by the names they are kept under: what a package has to bring along. */
export function madeScripts(): ReadonlyMap<string, string> {
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
  const known = readKept(file);
  const code = known ? known.toString() : build(entry, options);
  if (!known) keep(file, code);
  made.set(file, code);
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
  const cachedData = readKept(file);
  const filename = `${name}.js`;
  const script = new vm.Script(code, { filename, ...(cachedData && { cachedData }) });
  const isKept = cachedData !== undefined && script.cachedDataRejected === false;
  return {
    value: script.runInThisContext(),
    keepMachineCode: () => {
      if (!isKept) keep(file, script.createCachedData());
    },
  };
}
