import { partition } from '@aws-sdk/core/client';

interface Watchable {
  readonly config: { readonly region: () => Promise<string> };
  readonly middlewareStack: {
    add(
      middleware: <Args extends { readonly request: unknown }, Out>(
        next: (args: Args) => Promise<Out>,
      ) => (args: Args) => Promise<Out>,
      options: {
        readonly step: 'finalizeRequest';
        readonly name: string;
        readonly priority: 'low';
      },
    ): void;
  };
}

type Service = 'iam' | 'sts' | 'organizations' | 's3' | 'securityhub';

const REGION = /(?:\.(?:us-gov|global|[a-z]{2,4}(?:-[a-z]+)+-\d))?/;
const BUCKET = /(?:[a-z0-9][a-z0-9.-]*\.)?/;

// Not all of amazonaws.com is AWS: machines and buckets of customers have their names there too.
function namesOf(service: Service): RegExp {
  const name =
    service === 's3' ? `${BUCKET.source}s3(?:-fips)?(?:\\.dualstack)?` : `${service}(?:-fips)?`;
  return new RegExp(`^${name}${REGION.source}$`);
}

/** Calls `note` with the origin of each request that is not for AWS's own hosts. */
export function watchEndpoint(
  client: Watchable,
  service: Service,
  note: (origin: string) => void,
): void {
  const names = namesOf(service);
  client.middlewareStack.add(
    (next) => async (args) => {
      const origin = foreignOrigin(args.request, names, await client.config.region());
      if (origin !== undefined) note(origin);
      return next(args);
    },
    { step: 'finalizeRequest', name: 'noteEndpoint', priority: 'low' },
  );
}

/** Says once where requests go that are not for AWS. */
export function sayWhere(client: Watchable, service: Service, say: (line: string) => void): void {
  const said = new Set<string>();
  watchEndpoint(client, service, (origin) => {
    if (!said.has(origin)) say(`Not AWS: this goes to ${origin}.`);
    said.add(origin);
  });
}

function foreignOrigin(request: unknown, names: RegExp, region: string): string | undefined {
  if (!isHttpRequest(request)) return 'an endpoint that cannot be told';
  const { protocol, hostname, port } = request;
  if (protocol === 'https:' && isOfAws(hostname, names, region)) return undefined;
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`;
}

function isOfAws(hostname: string, names: RegExp, region: string): boolean {
  const { dnsSuffix, dualStackDnsSuffix } = partition(region);
  return [dnsSuffix, dualStackDnsSuffix].some(
    (suffix) =>
      hostname.endsWith(`.${suffix}`) && names.test(hostname.slice(0, -suffix.length - 1)),
  );
}

interface HttpRequest {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
}

function isHttpRequest(request: unknown): request is HttpRequest {
  return typeof request === 'object' && request !== null && 'hostname' in request;
}
