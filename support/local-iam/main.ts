import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { reportAccount, reportOnly } from './report-account';
import { sampleAccount } from './sample-account';
import { sampleManagementAccount, sampleOrganization } from './sample-organization';
import { type LocalIamOptions, startLocalIam } from './server';

const USAGE = `Usage: npm run local-iam -- [--port <port>] [--organization | --report <file.csv> --generated-time <UTC time>]
`;
const ACCOUNTS = 12;

function servedOrganization(): LocalIamOptions {
  const now = new Date();
  return { account: sampleManagementAccount(now), organization: sampleOrganization(now, ACCOUNTS) };
}

function served(report: string | undefined, generatedTime: string | undefined): LocalIamOptions {
  if (report === undefined) {
    if (generatedTime === undefined) return { account: sampleAccount(new Date()) };
    throw new Error('--generated-time goes with --report');
  }
  if (generatedTime === undefined) {
    throw new Error('--report needs --generated-time: a CSV does not say when it was generated');
  }
  const account = reportAccount(readFileSync(report, 'utf8'), generatedTime);
  return { account, script: reportOnly };
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new Error(`--port must be 0 to 65535, not "${text}"`);
}

function banner(url: string, accountId: string, command: string): string {
  return `Local IAM for account ${accountId} on ${url}. Ctrl-C stops it.

In another terminal:

  unset AWS_PROFILE AWS_SESSION_TOKEN
  export AWS_ENDPOINT_URL=${url} AWS_ACCESS_KEY_ID=demo AWS_SECRET_ACCESS_KEY=demo
  export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
  ${command}
`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      report: { type: 'string' },
      'generated-time': { type: 'string' },
      organization: { type: 'boolean', default: false },
    },
  });
  if (values.organization && values.report !== undefined) {
    throw new Error('--organization serves made-up accounts: leave out --report');
  }
  const options = values.organization
    ? servedOrganization()
    : served(values.report, values['generated-time']);
  const iam = await startLocalIam({ ...options, port: portOf(values.port) });
  const command = values.organization ? 'npx iamspec org' : 'npx iamspec exec';
  process.stdout.write(banner(iam.url, options.account.accountId, command));
  process.once('SIGINT', iam.close);
  process.once('SIGTERM', iam.close);
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message}\n${USAGE}`);
  process.exitCode = 2;
});
