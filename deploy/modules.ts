import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

type BundledModules = Readonly<Record<string, () => unknown>>;

/** Gives the compiled controls and profiles of those below `root`. @throws Error unless they are the same files */
export function moduleServer(modules: BundledModules, root: string): (file: string) => unknown {
  const compiled = Object.keys(modules).sort();
  const shipped = sourcesBelow(root);
  const odd = [
    ...shipped.filter((path) => !compiled.includes(path)).map((path) => `${path} is not compiled`),
    ...compiled.filter((path) => !shipped.includes(path)).map((path) => `${path} is not there`),
  ];
  if (odd.length > 0) throw new Error(`The bundle is not whole: ${odd.join(', ')}.`);
  return (file) => {
    const load = modules[relative(root, file)];
    if (!load) throw new Error('it is not part of this bundle');
    return load();
  };
}

/** The controls and profiles below a directory: what a plan can select. */
export function sourcesBelow(root: string): readonly string[] {
  const files = (folder: string) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
      .filter((path) => !path.endsWith('.spec.ts'));
  return [
    ...files('controls').filter((path) => path.endsWith('.test.ts')),
    ...files('profiles').filter((path) => path.endsWith('.ts')),
  ].sort();
}
