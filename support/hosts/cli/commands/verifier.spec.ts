import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Iamspec, startIamspec } from '../../../../tools/testing/cli';

const root = mkdtempSync(join(tmpdir(), 'iamspec-verifier-command-'));
const env = { PATH: process.env.PATH, HOME: root };
let iamspec: Iamspec;
beforeAll(() => {
  iamspec = startIamspec(root);
});
afterAll(() => {
  iamspec.close();
  rmSync(root, { recursive: true });
});

const verifier = (...args: readonly string[]) => iamspec.run(['verifier', ...args], env);
const page = (name = 'verifier.html') => readFileSync(join(root, name), 'utf8');

test('writes one file that loads nothing, tells its digest, and replaces none that it was not told to', async () => {
  const { status, stdout, stderr } = await verifier();
  expect(status).toBe(0);
  expect(stderr).toBe('Written to verifier.html (readable by you only).\n');
  const sha256 = createHash('sha256').update(page()).digest('hex');
  expect(stdout).toContain(`SHA-256 of the file: ${sha256}\n`);
  expect(page()).toMatch(
    /Content-Security-Policy" content="default-src 'none'; script-src 'sha256-/,
  );
  expect(page()).toContain("connect-src 'none'");
  expect(page()).not.toMatch(/<(?:script|link|img|iframe)[^>]+(?:src|href)=/);

  writeFileSync(join(root, 'verifier.html'), 'mine');
  const again = await verifier();
  expect(again.status).toBe(2);
  expect(again.stderr).toMatch(/verifier\.html is here already.*--out verifier\.html/);
  expect(page()).toBe('mine');
  expect((await verifier('--out', 'verifier.html')).status).toBe(0);
  expect(page()).not.toBe('mine');
});

test('is the same each time, so that two can be compared', async () => {
  await verifier('--out', 'one.html');
  await verifier('--out', 'two.html');
  expect(page('one.html')).toBe(page('two.html'));
});

test('lies in no bundle', async () => {
  writeFileSync(join(root, 'manifest.json'), '{}');
  for (const args of [[], ['--out', 'x.html']]) {
    const { status, stderr } = await verifier(...args);
    expect(status).toBe(2);
    expect(stderr).toMatch(/would lie in the evidence bundle/);
  }
});
