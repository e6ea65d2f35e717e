import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import house from '../../docs/examples/house';
import { LEAST_POLICY } from '../../support/aws';
import { resolveProfile } from '../../support/control';
import { readCatalogue } from '../../support/run/catalogue';
import { withSettings } from './settings-table';

const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');

const REMEDIATION = /remediation:[\s\S]*?(?=inputs:)/;

describe('the README', () => {
  test('prints the least IAM policy that the code needs', () => {
    expect(JSON.parse(codeBlock('json'))).toEqual(LEAST_POLICY);
  });

  test('lists every setting with its default, and no other', () => {
    expect(readme).toMatch(/^\| `IAMSPEC_AS_OF` +\|.*\| the clock +\|$/m);
    expect(withSettings(readme)).toBe(readme);
  });

  test('shows the plain Jest file that the self-tests run', () => {
    const example = readFileSync(
      join(__dirname, '..', '..', 'docs', 'examples', 'inspec.test.ts'),
      'utf8',
    );
    const code = example.slice(example.indexOf('import'));
    expect(readme).toContain(code);
  });

  test('shows a house profile that can be resolved', () => {
    const file = join(__dirname, '..', '..', 'docs', 'examples', 'house.ts');
    expect(readme).toContain(readFileSync(file, 'utf8'));
    const { entries } = readCatalogue(join(__dirname, '..', '..', 'controls'));
    const rotation = resolveProfile(house, entries).find(({ id }) => id === 'access-key-rotation');
    expect(rotation).toMatchObject({
      inputs: { maxAgeDays: 60 },
      scope: { classes: [{ name: 'machine', inputs: { maxAgeDays: 200 } }] },
    });
  });

  test('shows a control that is the real one but for its remediation', () => {
    const file = join(__dirname, '..', '..', 'controls', 'access-key-rotation.test.ts');
    const real = readFileSync(file, 'utf8').replace(REMEDIATION, '');
    const shown = codeBlock('ts', 'import \\{ control').replace(REMEDIATION, '');
    expect(shown.trim()).toBe(real.trim());
  });
});

/** The first fenced block of a language that begins like this. */
function codeBlock(language: string, begin = ''): string {
  const block = new RegExp(`\`\`\`${language}\\n(${begin}[\\s\\S]*?)\`\`\``).exec(readme)?.[1];
  if (block === undefined) throw new Error(`The README has no block of ${language}.`);
  return block;
}
