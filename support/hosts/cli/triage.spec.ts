import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Iamspec, startIamspec } from '../../../tools/testing/cli';
import { AS_OF, accessKey, ago, csv, rootRow, userRow } from '../../../tools/testing/report';
import {
  type Faults,
  type LocalIam,
  type LocalIamOptions,
  sampleAccount,
  startLocalIam,
} from '../../local-iam';

const DAY = 86_400_000;

let home: string;
let commands: Iamspec;
const endpoints: LocalIam[] = [];
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'iamspec-triage-'));
  commands = startIamspec(home);
});
afterEach(async () => {
  for (const each of endpoints.splice(0)) await each.close();
});
afterAll(() => {
  commands.close();
  rmSync(home, { recursive: true, force: true });
});

function triage(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return commands.run(['triage', ...args], { ...bare(), ...env });
}

function bare() {
  return {
    PATH: process.env.PATH,
    HOME: home,
    AWS_CONFIG_FILE: join(home, 'no-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(home, 'no-credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    IAMSPEC_REPORTS_DIR: join(home, 'reports'),
  };
}

/** The sample account, live, and the environment that reaches it. */
async function live(options: Partial<LocalIamOptions> = {}) {
  const iam = await startLocalIam({ account: sampleAccount(new Date()), ...options });
  endpoints.push(iam);
  const env = {
    AWS_ENDPOINT_URL: iam.url,
    AWS_ACCESS_KEY_ID: 'demo',
    AWS_SECRET_ACCESS_KEY: 'demo',
    AWS_REGION: 'us-east-1',
  };
  const asked = (action: string) => iam.requests.filter((each) => each.action === action).length;
  return { env, asked };
}

interface Listed {
  readonly credential: string;
  readonly kind: string;
  readonly id: string | null;
  readonly reasons: readonly { readonly id: string; readonly text: string }[];
}

function credentialsIn(stdout: string): readonly Listed[] {
  const { credentials }: { readonly credentials: readonly Listed[] } = JSON.parse(stdout);
  return credentials;
}

const refusing =
  (...refused: readonly string[]): Faults =>
  ({ action }) =>
    refused.includes(action) ? { error: 'AccessDenied' } : undefined;

describe('a live account', () => {
  test('names its administrators, each by its policy, and nobody who only looks like one', async () => {
    const { env, asked } = await live();
    const { status, stdout } = await triage(['--json'], env);
    expect(status).toBe(0);
    const policies = credentialsIn(stdout).flatMap(({ credential, reasons }) =>
      reasons
        .filter(({ id }) => id === 'administrator')
        .map(({ text }) => `${credential.split(' / ')[0]}: ${text.split('attached: ')[1]}`),
    );
    expect([...new Set(policies)].sort()).toEqual([
      'Zoe: break-glass',
      'alice: AdministratorAccess',
      'nina: AdministratorAccess of group admins',
      'quentin: inline policy everything',
    ]);
    expect(asked('GetAccountAuthorizationDetails')).toBe(1);
    expect(JSON.parse(stdout).notConsidered).toEqual([]);
  });

  test('ranks service credentials, and says of which MFA is virtual', async () => {
    const { env } = await live();
    const all = credentialsIn((await triage(['--json'], env)).stdout);
    expect(all.some(({ kind, id }) => kind === 'service credential' && id !== null)).toBe(true);
    expect(all.some(({ reasons }) => reasons.some(({ id }) => id === 'virtual-mfa'))).toBe(true);
  });

  test('asks for the ids of the keys that it shows, and of no others', async () => {
    const { env, asked } = await live();
    const { stdout } = await triage(['--limit', '5'], env);
    const rows = stdout.split('\n').filter((line) => /^\d+ +\d+ /.test(line));
    const keys = rows.filter((line) => line.includes('access key'));
    expect(rows).toHaveLength(5);
    expect(keys.length).toBeGreaterThan(0);
    for (const row of keys) expect(row).toMatch(/access key \d, AKIA\w+ /);
    expect(asked('ListAccessKeys')).toBe(keys.length);
    expect(stdout).toMatch(
      /\nAnd \d+ more active credentials: --limit shows more, --format json all\.\n/,
    );
  });

  test('goes on without what is refused, and says so', async () => {
    const facts = [
      'GetAccountAuthorizationDetails',
      'ListVirtualMFADevices',
      'ListServiceSpecificCredentials',
      'ListAccessKeys',
    ];
    const { env } = await live({ faults: refusing(...facts) });
    const { status, stdout } = await triage([], env);
    expect(status).toBe(0);
    expect(stdout).not.toMatch(/administrator policy attached:|AKIA|is virtual \(/);
    for (const what of [
      'whether an administrator policy is attached',
      'whether an MFA device is virtual',
      'service-specific credentials, of which none is ranked',
      'ids of access keys',
    ]) {
      expect(stdout).toMatch(new RegExp(`\nNot considered: ${what}: AWS refused iam:`));
    }
  });

  test('that cannot be read ends with 2', async () => {
    const { env } = await live({ faults: refusing('GetCredentialReport') });
    const { status, stdout, stderr } = await triage([], env);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/AWS refused iam:GetCredentialReport/);
  });
});

describe('a saved report', () => {
  const saved = (name: string, ...rows: Parameters<typeof csv>[0]) => {
    const path = join(home, name);
    writeFileSync(path, csv(rows));
    return ['--report', path, '--as-of', new Date(AS_OF).toISOString()];
  };
  const alice = userRow('alice', accessKey(1, ago(91 * DAY), { used: ago(DAY) }));

  test('is ranked by what it tells; the rest is named', async () => {
    const { status, stdout, stderr } = await triage(saved('report.csv', rootRow(), alice));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/\n1 +20 +alice \/ access key 1 +key of a user without MFA \(10\); /);
    expect(stdout.match(/^Not considered: .*a saved report does not tell the/gm)).toHaveLength(4);
  });

  test('in a bundle has the facts of its run', async () => {
    const { env } = await live();
    await commands.run(['exec', '--profile', 'all'], { ...bare(), ...env });
    const { stdout } = await triage(['--json', '--report', join(home, 'reports', 'latest')]);
    const all = credentialsIn(stdout);
    expect(all.some(({ kind }) => kind === 'service credential')).toBe(true);
    expect(all.some(({ kind, id }) => kind === 'access key' && id !== null)).toBe(true);
    const { notConsidered, source } = JSON.parse(stdout);
    expect(notConsidered.map(({ fact }: { fact: string }) => fact)).toEqual(['administrators']);
    expect(source).toBe('DEMO');
  });

  test('that is not whole is refused', async () => {
    const { status, stdout, stderr } = await triage(saved('rootless.csv', alice));
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/no <root_account> row/);
  });

  test('goes to a file, which is JSON by its ending', async () => {
    const flags = saved('report.csv', rootRow(), alice);
    const out = join(home, 'triage.json');
    const { stdout, stderr } = await triage([...flags, '--out', out]);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/readable by you only/);
    expect(credentialsIn(readFileSync(out, 'utf8'))).toMatchObject([
      { credential: 'alice / access key 1' },
    ]);
    const other = join(home, 'triage.txt');
    expect((await triage([...flags, '--json', '--out', other])).stderr).toMatch(
      /nothing is written as \.txt\. End it in one of \.json/,
    );
    expect(existsSync(other)).toBe(false);
  });

  test.each(['0', '-1', 'many', '1.5'])('a limit is a number from 1 on, not %s', async (limit) => {
    const { status, stderr } = await triage([`--limit=${limit}`]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/expected a number from 1 on/);
  });
});
