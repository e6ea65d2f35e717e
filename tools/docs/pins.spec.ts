import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

const PIN = /^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+(?:-[\w.]+)?$/;

const FILES = [
  'action.yml',
  ...below('.github', /\.ya?ml$/),
  ...below('docs', /\.md$/),
  ...below('deploy', /^[^/]*\.md$/),
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
];

function below(folder: string, which: RegExp): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => which.test(name))
    .map((name) => `${folder}/${name}`);
}

/** Every action that a workflow, this action or an example uses, with what stands behind it. */
const USES = FILES.flatMap((file) => {
  const lines = readFileSync(join(ROOT, file), 'utf8').matchAll(/^\s*(?:- )?uses:\s+(\S.*)$/gm);
  return [...lines].map(([, used = '']) => ({ file, used }));
});

describe('the actions of workflows and examples', () => {
  test('are pinned by commit, since a tag can be moved, and say of which release it is', () => {
    expect(USES.length).toBeGreaterThan(5);
    const loose = USES.filter(({ used }) => !PIN.test(used));
    expect(loose).toEqual([]);
  });

  test('are the same everywhere', () => {
    const pins = new Set(USES.map(({ used }) => used));
    const actions = new Set(USES.map(({ used }) => used.split('@')[0]));
    expect(pins.size).toBe(actions.size);
  });
});
