import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';

/** An S3 endpoint that holds objects in memory. */
export interface MemoryS3 {
  readonly url: string;
  /** By bucket and key: `bucket/key`. */
  readonly objects: Map<string, Buffer>;
  /** Every call so far: `PUT bucket/key`, `LIST bucket/prefix`. */
  readonly calls: string[];
  /** Refuses what it gives a code for; the call is `PUT bucket/key`. */
  refuse: (call: string) => string | undefined;
  readonly close: () => Promise<void>;
}

// What the policy of the evidence bucket demands of a put.
const NEVER_OVERWRITTEN = /^evidence\/(?:evidence|organization|tables)\//;

/** Serves conditional puts, gets and lists of S3. What would be evidence is refused unless its put is conditional. */
export async function startMemoryS3(): Promise<MemoryS3> {
  const objects = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const s3: MemoryS3 = {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    objects,
    calls: [],
    refuse: () => undefined,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray());
    const { pathname, searchParams } = new URL(request.url ?? '/', s3.url);
    const path = decodeURIComponent(pathname.slice(1));
    const listed = searchParams.get('prefix');
    s3.calls.push(
      listed === null ? `${request.method} ${path}` : `LIST ${path.replace(/\/$/, '')}/${listed}`,
    );
    const refusal = s3.refuse(`${request.method} ${path}`);
    const fail = (status: number, code: string) =>
      response.writeHead(status).end(`<Error><Code>${code}</Code><Message>no</Message></Error>`);
    if (refusal !== undefined) fail(403, refusal);
    else if (searchParams.has('list-type')) response.end(list(path, searchParams));
    else if (request.method === 'PUT') {
      const condition = request.headers['if-none-match'];
      if (NEVER_OVERWRITTEN.test(path) && condition === undefined) {
        fail(403, 'AccessDenied');
        return;
      }
      if (condition === '*' && objects.has(path)) {
        fail(412, 'PreconditionFailed');
        return;
      }
      objects.set(path, payload(request, body));
      response.setHeader('etag', `"${createHash('md5').update(body).digest('hex')}"`).end();
    } else if (objects.has(path)) response.end(objects.get(path));
    else fail(404, 'NoSuchKey');
  }

  function list(bucket: string, query: URLSearchParams): string {
    const prefix = query.get('prefix') ?? '';
    const keys = [...objects.keys()]
      .filter((path) => path.startsWith(`${bucket.replace(/\/$/, '')}/${prefix}`))
      .map((path) => path.slice(path.indexOf('/') + 1))
      .map((key) => (query.get('delimiter') === '/' ? folderOf(key, prefix) : key))
      .filter((key, at, all) => all.indexOf(key) === at)
      .sort();
    const start = Number(query.get('continuation-token') ?? 0);
    const page = keys.slice(start, start + 20);
    const next = start + 20;
    const more = next < keys.length;
    return `<ListBucketResult><IsTruncated>${more}</IsTruncated>${
      more ? `<NextContinuationToken>${next}</NextContinuationToken>` : ''
    }${page.map(listed).join('')}</ListBucketResult>`;
  }

  function listed(key: string): string {
    return key.endsWith('/')
      ? `<CommonPrefixes><Prefix>${key}</Prefix></CommonPrefixes>`
      : `<Contents><Key>${key}</Key></Contents>`;
  }

  return s3;
}

function folderOf(key: string, prefix: string): string {
  const end = key.indexOf('/', prefix.length);
  return end === -1 ? key : key.slice(0, end + 1);
}

// The SDK sends a body in signed chunks, each with its length before it.
function payload({ headers }: IncomingMessage, body: Buffer): Buffer {
  if (!headers['content-encoding']?.includes('aws-chunked')) return body;
  const chunks: Buffer[] = [];
  for (let at = 0; at < body.length; ) {
    const end = body.indexOf('\r\n', at);
    const size = Number.parseInt(body.toString('latin1', at, end), 16);
    if (!(size > 0)) break;
    chunks.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
  return Buffer.concat(chunks);
}

type State = Readonly<Record<string, unknown>>;

/** A state machine, as far as specs look. */
export interface Machine {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

/** What the template puts into the state machine. */
export const SUBSTITUTIONS = {
  Partition: 'aws',
  ListAccountsFunction: 'arn:aws:lambda:us-east-1:123456789012:function:list-accounts',
  AuditAccountFunction: 'arn:aws:lambda:us-east-1:123456789012:function:audit-account',
  SummariseFunction: 'arn:aws:lambda:us-east-1:123456789012:function:summarise',
  AccountTopic: 'arn:aws:sns:us-east-1:123456789012:accounts',
  DigestTopic: 'arn:aws:sns:us-east-1:123456789012:digest',
  WorkBucket: 'work',
} as const satisfies Readonly<Record<string, string>>;

/** The state machine as it is deployed. */
export function machineText(substitutions: Readonly<Record<string, string>> = SUBSTITUTIONS) {
  const text = readFileSync(join(__dirname, '..', '..', 'deploy', 'organization.asl.json'), 'utf8');
  return text.replace(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = substitutions[name];
    if (value === undefined) throw new Error(`Nothing is put in for ${name}`);
    return value;
  });
}

/** The environment of the functions. */
export const FUNCTION_ENVIRONMENT = {
  EVIDENCE_BUCKET: 'evidence',
  WORK_BUCKET: 'work',
  MEMBER_ROLE: 'iamspec-member',
  FACT_ACTIONS:
    'iam:GetAccountSummary,iam:GetAccountPasswordPolicy,iam:ListVirtualMFADevices,' +
    'iam:ListServiceSpecificCredentials,iam:ListOrganizationsFeatures,iam:ListAccessKeys,' +
    'iam:ListMFADevices,iam:GetMFADevice,iam:ListSSHPublicKeys,' +
    'iam:GetAccountAuthorizationDetails',
  PROFILE: 'baseline',
  FAIL_ON: 'low',
  EVENT_BUS: 'default',
  MAX_CONCURRENCY: '20',
  TOLERATED_FAILURE_PERCENTAGE: '10',
  WAIT_SECONDS: '30',
  POLLS: '5',
} as const;

/** The environment of a process whose AWS is local. */
export function localAws(iam: string, s3: string): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: iam,
    AWS_ENDPOINT_URL_S3: s3,
    AWS_ACCESS_KEY_ID: 'demo',
    AWS_SECRET_ACCESS_KEY: 'demo',
    AWS_REGION: 'us-east-1',
    AWS_MAX_ATTEMPTS: '1',
    AWS_RETRY_MODE: 'standard',
    AWS_CONFIG_FILE: '/nonexistent',
    AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}
