import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { awsClients, type ClientOptions, type Clients, identify, watchEndpoint } from '../aws';
import { type Enter, entrance, type Member, type Role } from './assume-role';
import { type Listing, type ListOptions, listAccounts } from './list-accounts';
import { type Clock, limited, persistently } from './patience';

/** The caller's way to the organization and into its accounts. */
export interface Connection {
  readonly caller: Member['caller'];
  readonly list: (options: ListOptions) => Promise<Listing>;
  readonly enter: Enter;
}

const IDENTIFY_TIMEOUT = 30_000;

/** Connects with the default credential chain. Throws where AWS does not say who the caller is. */
export async function connect(
  role: Role,
  concurrency: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<Connection> {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const sockets = { maxSockets: 2 * concurrency, keepAlive: true };
  const options: ClientOptions = {
    retryMode: process.env.AWS_RETRY_MODE ?? 'adaptive',
    requestHandler: { httpAgent: sockets, httpsAgent: sockets },
  };
  const own = await awsClients(options);
  let listedAt: string | undefined;
  const base: Clients = { ...own, foreignEndpoint: () => own.foreignEndpoint() ?? listedAt };
  const ask = () => limited(signal, IDENTIFY_TIMEOUT, (until) => identify(base, until));
  const caller = await persistently(ask, clock, signal);
  const client = new OrganizationsClient({ ...options, region: await base.iam.config.region() });
  watchEndpoint(client, 'organizations', (origin) => {
    listedAt = origin;
  });
  return {
    caller,
    list: async (wanted) => ({
      ...(await listAccounts({ client, clock, signal }, wanted)),
      listedAt,
    }),
    enter: await entrance(base, caller, role),
  };
}
