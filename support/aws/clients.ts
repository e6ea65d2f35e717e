import { IAMClient, type IAMClientConfig } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Snapshot } from '../report';
import { explain, FetchError } from './explain';
import { watchEndpoint } from './foreign-endpoint';
import type { Until } from './report-steps';

/** The clients of one run. */
export interface Clients {
  readonly iam: IAMClient;
  readonly sts: STSClient;
  /** Where a request went that was not for AWS's own hosts, such as `http://127.0.0.1:5000`. */
  readonly foreignEndpoint: () => string | undefined;
}

/** What clients can be made with. */
export type ClientOptions = Pick<
  IAMClientConfig,
  'region' | 'credentials' | 'maxAttempts' | 'retryMode' | 'requestHandler'
>;

/** IAM is global, so no region is required: it only selects the partition, us-east-1 that of `aws`. */
export async function awsClients(options: ClientOptions = {}): Promise<Clients> {
  const region = options.region ?? (await defaultRegion());
  const iam = new IAMClient({ ...options, region });
  const sts = new STSClient({ ...options, region });
  let foreign: string | undefined;
  const note = (origin: string) => {
    foreign = origin;
  };
  watchEndpoint(iam, 'iam', note);
  watchEndpoint(sts, 'sts', note);
  return { iam, sts, foreignEndpoint: () => foreign };
}

function defaultRegion(): Promise<string> {
  return new IAMClient({}).config.region().catch(() => 'us-east-1');
}

/** Asks whose credentials the clients have. Throws a FetchError. */
export async function identify(
  { sts }: Pick<Clients, 'sts'>,
  until: Until,
): Promise<NonNullable<Snapshot['caller']>> {
  try {
    const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}), until);
    if (Account !== undefined && Arn !== undefined) return { accountId: Account, arn: Arn };
  } catch (error) {
    throw explain(error, 'sts:GetCallerIdentity');
  }
  throw new FetchError('The answer to sts:GetCallerIdentity names no account.');
}
