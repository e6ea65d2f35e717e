import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditedReport, auditResult } from '../evidence/testing';
import { bundleRecorder } from './record-bundle';
import { orgAccount, temporaryDirectory, writeJunit } from './testing';

const root = temporaryDirectory();
const accounts = join(root, 'accounts');
const runDirectory = join(root, 'runs', 'x');
const record = bundleRecorder(accounts, runDirectory, writeJunit);
const account = orgAccount('111122223333');
const RUN = auditResult().run.id;

test('a bundle lies beside those of earlier runs of the account', async () => {
  const files = await record(account, auditResult({ audited: auditedReport() }));
  expect(files).toEqual({
    bundle: `../../accounts/111122223333/${RUN}`,
    junit: `../../accounts/111122223333/${RUN}/junit.xml`,
  });
  expect(existsSync(join(runDirectory, files.junit ?? ''))).toBe(true);
});

test('accounts that could not be read do not share a directory', async () => {
  const result = auditResult({ audited: undefined });
  const one = await record(account, result);
  const other = await record(orgAccount('444455556666'), result);
  expect(one.bundle).toBe(`../../accounts/111122223333/no-account/${RUN}`);
  expect(other.bundle).toBe(`../../accounts/444455556666/no-account/${RUN}`);
});

test('what a killed process has left of the same run is written anew', async () => {
  const left = [join(accounts, account.id, RUN), join(accounts, account.id, 'no-account', RUN)];
  for (const directory of left) {
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'junit.xml'), 'half');
    writeFileSync(join(directory, 'more'), '');
  }
  await record(account, auditResult());
  expect(left.map((directory) => existsSync(join(directory, 'more')))).toEqual([false, false]);
});
