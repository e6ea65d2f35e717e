import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { apiPage } from './api-page';
import { doors } from './doors';

const ROOT = mkdtempSync(join(tmpdir(), 'iamspec-api-'));

afterAll(() => rmSync(ROOT, { recursive: true, force: true }));

let made = 0;

/** The page of a package whose only door is `index.ts`. */
function pageOf(files: Readonly<Record<string, string>>): string {
  made += 1;
  const root = join(ROOT, String(made));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  const door = { name: 'zoo', file: join(root, 'index.ts'), about: 'About animals.' };
  return apiPage({ root, doors: [door], profiles: new Map() });
}

/** What stands below a heading. */
function entry(page: string, name: string): string | undefined {
  return page.split(/^##+ /m).find((each) => each.startsWith(`${name}\n`));
}

test('an export is followed to its file through indices and imports', () => {
  const page = pageOf({
    'index.ts': "export { growl } from './room';",
    'room/index.ts': "import { growl } from './cat';\nexport { growl };",
    'room/cat.ts': '/** Is heard for `meters`. */\nexport function growl(meters: number): void {}',
  });
  expect(entry(page, 'growl')).toContain('Is heard for `meters`.');
  expect(page).toContain('```ts\nfunction growl(meters: number): void;\n```');
});

test('a signature tells the members of a class, but neither what they do nor what is private', () => {
  const page = pageOf({
    'index.ts': `/** A cage. */
export class Cage {
  /** How many live there. */
  readonly count: number = 0;
  readonly #keeper: Keeper = { name: '' };
  /** @internal */
  constructor(keeper: Keeper) {}
  /** Lets one in. @throws RangeError */
  admit(name: string): void {
    this.#keeper.name = name;
  }
}
interface Keeper { name: string }`,
  });
  expect(entry(page, 'Cage')).toContain(`class Cage {
  /** How many live there. */
  readonly count: number = 0;

  /** Lets one in. @throws RangeError */
  admit(name: string): void;
}`);
  expect(page).not.toContain('Keeper');
});

test('what a signature mentions is told too, and what that mentions in turn', () => {
  const page = pageOf({
    'index.ts': "export type { Lion } from './lion';",
    'lion.ts': `import type { Animal } from './animal';
/** A lion. */
export interface Lion extends Animal { readonly kind: 'lion' }`,
    'animal.ts': `/** All that lives. */
export interface Animal { readonly diet: Diet }
/** What it eats. */
type Diet = 'meat' | 'plants';`,
  });
  expect(page.indexOf('### Animal')).toBeGreaterThan(page.indexOf('## Types that these mention'));
  expect(entry(page, 'Diet')).toContain("type Diet = 'meat' | 'plants';");
});

test.each([
  ['no docstring', 'export const legs = 4;', 'legs: it has no docstring'],
  ['a mere comment', '/* Four. */\nexport const legs = 4;', 'legs: it has no docstring'],
  ['a type without a docstring', 'export type Legs = 4;', 'Legs: it has no docstring'],
  ['a constant without a type', '/** Four. */\nexport const legs = f();', 'declare its type'],
  ['a function without a type', '/** Four. */\nexport function f() {}', 'what it returns'],
])('%s is an error that names file and export', (_, text, problem) => {
  const name = /(?:const|type|function) (\w+)/.exec(text)?.[1];
  const index = `export { ${name} } from './legs';`;
  expect(() => pageOf({ 'legs.ts': text, 'index.ts': index })).toThrow(
    new RegExp(`^legs\\.ts, ${name}: .*${problem.replace(/^\w+: /, '')}$`),
  );
});

test('every door of the package is a section', () => {
  expect(doors('/').map(({ name, file }) => [name, file])).toEqual([
    ['iamspec', '/support/index.ts'],
    ['iamspec/criteria', '/support/control/criteria/index.ts'],
    ['iamspec/samples', '/support/control/samples/index.ts'],
    ['iamspec/jest', '/support/hosts/jest/index.ts'],
    ['iamspec/jest-config', '/support/hosts/jest/jest-config.ts'],
  ]);
});
