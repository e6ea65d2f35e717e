import {
  copyFileSync,
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Profile } from '../../support/control';
import { readCatalogue } from '../../support/run';

// Else what was built would look older than its sources.
const COPY = { recursive: true, preserveTimestamps: true } as const;
const ROOT_DIR = join(__dirname, '..', '..');

/**
 * Makes a project of its own of this one, and adds files by their paths. `isWhole` copies all, `tools/`
 * too. Else dist/ is linked, file by file: nothing in it may be written to.
 */
export function copyProject(files: Readonly<Record<string, string>>, isWhole = false): string {
  const project = dirname(writeTemporary('package.json', ''));
  for (const name of ['package.json', 'jest.config.ts', 'tsconfig.json', 'controls', 'profiles']) {
    cpSync(join(ROOT_DIR, name), join(project, name), COPY);
  }
  const { plainTests } = readCatalogue(join(project, 'controls'));
  for (const file of plainTests) rmSync(file);
  if (isWhole) {
    const filter = (source: string) => !source.endsWith('.spec.ts');
    for (const name of ['dist', 'support', 'tools']) {
      cpSync(join(ROOT_DIR, name), join(project, name), { ...COPY, filter });
    }
  } else linkDirectory(join(ROOT_DIR, 'dist'), join(project, 'dist'));
  symlinkSync(join(ROOT_DIR, 'node_modules'), join(project, 'node_modules'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), content);
  }
  return project;
}

function linkDirectory(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkDirectory(source, target);
    else if (!entry.name.endsWith('.spec.ts')) linkFile(source, target);
  }
}

function linkFile(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    // Temporary files may lie on another device.
    copyFileSync(source, target);
  }
}

/** Writes a profile. Returns the IAMSPEC_PROFILE that selects it. */
export function writeProfile(name: string, requirements: Profile['requirements']): string {
  const profile: Profile = { name, title: name, requirements };
  return writeTemporary(`${name}.ts`, `export default ${JSON.stringify(profile)};`);
}

/** Writes a file for this spec file's specs. Returns its path. */
export function writeTemporary(name: string, content: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'iamspec-spec-'));
  afterwards.push(() => rmSync(directory, { recursive: true, force: true }));
  writeFileSync(join(directory, name), content);
  return join(directory, name);
}

const afterwards: (() => void)[] = [];
afterAll(() => {
  for (const remove of afterwards.splice(0)) remove();
});
