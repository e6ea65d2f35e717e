import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LEAST_POLICY } from './aws';
import { VARIABLES } from './settings';

const readme = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');

const REMEDIATION = /remediation:[\s\S]*?(?=inputs:)/;

describe('the README', () => {
  test('prints the least IAM policy that the code needs', () => {
    expect(JSON.parse(codeBlock('json'))).toEqual(LEAST_POLICY);
  });

  test('lists every setting with its default, and no other', () => {
    const rows = [...readme.matchAll(/^\| `(IAMSPEC_\w+)` +\|.*\| (.+?) +\|$/gm)];
    const listed = rows.map(([, name = '', standard = '']) => [name, standard.replaceAll('`', '')]);
    const known = Object.entries(VARIABLES).map(([name, { standard }]) => [name, standard]);
    expect(listed).toEqual(known);
  });

  test('shows the plain Jest file that the self-tests run', () => {
    const example = readFileSync(join(__dirname, 'jest', 'examples', 'inspec.test.ts'), 'utf8');
    const code = example
      .slice(example.indexOf('import'))
      .replace("from '..'", "from '../support/jest'");
    expect(readme).toContain(code);
  });

  test('shows a control that is the real one but for its remediation', () => {
    const file = join(__dirname, '..', 'controls', 'access-key-rotation.test.ts');
    const real = readFileSync(file, 'utf8').replace(REMEDIATION, '');
    const shown = codeBlock('ts').replace(REMEDIATION, '');
    expect(shown.trim()).toBe(real.trim());
  });
});

/** The first fenced block of a language. */
function codeBlock(language: string): string {
  const [, block] = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(readme) ?? [];
  if (block === undefined) throw new Error(`The README has no block of ${language}.`);
  return block;
}
