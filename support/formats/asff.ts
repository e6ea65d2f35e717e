import { fullReason, type Verdict } from '../control';
import { formatInstant, type User } from '../report';
import {
  type AuditResult,
  type ControlResult,
  cut,
  type EvidenceHeader,
  evidenceHeader,
  evidenceResults,
  type FindingsOptions,
  generator,
  idPrefix,
  isFinding,
  relatedRequirements,
  subjectHashes,
  UNKNOWN_ACCOUNT,
  urgency,
  waiverRecord,
  whoAndWhen,
} from '../result';
import { homeRegion } from './home-region';
import { jsonText } from './json-text';
import { type KnownKey, keyResources } from './key-resources';

// https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html
const LIMITS = {
  title: 256,
  description: 1024,
  generator: 512,
  recommendation: 512,
  requirements: 32,
  productField: 2048,
} as const;

/**
 * findings.asff.json, in the AWS Security Finding Format: what `securityhub:BatchImportFindings`
 * takes, one for each verdict that `isFinding`. `Workflow` is left to Security Hub, since no import
 * can change it: a finding created as SUPPRESSED would stay so when its waiver has expired. All
 * times are UTC. `region` is whose Security Hub it is for; without a report, the account is
 * 000000000000, which none takes.
 */
export function asff(result: AuditResult, options: AsffOptions = {}): Iterable<string> {
  return jsonText(findings(result, options));
}

/** See `asff`. */
export interface AsffOptions extends FindingsOptions {
  readonly region?: string | undefined;
}

function* findings(result: AuditResult, options: AsffOptions): Generator<object> {
  const header = evidenceHeader(result);
  const { region = homeRegion(header.partition) } = options;
  const resourceOf = resources(result, header);
  const keysOf = keyResources(result, (key) => keyResource(key, header));
  const hashOf = subjectHashes();
  for (const control of evidenceResults(result)) {
    const shared = sharedFields(control, result, header, region);
    for (const verdict of control.verdicts) {
      if (!isFinding(verdict, options)) continue;
      const { subject, arn } = verdict;
      const Id = shared.idPrefix + hashOf(JSON.stringify(subject));
      yield finding(verdict, shared, Id, [resourceOf(arn), ...keysOf(subject)]);
    }
  }
}

type Shared = ReturnType<typeof sharedFields>;

// Of all findings of a control.
function sharedFields(
  control: ControlResult,
  { run, profiles }: AuditResult,
  header: EvidenceHeader,
  region: string,
) {
  const { accountId = UNKNOWN_ACCOUNT, partition, source, asOf, readAt, mark } = header;
  const sourced = profiles.some((each) => each.name === control.profile && each.source);
  const category = sourced ? 'Industry and Regulatory Standards' : 'AWS Security Best Practices';
  const requirements = relatedRequirements(control)
    .slice(0, LIMITS.requirements)
    .map((id) => cut(id, LIMITS.title));
  return {
    idPrefix: idPrefix(header, control),
    about: {
      SchemaVersion: '2018-10-08',
      ProductArn: `arn:${partition}:securityhub:${region}:${accountId}:product/${accountId}/default`,
      ProductName: 'iamspec',
      GeneratorId: cut(`iamspec/${generator(control)}`, LIMITS.generator),
      AwsAccountId: accountId,
      CreatedAt: formatInstant(Math.min(asOf ?? readAt, readAt)),
      UpdatedAt: formatInstant(readAt),
      RecordState: 'ACTIVE',
      Types: [`Software and Configuration Checks/${category}`],
      Sample: mark === '' ? undefined : true,
      Title: cut(`${mark}${control.about?.title ?? control.id}`, LIMITS.title),
    },
    RelatedRequirements: requirements.length > 0 ? requirements : undefined,
    productFields: { version: run.version, run: run.id, source },
  };
}

const COMPLIANCE: Readonly<Record<Verdict['status'], string>> = {
  passed: 'PASSED',
  failed: 'FAILED',
  waived: 'WARNING',
  error: 'NOT_AVAILABLE',
  notReviewed: 'NOT_AVAILABLE',
  notApplicable: 'NOT_AVAILABLE',
};

function finding(verdict: Verdict, shared: Shared, Id: string, Resources: readonly object[]) {
  const { status, severity, subject, measured, limit, waiver } = verdict;
  const { about, RelatedRequirements, productFields } = shared;
  const Severity = { Label: urgency(verdict).toUpperCase(), Original: severity };
  const told = { status, ...productFields, subject, measured, limit, class: verdict.class };
  const ownFields = { ...told, ...whoAndWhen(verdict) };
  return {
    // Not the spread first: Node 20 is slow to add to what begins with one.
    Id,
    ...about,
    // Twice: once for the customer to change, once for the provider to update.
    Severity,
    FindingProviderFields: { Severity, Types: about.Types },
    Description: cut(fullReason(verdict), LIMITS.description),
    Compliance: { Status: COMPLIANCE[status], RelatedRequirements },
    Remediation: remediation(verdict.fix),
    Resources,
    ProductFields: {
      ...texts('iamspec/', ownFields),
      ...texts('iamspec/waiver/', waiver ? waiverRecord(waiver) : {}),
    },
  };
}

function remediation(fix: string | undefined): object | undefined {
  if (fix === undefined) return undefined;
  return { Recommendation: { Text: cut(fix, LIMITS.recommendation) } };
}

// Those that are there.
function texts(prefix: string, fields: object): Readonly<Record<string, string>> {
  const said: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || value === null) continue;
    said[prefix + name] = cut(String(value), LIMITS.productField);
  }
  return said;
}

// The API names no other partition, and the ARN tells it: others stay unsaid.
const PARTITIONS = ['aws', 'aws-cn', 'aws-us-gov'];

function resources(
  { audited }: AuditResult,
  { accountId = UNKNOWN_ACCOUNT, partition }: EvidenceHeader,
): (arn: string | undefined) => object {
  const Partition = PARTITIONS.find((known) => known === partition);
  const account = { Type: 'AwsAccount', Id: `AWS::::Account:${accountId}`, Partition };
  const users = new Map(
    audited?.report.users.map((user) => [user.arn, userResource(user, Partition)]),
  );
  return (arn) => {
    if (arn === undefined || arn === audited?.report.root.arn) return account;
    return users.get(arn) ?? { Type: 'AwsIamUser', Id: arn, Partition };
  };
}

function keyResource(
  { id, owner, active }: KnownKey,
  { accountId = UNKNOWN_ACCOUNT, partition }: EvidenceHeader,
): object {
  const AwsIamAccessKey = {
    AccessKeyId: id,
    AccountId: accountId,
    PrincipalName: owner.label,
    PrincipalType: 'IAMUser',
    Status: active ? 'Active' : 'Inactive',
  };
  const Partition = PARTITIONS.find((known) => known === partition);
  const Id = `AWS::IAM::AccessKey:${id}`;
  return { Type: 'AwsIamAccessKey', Id, Partition, Details: { AwsIamAccessKey } };
}

function userResource({ arn, name, path, createdAt }: User, Partition: string | undefined) {
  const AwsIamUser = { UserName: name, Path: path, CreateDate: formatInstant(createdAt) };
  return { Type: 'AwsIamUser', Id: arn, Partition, Details: { AwsIamUser } };
}
