import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { orgAccount, temporaryDirectory, writeJunit } from '../../tools/testing/organization';
import { auditedReport, auditResult } from '../../tools/testing/result';
import { bundleRecorder } from './record-bundle';

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
  const one = await record(orgAccount('222233334444'), result);
  const other = await record(orgAccount('444455556666'), result);
  expect(one.bundle).toBe(`../../accounts/222233334444/no-account/${RUN}`);
  expect(other.bundle).toBe(`../../accounts/444455556666/no-account/${RUN}`);
});

test('an account that is audited again in the same run keeps what it had', async () => {
  const again = orgAccount('777788889999');
  const former = join(accounts, again.id, 'no-account', RUN);
  mkdirSync(former, { recursive: true });
  writeFileSync(join(former, 'junit.xml'), 'former');
  const second = await record(again, auditResult({ audited: undefined }));
  const third = await record(again, auditResult({ audited: undefined }));
  expect(second.bundle).toBe(`../../accounts/777788889999/no-account/${RUN}.2`);
  expect(third.bundle).toBe(`../../accounts/777788889999/no-account/${RUN}.3`);
  expect(readFileSync(join(former, 'junit.xml'), 'utf8')).toBe('former');
});
