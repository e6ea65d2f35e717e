import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const running: ChildProcess[] = [];

function localIam(...args: string[]) {
  const main = join(__dirname, '..', '..', 'dist', 'local-iam', 'main.js');
  const child = spawn(process.execPath, [main, ...args]);
  running.push(child);
  return { child, exit: once(child, 'exit'), stderr: text(child.stderr) };
}

const folder = mkdtempSync(join(tmpdir(), 'local-iam-'));
const report = join(folder, 'report.csv');
const readme = join(folder, 'readme.csv');

beforeAll(() => {
  writeFileSync(report, 'user,arn\n<root_account>,arn:aws-cn:iam::111122223333:root');
  writeFileSync(readme, 'Not a report');
});
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

const TIME = '2026-01-31T08:15:00Z';

test.each([
  [[], '000000000000'],
  [['--report', report, '--generated-time', TIME], '111122223333'],
])('serves what %j asks for until Ctrl-C', async (args, accountId) => {
  const { child, exit } = localIam(...args);
  let banner = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    banner += chunk;
  });
  while (!banner.includes('iamspec exec')) await once(child.stdout, 'data');

  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(banner) ?? [];
  expect(banner.replaceAll(url, 'URL')).toBe(
    `Local IAM for account ${accountId} on URL. Ctrl-C stops it.

In another terminal:

  unset AWS_PROFILE AWS_SESSION_TOKEN
  export AWS_ENDPOINT_URL=URL AWS_ACCESS_KEY_ID=demo AWS_SECRET_ACCESS_KEY=demo
  export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
  npx iamspec exec
`,
  );
  const answer = await fetch(url, {
    method: 'POST',
    headers: { authorization: 'demo' },
    body: 'Action=GetCallerIdentity&Version=2011-06-15',
  });
  expect(await answer.text()).toContain(`<Account>${accountId}</Account>`);
  child.kill('SIGINT');
  expect(await exit).toEqual([0, null]);
});

test.each([
  [['--report', report], '--report needs --generated-time'],
  [['--generated-time', TIME], '--generated-time goes with --report'],
  [['--report', readme, '--generated-time', TIME], 'This is no IAM credential report'],
  [['--report', join(folder, 'none'), '--generated-time', TIME], 'no such file'],
  [['--port', '65536'], '--port must be 0 to 65535, not "65536"'],
  [['--prot', '1'], "Unknown option '--prot'"],
])('refuses %j', async (args, message) => {
  const { exit, stderr } = localIam(...args);
  expect(await exit).toEqual([2, null]);
  expect(await stderr).toContain(message);
  expect(await stderr).toContain('Usage: npm run local-iam');
});
