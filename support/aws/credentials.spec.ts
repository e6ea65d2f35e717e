import { once } from 'node:events';
import { createServer } from 'node:net';
import {
  audit,
  CREDENTIALS,
  expectCouldNotCheck,
  schemaErrors,
} from '../../tools/testing/npm-test';

const THREE_WAYS =
  /No AWS credentials were found.*\n.*AWS_PROFILE.*\n.*exec --report.*\n.*npx iamspec demo/;

/** Accepts connections and never answers, as a firewalled metadata service does. */
async function silentServer() {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  let connections = 0;
  server.on('connection', (socket) => {
    connections++;
    socket.on('error', () => {});
  });
  return { url: `http://127.0.0.1:${port}`, seen: () => connections, close: () => server.close() };
}

describe('without credentials: exit 2, and three ways on', () => {
  test.concurrent('on a machine that has none', async () => {
    const result = await audit([]);
    expectCouldNotCheck(result, THREE_WAYS);
  });

  test.concurrent('where the instance metadata service never answers', async () => {
    const server = await silentServer();
    const env = {
      AWS_EC2_METADATA_DISABLED: 'false',
      AWS_EC2_METADATA_SERVICE_ENDPOINT: server.url,
    };
    const result = await audit([], { env });
    server.close();
    expectCouldNotCheck(result, THREE_WAYS);
    // It is asked once or twice, and nobody waits for more.
    expect([1, 2]).toContain(server.seen());
  });

  test.concurrent('where AWS_PROFILE names a profile that does not exist', async () => {
    const result = await audit([], { env: { AWS_PROFILE: 'misspelt' } });
    expectCouldNotCheck(result, THREE_WAYS);
  });
});

test.concurrent('an endpoint that nobody serves: exit 2, and names what to look at', async () => {
  const env = { ...CREDENTIALS, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' };
  expectCouldNotCheck(
    await audit([], { env }),
    /cannot be reached for sts:GetCallerIdentity .*Check the network, proxy and AWS_ENDPOINT_URL/,
  );
});

test('every JUnit file that these runs wrote is valid', async () => {
  expect(await schemaErrors()).toEqual({ files: 4, errors: [] });
});
