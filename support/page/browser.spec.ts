import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

test('the scripts of the pages hold to the types of the DOM, which nothing else sees', () => {
  const tsc = join(__dirname, '..', '..', 'node_modules', 'typescript', 'bin', 'tsc');
  const project = join(__dirname, 'browser.tsconfig.json');
  expect(execFileSync(process.execPath, [tsc, '--noEmit', '-p', project]).toString()).toBe('');
});
