import { join } from 'node:path';
import type { Jiti } from 'jiti';
import { builtWhole } from './built';
import { cacheDirectory } from './cache';
import { PACKAGE_DIR } from './policy-places';

type Load = (file: string) => unknown;

let provided: Load | undefined;
let loader: Jiti | undefined;

/** Where all modules of a policy come from, in code that holds them itself. */
export function provideModules(load: Load): void {
  provided = load;
}

/** What a control, profile or samples file exports. Own files are compiled, iamspec's were with it. Throws what the file throws. */
export function loadModule(file: string): unknown {
  if (provided) return provided(file);
  const built = builtWhole(file);
  if (built !== undefined) return require(built);
  const loaded: unknown = compiler()(file);
  // As it is, and the same each time.
  return require.cache[file]?.exports ?? loaded;
}

/** What Jest can run of a file's text: CommonJS, also of ES modules and of TypeScript. */
export function compiled(source: string, filename: string): string {
  const ts = /\.[cm]?tsx?$/.test(filename);
  return compiler().transform({ source, filename, ts, interopDefault: true });
}

const DIST = join(__dirname, '..');

/** iamspec, as a policy imports it: whichever was found first, there must not be a second one. */
const ENTRIES = {
  iamspec: join(DIST, 'index.js'),
  'iamspec/criteria': join(DIST, 'control', 'criteria', 'index.js'),
  'iamspec/samples': join(DIST, 'control', 'samples', 'index.js'),
  'iamspec/jest': join(DIST, 'hosts', 'jest', 'index.js'),
  'iamspec/profiles': join(DIST, 'profiles'),
};

function compiler(): Jiti {
  if (loader) return loader;
  const { createJiti }: typeof import('jiti') = require('jiti');
  const fsCache = cacheDirectory() ?? false;
  loader = createJiti(join(PACKAGE_DIR, 'package.json'), {
    fsCache,
    alias: ENTRIES,
  });
  return loader;
}
