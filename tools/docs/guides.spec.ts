import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { profileNames, readCatalogue } from '../../support/run';

const ROOT = join(__dirname, '..', '..');
const GUIDES = ['docs/from-audit-manager.md', 'docs/from-inspec.md'];

const known: Readonly<Record<string, readonly string[]>> = {
  control: readCatalogue(join(ROOT, 'controls')).entries.map(({ id }) => id),
  controls: readCatalogue(join(ROOT, 'controls')).entries.map(({ id }) => id),
  profile: profileNames(),
};

/** What stands in code in the columns of controls and of profiles. */
function named(page: string): readonly (readonly [column: string, name: string])[] {
  const tables = readFileSync(join(ROOT, page), 'utf8').matchAll(
    /^(\|.*)\n\|[ |-]+\n((?:\|.*\n)+)/gm,
  );
  return [...tables].flatMap(([, head = '', rows = '']) =>
    cells(head).flatMap((column, at) => {
      if (!Object.hasOwn(known, column)) return [];
      const texts = rows
        .trim()
        .split('\n')
        .map((row) => cells(row)[at] ?? '');
      return texts.flatMap((text) =>
        [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => [column, name] as const),
      );
    }),
  );
}

function cells(row: string): readonly string[] {
  return row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

describe.each(GUIDES)('%s', (page) => {
  test('names controls and profiles that are there', () => {
    const names = named(page);
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter(([column, name]) => !known[column]?.includes(name))).toEqual([]);
  });

  test('is short, and the README leads to it', () => {
    expect(readFileSync(join(ROOT, page), 'utf8').split('\n').length).toBeLessThan(120);
    expect(readFileSync(join(ROOT, 'README.md'), 'utf8')).toContain(`](${page})`);
  });
});
