import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Control, resolveProfile } from '../../support/control';
import { type Samples, statusAtLimit } from '../../support/control/samples';
import { loadProfile, ROOT_DIR, readCatalogue, waiversSchema } from '../../support/run';
import { GIVEN_UMASK } from '../../support/typescript.cjs';
import { cataloguePage } from './catalogue-page';
import { withSettings } from './settings-table';

function generated(): ReadonlyMap<string, string> {
  const { entries } = readCatalogue(join(ROOT_DIR, 'controls'));
  const controls = entries.map(({ control, problem }) => {
    if (control) return control;
    throw new Error(problem);
  });
  const directory = join(ROOT_DIR, 'profiles');
  const profiles = readdirSync(directory)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => loadProfile(file.slice(0, -'.ts'.length), directory))
    .map((profile) => ({ profile, selections: resolveProfile(profile, entries) }));
  const readme = join(ROOT_DIR, 'README.md');
  return new Map([
    [readme, withSettings(readFileSync(readme, 'utf8'))],
    [join(ROOT_DIR, 'controls', 'README.md'), cataloguePage(controls, profiles, atLimit)],
    [join(directory, 'waivers.schema.json'), `${JSON.stringify(waiversSchema(), null, 2)}\n`],
  ]);
}

// The samples prove it, so that the page does not have to claim it.
function atLimit(control: Control, name: string): 'passed' | 'failed' {
  const path = join(ROOT_DIR, 'controls', `${control.id}.samples`);
  const { samples }: { samples: Samples } = require(path);
  const status = statusAtLimit(control, samples, name);
  if (status) return status;
  throw new Error(`${path} has no pair of samples on the limit ${name}`);
}

// With `--check` it only says which are out of date.
function main(check: boolean): void {
  process.umask(GIVEN_UMASK);
  for (const [path, text] of generated()) {
    const name = relative(ROOT_DIR, path);
    if (!check) {
      writeFileSync(path, text);
      process.stdout.write(`wrote ${name}\n`);
    } else if (read(path) !== text) {
      process.stderr.write(`${name} is out of date: npm run docs\n`);
      process.exitCode = 1;
    }
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

main(process.argv.includes('--check'));
