import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserScript } from './script';

const PAGE = join(__dirname, '..');

test('the scripts of the pages hold to the types of the DOM, which nothing else sees', () => {
  const tsc = join(PAGE, '..', '..', 'node_modules', 'typescript', 'bin', 'tsc');
  const project = join(PAGE, 'browser.tsconfig.json');
  expect(execFileSync(process.execPath, [tsc, '--noEmit', '-p', project]).toString()).toBe('');
});

test('a script is made anew where anything changed that it is made of, however far away', () => {
  const directory = mkdtempSync(join(tmpdir(), 'iamspec-script-'));
  const write = (name: string, text: string) => writeFileSync(join(directory, name), text);
  write('entry.ts', "import {\n  told,\n} from './told';\nconsole.log(told);\n");
  write('told.ts', "export { text as told } from './text';\n");
  for (const text of ['one', 'two']) {
    write('text.ts', `export const text: string = '${text}';\n`);
    expect(browserScript(join(directory, 'entry.ts'))).toContain(text);
  }
  rmSync(directory, { recursive: true });
});
