import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetCredentialReportCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { awsClients, type Clients } from './clients';

const former = process.env;

/** Sends one request of each client into a void, and tells where it would have gone. */
async function destinations(env: Readonly<Record<string, string>>) {
  process.env = {
    PATH: former.PATH,
    AWS_CONFIG_FILE: '/nonexistent',
    AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    ...env,
  };
  const clients = await awsClients();
  const iam = await intercept(clients.iam, (client) =>
    client.send(new GetCredentialReportCommand()),
  );
  const sts = await intercept(clients.sts, (client) => client.send(new GetCallerIdentityCommand()));
  return { iam, sts, foreign: clients.foreignEndpoint() };
}

async function intercept<C extends Clients['iam'] | Clients['sts']>(
  client: C,
  send: (client: C) => Promise<unknown>,
): Promise<string> {
  let host = 'nowhere';
  client.config.requestHandler.handle = async ({ hostname }) => {
    host = hostname;
    throw Object.assign(new Error('intercepted'), { name: 'Intercepted' });
  };
  await expect(send(client)).rejects.toThrow('intercepted');
  return host;
}

afterEach(() => {
  process.env = former;
});

describe('awsClients', () => {
  test.each([
    [{}, 'iam.amazonaws.com'],
    [{ AWS_REGION: 'eu-central-1' }, 'iam.amazonaws.com'],
    [{ AWS_REGION: 'us-gov-west-1' }, 'iam.us-gov.amazonaws.com'],
    [{ AWS_REGION: 'cn-north-1' }, 'iam.cn-north-1.amazonaws.com.cn'],
    [{ AWS_REGION: 'cn-northwest-1' }, 'iam.cn-north-1.amazonaws.com.cn'],
    [{ AWS_REGION: 'eusc-de-east-1' }, 'iam.eusc-de-east-1.amazonaws.eu'],
    [{ AWS_REGION: 'us-iso-east-1' }, 'iam.us-iso-east-1.c2s.ic.gov'],
    [{ AWS_REGION: 'us-isob-east-1' }, 'iam.us-isob-east-1.sc2s.sgov.gov'],
    [{ AWS_REGION: 'eu-isoe-west-1' }, 'iam.eu-isoe-west-1.cloud.adc-e.uk'],
    [{ AWS_REGION: 'us-isof-south-1' }, 'iam.us-isof-south-1.csp.hci.ic.gov'],
    [{ AWS_REGION: 'us-east-1', AWS_USE_DUALSTACK_ENDPOINT: 'true' }, 'iam.global.api.aws'],
    [
      { AWS_REGION: 'cn-north-1', AWS_USE_DUALSTACK_ENDPOINT: 'true' },
      'iam.global.api.amazonwebservices.com.cn',
    ],
  ])('with %j it asks %s, which is AWS', async (env, host) => {
    expect(await destinations(env)).toMatchObject({ iam: host, foreign: undefined });
  });

  test('takes the identity from the partition of the region too', async () => {
    const { sts } = await destinations({ AWS_REGION: 'us-gov-west-1' });
    expect(sts).toBe('sts.us-gov-west-1.amazonaws.com');
  });

  const LOCAL = 'http://127.0.0.1:5000';

  test.each([
    [LOCAL, LOCAL],
    ['https://iam.amazonaws.com.example.org', 'https://iam.amazonaws.com.example.org'],
    ['http://iam.amazonaws.com', 'http://iam.amazonaws.com'],
    ['https://amazonaws.com.evil', 'https://amazonaws.com.evil'],
    [
      'https://x.execute-api.us-east-1.amazonaws.com',
      'https://x.execute-api.us-east-1.amazonaws.com',
    ],
    ['https://iam.evil.amazonaws.com', 'https://iam.evil.amazonaws.com'],
    ['https://iamazonaws.com', 'https://iamazonaws.com'],
  ])('names %s as an endpoint that is not AWS', async (AWS_ENDPOINT_URL, foreign) => {
    expect(await destinations({ AWS_ENDPOINT_URL })).toMatchObject({ foreign });
  });

  test.each([['AWS_ENDPOINT_URL_IAM'], ['AWS_ENDPOINT_URL_STS']])(
    'names the endpoint of %s alone',
    async (variable) => {
      expect(await destinations({ [variable]: LOCAL })).toMatchObject({ foreign: LOCAL });
    },
  );

  test('takes an endpoint of AWS that a variable names for AWS', async () => {
    const AWS_ENDPOINT_URL_STS = 'https://sts.eu-west-1.amazonaws.com';
    const { sts, foreign } = await destinations({ AWS_ENDPOINT_URL_STS });
    expect({ sts, foreign }).toEqual({ sts: 'sts.eu-west-1.amazonaws.com', foreign: undefined });
  });

  test('has nothing to say of a variable that is for neither IAM nor STS', async () => {
    const env = { AWS_ENDPOINT_URL_S3: LOCAL, HTTPS_PROXY: 'http://127.0.0.1:3128' };
    expect(await destinations(env)).toMatchObject({ foreign: undefined });
  });

  test.each([
    ['endpoint_url', `[default]\nendpoint_url = ${LOCAL}\n`],
    [
      'a section of services',
      `[default]\nservices = local\n[services local]\nsts =\n  endpoint_url = ${LOCAL}\n`,
    ],
  ])('names the endpoint of %s in the shared configuration', async (_, content) => {
    const directory = mkdtempSync(join(tmpdir(), 'iamspec-clients-'));
    const AWS_CONFIG_FILE = join(directory, 'config');
    writeFileSync(AWS_CONFIG_FILE, content);
    try {
      expect(await destinations({ AWS_CONFIG_FILE })).toMatchObject({ foreign: LOCAL });
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
