import { ListRootsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { GetFindingsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { sayWhere } from './foreign-endpoint';

interface Place {
  readonly region?: string;
  readonly endpoint?: string;
}

class Intercepted extends Error {}

const offline = {
  region: 'us-east-1',
  maxAttempts: 1,
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
  requestHandler: {
    handle: () => Promise.reject(new Intercepted()),
  },
};

/** Sends a request of each service twice, and gives what was said of where they go. */
const SEND = {
  async s3(place: Place, say: (line: string) => void) {
    const client = new S3Client({ ...offline, ...place });
    sayWhere(client, 's3', say);
    for (const _ of '12') await sent(client.send(new HeadBucketCommand({ Bucket: 'evidence' })));
  },
  async securityhub(place: Place, say: (line: string) => void) {
    const client = new SecurityHubClient({ ...offline, ...place });
    sayWhere(client, 'securityhub', say);
    for (const _ of '12') await sent(client.send(new GetFindingsCommand({})));
  },
  async organizations(place: Place, say: (line: string) => void) {
    const client = new OrganizationsClient({ ...offline, ...place });
    sayWhere(client, 'organizations', say);
    for (const _ of '12') await sent(client.send(new ListRootsCommand({})));
  },
  async sts(place: Place, say: (line: string) => void) {
    const client = new STSClient({ ...offline, ...place });
    sayWhere(client, 'sts', say);
    for (const _ of '12') await sent(client.send(new GetCallerIdentityCommand({})));
  },
} as const;

async function sent(call: Promise<unknown>): Promise<void> {
  await expect(call).rejects.toThrow(Intercepted);
}

const SERVICES = ['s3', 'securityhub', 'organizations', 'sts'] as const;

async function said(service: (typeof SERVICES)[number], place: Place): Promise<readonly string[]> {
  const lines: string[] = [];
  await SEND[service](place, (line) => lines.push(line));
  return lines;
}

describe.each(SERVICES)('a client of %s', (service) => {
  test.each(['us-east-1', 'eu-central-1', 'us-gov-west-1', 'cn-north-1', 'eusc-de-east-1'])(
    'asks AWS in %s, and there is nothing to say',
    async (region) => {
      expect(await said(service, { region })).toEqual([]);
    },
  );

  test('that was sent elsewhere says so, once', async () => {
    expect(await said(service, { endpoint: 'https://aws.example.org' })).toEqual([
      expect.stringMatching(/^Not AWS: this goes to https:\/\/(?:evidence\.)?aws\.example\.org\.$/),
    ]);
  });
});

test.each([
  ['sts', 'https://evidence.s3.us-east-1.amazonaws.com'],
  ['sts', 'https://ec2-192-0-2-1.compute-1.amazonaws.com'],
  ['organizations', 'https://abc.execute-api.us-east-1.amazonaws.com'],
  ['securityhub', 'https://sts.us-east-1.amazonaws.com'],
] as const)(
  '%s at %s, which a customer of AWS may own or is another service',
  async (service, endpoint) => {
    expect(await said(service, { endpoint })).toEqual([`Not AWS: this goes to ${endpoint}.`]);
  },
);
