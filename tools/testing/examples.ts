import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { bin, scripts } from '../../package.json';
import { sampleAccount, startLocalIam } from '../../support/local-iam';
import { PROGRAMS } from './cli';

/** A fenced block of a page. */
export interface Block {
  readonly language: string;
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
  readonly section: string;
}

/** The blocks of a page, in order. */
export function readBlocks(markdown: string): readonly Block[] {
  const found = markdown.matchAll(/^```(\S*)\n([\s\S]*?)^```$/gm);
  return [...found].map(({ index, 1: language = '', 2: content = '' }) => {
    const before = markdown.slice(0, index);
    const section = [...before.matchAll(/^#+ (.+)$/gm)].at(-1)?.[1] ?? '';
    return { language, text: content, section, line: before.split('\n').length };
  });
}

/** An endpoint that stands for all of AWS. */
export interface FakeAws {
  readonly url: string;
  /** Keys of the objects that it was given, in order. */
  readonly objects: readonly string[];
  readonly tokens: readonly string[];
  close(): Promise<void>;
}

const WEB_IDENTITY = `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <AssumeRoleWithWebIdentityResult><Credentials>
    <AccessKeyId>ASIADEMO</AccessKeyId><SecretAccessKey>demo</SecretAccessKey><SessionToken>demo</SessionToken>
    <Expiration>2099-01-01T00:00:00Z</Expiration>
  </Credentials></AssumeRoleWithWebIdentityResult>
</AssumeRoleWithWebIdentityResponse>`;

/** The embedded IAM, an S3 that takes everything, an empty Security Hub, an STS that trusts every token. */
export async function startFakeAws(): Promise<FakeAws> {
  const iam = await startLocalIam({ account: sampleAccount(new Date()) });
  const objects: string[] = [];
  const tokens: string[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '/', headers } = request;
    const body = await text(request);
    if (method === 'HEAD' || method === 'PUT') {
      if (method === 'PUT') objects.push(decodeURIComponent(url.replace(/\?.*/, '')));
      response.writeHead(200, { 'x-amz-bucket-region': 'eu-central-1' }).end();
    } else if (url === '/findings/import') {
      const SuccessCount = JSON.parse(body).Findings.length;
      response.end(JSON.stringify({ SuccessCount, FailedCount: 0, FailedFindings: [] }));
    } else if (url === '/findings') {
      response.end(JSON.stringify({ Findings: [] }));
    } else if (body.startsWith('Action=AssumeRoleWithWebIdentity')) {
      tokens.push(new URLSearchParams(body).get('WebIdentityToken') ?? '');
      response.writeHead(200, { 'content-type': 'text/xml' }).end(WEB_IDENTITY);
    } else {
      const { authorization = '', 'content-type': type = '' } = headers;
      const known = { authorization, 'content-type': type };
      const real = await fetch(iam.url, { method, headers: known, body });
      const contentType = real.headers.get('content-type') ?? 'text/xml';
      response.writeHead(real.status, { 'content-type': contentType }).end(await real.text());
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    objects,
    tokens,
    async close() {
      server.close();
      server.closeAllConnections();
      await iam.close();
    },
  };
}

/** An empty directory with iamspec installed, where a reader begins. */
export function emptyDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'iamspec-empty-'));
  mkdirSync(join(directory, 'node_modules'));
  symlinkSync(join(__dirname, '..', '..'), join(directory, 'node_modules', 'iamspec'));
  return directory;
}

function isEmpty(project: string): boolean {
  return !existsSync(join(project, 'tools'));
}

/**
 * The environment of a reader's terminal in a copy of the project, with stand-ins for what takes a screen or time.
 * In an empty directory it leads to S3 and Security Hub alone: the page itself starts an endpoint.
 */
export function terminalOf(project: string, { url }: FakeAws): Readonly<Record<string, string>> {
  const home = join(project, '.home');
  const programs = join(home, 'bin');
  mkdirSync(programs, { recursive: true });
  const installed = isEmpty(project) ? join('node_modules', 'iamspec', bin.iamspec) : bin.iamspec;
  const iamspec = `"${process.execPath}" "${join(project, installed)}"`;
  const standIns = {
    npx: `[ "$1 $2" = '--no iamspec' ] || exit 127\nshift 2\n${npx(project, iamspec)}`,
    npm: `[ "$*" = test ] && exec ${scripts.test}\nPATH="${process.env.PATH}" exec npm "$@"`,
    less: 'exec cat "$@"',
    open: 'test -s "$1"',
    aws: aws(iamspec),
  };
  for (const [name, script] of Object.entries(standIns)) {
    writeFileSync(join(programs, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  const config = join(home, 'aws-config');
  const keys = 'aws_access_key_id=demo\naws_secret_access_key=demo\nregion=us-east-1\n';
  writeFileSync(config, `[default]\n${keys}[profile my-account]\n${keys}`);
  const path = [programs, dirname(process.execPath), process.env.PATH ?? ''];
  return {
    PATH: path.join(delimiter),
    HOME: home,
    ...(isEmpty(project)
      ? { AWS_ENDPOINT_URL_S3: url, AWS_ENDPOINT_URL_SECURITYHUB: url }
      : { AWS_ENDPOINT_URL: url }),
    AWS_CONFIG_FILE: config,
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'no-credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    npm_config_update_notifier: 'false',
  };
}

// npx itself takes four times as long; a test of its own shows that it finds the command.
function npx(project: string, iamspec: string): string {
  if (isEmpty(project)) return `exec ${iamspec} "$@"`;
  const client = `"${process.execPath}" "${join(__dirname, '..', 'docs', 'npx.fixture.cjs')}"`;
  return `case "$1" in ${PROGRAMS.join('|')}) exec ${iamspec} "$@" ;; esac
SOCKET="${join(project, '.home', 'iamspec.sock')}" exec ${client} "$@"`;
}

// The AWS CLI, if there is one: its launcher may need the real home. Else what the pages need of it.
function aws(iamspec: string): string {
  const real = (process.env.PATH ?? '')
    .split(delimiter)
    .map((directory) => join(directory, 'aws'))
    .find((file) => existsSync(file));
  if (real !== undefined) return `HOME="${homedir()}" exec "${real}" "$@"`;
  return `case "$1 $2" in
  'iam get-credential-report') ${iamspec} report --out aws.json 2>/dev/null && cat aws.json ;;
  'sts get-caller-identity') echo 000000000000 ;;
esac`;
}

async function startCommands(project: string): Promise<() => void> {
  if (isEmpty(project)) return () => {};
  const socket = join(project, '.home', 'iamspec.sock');
  const path = join(project, 'tools', 'testing', 'one-process.fixture.cjs');
  const env = { PATH: process.env.PATH, SOCKET: socket };
  const child = spawn(process.execPath, [path], { cwd: project, env, stdio: 'ignore' });
  while (!existsSync(socket)) {
    if (child.exitCode !== null) throw new Error(`${path} ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return () => child.kill();
}

/** What one shell command did. */
export interface Done {
  readonly exit: number;
  readonly output: string;
}

/** Commands that run in one shell. */
export interface Group {
  readonly commands: readonly string[];
  /** What they set is forgotten afterwards. */
  readonly alone: boolean;
}

// What a page shows until Ctrl-C ends here when it has said all.
const UNTIL_BANNER = `until_banner() {
  : > .home/banner
  "$@" >> .home/banner 2>&1 &
  server=$!
  until grep -q 'iamspec exec$' .home/banner || ! kill -0 $server 2>/dev/null; do sleep 0.1; done
  kill $server
  wait $server
  ended=$?
  cat .home/banner
  return $ended
}`;

const LONGEST_MS = 600_000;

const MARK = '@@ exit';

/** Runs groups of shell commands in a project, one after the other, with the environment of `terminalOf`. */
export async function runGroups(
  project: string,
  groups: readonly Group[],
  env: Readonly<Record<string, string>>,
): Promise<readonly (readonly Done[])[]> {
  const lines = groups.flatMap(({ commands, alone }) => {
    const marked = commands.flatMap((command) => [
      /\biamspec local-iam\b[^&]*$/.test(command) ? `until_banner ${command}` : command,
      `printf '\\n${MARK} %s\\n' "$?"`,
    ]);
    return alone ? ['(', ':', ...marked, ')'] : marked;
  });
  const [script, log] = [join(project, '.home', 'script.sh'), join(project, '.home', 'log')];
  // Nor does what a page starts in the background outlive it.
  const end = 'kill $(jobs -p) 2>/dev/null';
  writeFileSync(script, [UNTIL_BANNER, ...lines, end, ''].join('\n'));
  const endCommands = await startCommands(project);
  const out = openSync(log, 'w');
  const options = { cwd: project, env, timeout: LONGEST_MS } as const;
  await once(spawn('bash', [script], { ...options, stdio: ['ignore', out, out] }), 'exit');
  closeSync(out);
  endCommands();
  const parts = readFileSync(log, 'utf8').split(new RegExp(`\n${MARK} (\\d+)\n`));
  let next = 0;
  return groups.map(({ commands }) =>
    commands.map(() => {
      const [output = '', exit] = parts.slice(next);
      next += 2;
      return { output, exit: Number(exit) };
    }),
  );
}
