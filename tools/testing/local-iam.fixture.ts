import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { type LocalIam, type LocalIamOptions, startLocalIam } from '../../support/local-iam/server';

interface Session {
  endpoint: LocalIam;
  iam: IAMClient;
  sts: STSClient;
}

const open: Session[] = [];

/** An endpoint, and real SDK clients that try a call `attempts` times; `closeSessions` ends it. */
export async function session(options: LocalIamOptions, attempts = 1): Promise<Session> {
  const endpoint = await startLocalIam(options);
  const config = {
    endpoint: endpoint.url,
    region: 'us-east-1',
    maxAttempts: attempts,
    credentials: { accessKeyId: 'demo', secretAccessKey: 'demo' },
  };
  const started = { endpoint, iam: new IAMClient(config), sts: new STSClient(config) };
  open.push(started);
  return started;
}

/** For `afterEach`. */
export async function closeSessions(): Promise<void> {
  for (const { endpoint, iam, sts } of open.splice(0)) {
    iam.destroy();
    sts.destroy();
    await endpoint.close();
  }
}
