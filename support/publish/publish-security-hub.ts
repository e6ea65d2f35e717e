import {
  type AwsSecurityFinding,
  type AwsSecurityFindingFilters,
  paginateGetFindings,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { z } from 'zod';
import { sayWhere } from '../aws';
import { explainHub, type Hub, type ImportFailure, importFindings } from './import-findings';
import { PublishError } from './publish-permissions';

const FINDING = z.looseObject({
  Id: z.string(),
  ProductArn: z.string(),
  GeneratorId: z.string(),
  AwsAccountId: z.string(),
  // Security Hub ignores a finding that is not newer than the one it has.
  UpdatedAt: z.string(),
});

/** The fields of an ASFF finding that publishing looks at. */
export type AsffFinding = Readonly<z.output<typeof FINDING>>;

/** Reads the text of a file of ASFF findings. Throws a PublishError where it is something else. */
export function readFindings(text: string): readonly AsffFinding[] {
  try {
    return z.array(FINDING).parse(JSON.parse(text));
  } catch (error) {
    throw new PublishError('the findings are no ASFF', {
      cause: error,
    });
  }
}

/** What to publish, and where. */
export interface SecurityHubPublication {
  readonly findings: readonly AsffFinding[];
  readonly region?: string | undefined;
  readonly account: string;
  readonly partition: string;
  /** Those that this run checked completely: what was not looked at may still be there. */
  readonly generators: readonly string[];
  readonly progress: (line: string) => void;
  readonly client?: SecurityHubClient | undefined;
}

interface SecurityHubResult {
  readonly imported: number;
  readonly archived: number;
  readonly failed: readonly ImportFailure[];
}

const GENERATOR = 'iamspec';

/** The product ARN of an account's own tools. */
export function productArn({ partition, region, account }: Hub): string {
  return `arn:${partition}:securityhub:${region}:${account}:product/${account}/default`;
}

/** The region of the AWS configuration. Throws a PublishError where none is set. */
export async function securityHubRegion(): Promise<string> {
  try {
    return await new SecurityHubClient({}).config.region();
  } catch (error) {
    throw new PublishError(
      'Security Hub is regional, and no region is set. Set AWS_REGION to the one whose Security ' +
        'Hub takes the findings.',
      { cause: error },
    );
  }
}

/** Imports the findings of a run, then archives earlier ones whose user or key is gone. */
export async function publishToSecurityHub(
  publication: SecurityHubPublication,
): Promise<SecurityHubResult> {
  const { account, partition, progress } = publication;
  const region = publication.region ?? (await securityHubRegion());
  const hub = { account, partition, region };
  const findings = checkFindings(publication.findings, hub);
  if (findings.length === 0) return { imported: 0, archived: 0, failed: [] };
  const client = publication.client ?? securityHubClient(region);
  if (publication.client === undefined) sayWhere(client, 'securityhub', progress);
  try {
    progress(
      `Importing ${findings.length} findings into Security Hub, ${account} in ${region} ...`,
    );
    // Read first: a caller that may not archive must not find out half-way.
    const stale = await staleFindings(client, hub, findings, publication.generators);
    const imported = await importFindings(client, hub, findings);
    if (stale.length > 0) progress(`Archiving ${stale.length} findings that no longer exist ...`);
    const archived = await importFindings(client, hub, stale);
    return {
      imported: imported.taken,
      archived: archived.taken,
      failed: [...imported.failed, ...archived.failed],
    };
  } finally {
    if (publication.client === undefined) client.destroy();
  }
}

function securityHubClient(region: string): SecurityHubClient {
  return new SecurityHubClient({
    region,
    // AWS allows 3 GetFindings a second.
    retryMode: 'adaptive',
    ...(process.env.AWS_MAX_ATTEMPTS === undefined && { maxAttempts: 10 }),
    requestHandler: { connectionTimeout: 10_000, socketTimeout: 60_000 },
  });
}

function checkFindings(findings: readonly AsffFinding[], hub: Hub): readonly AwsSecurityFinding[] {
  const product = productArn(hub);
  const ids = new Set<string>();
  return findings.map((finding, index) => {
    const refuse = (why: string) => new PublishError(`Finding ${finding.Id ?? index} ${why}.`);
    if (!isAsff(finding)) throw refuse('lacks a field that ASFF requires');
    if (finding.AwsAccountId !== hub.account) {
      throw refuse(`is of account ${finding.AwsAccountId}, not ${hub.account}`);
    }
    if (finding.ProductArn !== product) {
      throw refuse(`stands under ${finding.ProductArn}, not ${product}`);
    }
    if (!finding.GeneratorId.startsWith(GENERATOR)) throw refuse(`is not of ${GENERATOR}`);
    if (ids.has(finding.Id)) throw refuse('is there twice');
    ids.add(finding.Id);
    // One that was archived comes back.
    return { RecordState: 'ACTIVE', ...finding };
  });
}

const REQUIRED = [
  'SchemaVersion',
  'Id',
  'ProductArn',
  'GeneratorId',
  'AwsAccountId',
  'CreatedAt',
  'UpdatedAt',
  'Title',
  'Description',
];

function isAsff(finding: AsffFinding): finding is AsffFinding & AwsSecurityFinding {
  const { UpdatedAt, Resources } = finding;
  return (
    REQUIRED.every((name) => typeof finding[name] === 'string' && finding[name] !== '') &&
    !Number.isNaN(Date.parse(UpdatedAt)) &&
    Array.isArray(Resources) &&
    Resources.length > 0
  );
}

async function staleFindings(
  client: SecurityHubClient,
  hub: Hub,
  findings: readonly AwsSecurityFinding[],
  generators: readonly string[],
): Promise<readonly AwsSecurityFinding[]> {
  const current = new Set(findings.map(({ Id }) => Id));
  const runTime = latestUpdate(findings);
  const active = await activeFindings(client, hub);
  return (
    active
      .filter(({ Id }) => !current.has(Id))
      .filter(({ GeneratorId = '' }) => generators.includes(GeneratorId))
      // An earlier run must not archive what a later one found.
      .filter(({ UpdatedAt = '' }) => Date.parse(UpdatedAt) < runTime)
      .map((finding) => archived(finding, new Date(runTime).toISOString()))
  );
}

function latestUpdate(findings: readonly AwsSecurityFinding[]): number {
  return findings
    .map(({ UpdatedAt = '' }) => Date.parse(UpdatedAt))
    .reduce((latest, time) => Math.max(latest, time), Number.NEGATIVE_INFINITY);
}

async function activeFindings(
  client: SecurityHubClient,
  hub: Hub,
): Promise<readonly AwsSecurityFinding[]> {
  const product = productArn(hub);
  const equals = (Value: string) => [{ Value, Comparison: 'EQUALS' as const }];
  const Filters: AwsSecurityFindingFilters = {
    ProductArn: equals(product),
    AwsAccountId: equals(hub.account),
    RecordState: equals('ACTIVE'),
    GeneratorId: [{ Value: GENERATOR, Comparison: 'PREFIX' }],
  };
  // Other tools of the account share the product: their findings must not be archived.
  const own = (finding: AwsSecurityFinding) =>
    finding.ProductArn === product &&
    finding.AwsAccountId === hub.account &&
    finding.RecordState !== 'ARCHIVED' &&
    finding.GeneratorId?.startsWith(GENERATOR);
  const found: AwsSecurityFinding[] = [];
  try {
    for await (const page of paginateGetFindings({ client, pageSize: 100 }, { Filters })) {
      if (page.Findings === undefined) throw new TypeError('the answer has no Findings');
      found.push(...page.Findings.filter(own));
    }
  } catch (error) {
    throw explainHub(error, 'securityhub:GetFindings', hub);
  }
  return found;
}

// Without the fields of the customer and of Security Hub, which a provider cannot set.
function archived(finding: AwsSecurityFinding, UpdatedAt: string): AwsSecurityFinding {
  const { Note, UserDefinedFields, VerificationState, Workflow, WorkflowState, ...own } = finding;
  const { ProcessedAt, ProductFields = {}, ...rest } = own;
  const fields = Object.entries(ProductFields).filter(([name]) => !name.startsWith('aws/'));
  return {
    ...rest,
    ProductFields: Object.fromEntries(fields),
    UpdatedAt,
    RecordState: 'ARCHIVED',
  };
}
