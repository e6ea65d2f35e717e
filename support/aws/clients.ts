import { IAMClient, type IAMClientConfig } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { watchEndpoint } from './foreign-endpoint';

/** The clients of one run. */
export interface Clients {
  readonly iam: IAMClient;
  readonly sts: STSClient;
  /**
   * Where requests went that were not for AWS's own hosts, such as `http://127.0.0.1:5000`: those of
   * IAM, which gives the report, or of STS, which says whose it is. undefined = all went to AWS.
   */
  readonly foreignEndpoint: () => string | undefined;
}

/** What the clients of an organization's accounts have in common, and each has of its own. */
export type ClientOptions = Pick<
  IAMClientConfig,
  'region' | 'credentials' | 'maxAttempts' | 'retryMode' | 'requestHandler'
>;

/**
 * Makes clients for whatever account the default AWS credential chain reaches, unless told. A region
 * is never required: IAM is global, so it only selects the partition, and us-east-1 stands in for `aws`.
 */
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
