import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

test('the core needs no Node: a page runs it', () => {
  const files = readdirSync(__dirname).filter((name) => !name.endsWith('.spec.ts'));
  expect(files.length).toBeGreaterThan(8);
  const needy = files.filter((name) =>
    /'node:|\bBuffer\b|\bprocess\.|'\.\.\/\.\.\/run'|'\.\.\/(?!\.)/.test(
      readFileSync(join(__dirname, name), 'utf8'),
    ),
  );
  expect(needy).toEqual([]);
});
