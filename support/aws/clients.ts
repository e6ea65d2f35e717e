import { IAMClient, type IAMClientConfig } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';

/** The clients of one run. */
export interface Clients {
  readonly iam: IAMClient;
  readonly sts: STSClient;
  /** Where IAM requests went, such as `http://127.0.0.1:5000`; undefined = AWS's own hosts. */
  readonly foreignEndpoint: () => string | undefined;
}

/** What the clients of an organization's accounts have in common, and each has of its own. */
export type ClientOptions = Pick<
  IAMClientConfig,
  'region' | 'credentials' | 'maxAttempts' | 'retryMode' | 'requestHandler'
>;

// The endpoints of the partitions aws, aws-us-gov, aws-cn, aws-eusc and the dual-stack hosts.
const AWS_HOST =
  /^(?:iam|sts)(?:-fips)?(?:\.(?:us-gov|global|[a-z]{2,4}(?:-[a-z]+)+-\d))?\.(?:amazonaws\.com|amazonaws\.com\.cn|amazonaws\.eu|api\.aws)$/;

/**
 * Makes clients for whatever account the default AWS credential chain reaches, unless told. A region
 * is never required: IAM is global, so it only selects the partition, and us-east-1 stands in for `aws`.
 */
export async function awsClients(options: ClientOptions = {}): Promise<Clients> {
  const region = options.region ?? (await defaultRegion());
  const iam = new IAMClient({ ...options, region });
  let foreign: string | undefined;
  iam.middlewareStack.add(
    (next) => (args) => {
      foreign = foreignOrigin(args.request) ?? foreign;
      return next(args);
    },
    { step: 'finalizeRequest', name: 'noteEndpoint', priority: 'low' },
  );
  return { iam, sts: new STSClient({ ...options, region }), foreignEndpoint: () => foreign };
}

function defaultRegion(): Promise<string> {
  return new IAMClient({}).config.region().catch(() => 'us-east-1');
}

function foreignOrigin(request: unknown): string | undefined {
  if (!isHttpRequest(request)) return 'an endpoint that cannot be told';
  const { protocol, hostname, port } = request;
  if (protocol === 'https:' && AWS_HOST.test(hostname)) return undefined;
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`;
}

interface HttpRequest {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
}

function isHttpRequest(request: unknown): request is HttpRequest {
  return typeof request === 'object' && request !== null && 'hostname' in request;
}
