import { fullReason, type Measure, type Verdict } from '../control';
import { type AccessKey, formatInstant, type User } from '../report';
import {
  type AuditResult,
  type ControlResult,
  cut,
  type EvidenceHeader,
  evidenceHeader,
  evidenceResults,
  generator,
  idPrefix,
  isFinding,
  NOBODY,
  relatedRequirements,
  subjectHashes,
  urgency,
  waiverRecord,
} from '../result';
import { homeRegion } from './home-region';
import { json, jsonArray, members } from './json-text';
import { keyResources } from './key-resources';

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
export function asff(result: AuditResult, region?: string): Iterable<string> {
  const header = evidenceHeader(result);
  return jsonArray(findings(result, header, region ?? homeRegion(header.partition)));
}

function* findings(result: AuditResult, header: EvidenceHeader, region: string): Generator<string> {
  const resourceOf = resources(result, header);
  const keyOf = keyResources(result, (key) => keyResource(key, header));
  const hashOf = subjectHashes();
  for (const control of evidenceResults(result)) {
    const shared = sharedText(control, result, header, region);
    for (const verdict of control.verdicts) {
      if (!isFinding(verdict)) continue;
      const hash = hashOf(json(verdict.subject));
      const resource = resourceOf(verdict.arn) + keyOf(verdict.subject);
      yield finding(verdict, shared, hash, resource);
    }
  }
}

/** JSON that all findings of a control share; `begin` ends in the first part of the id. */
interface Shared {
  readonly begin: string;
  readonly types: string;
  readonly requirements: string;
  readonly productFields: string;
}

function sharedText(
  control: ControlResult,
  { run, profiles }: AuditResult,
  header: EvidenceHeader,
  region: string,
): Shared {
  const { accountId = NOBODY, partition, source, asOf, readAt, mark } = header;
  const requirements = relatedRequirements(control).slice(0, LIMITS.requirements);
  const sourced = profiles.some((each) => each.name === control.profile && each.source);
  const category = sourced ? 'Industry and Regulatory Standards' : 'AWS Security Best Practices';
  const types = { Types: [`Software and Configuration Checks/${category}`] };
  const about = {
    SchemaVersion: '2018-10-08',
    ProductArn: `arn:${partition}:securityhub:${region}:${accountId}:product/${accountId}/default`,
    ProductName: 'iamspec',
    GeneratorId: cut(`iamspec/${generator(control)}`, LIMITS.generator),
    AwsAccountId: accountId,
    CreatedAt: formatInstant(Math.min(asOf ?? readAt, readAt)),
    UpdatedAt: formatInstant(readAt),
    RecordState: 'ACTIVE',
    ...types,
    Sample: mark === '' ? undefined : true,
    Title: cut(`${mark}${control.about?.title ?? control.id}`, LIMITS.title),
    Id: idPrefix(header, control),
  };
  const RelatedRequirements = requirements.map((id) => cut(id, LIMITS.title));
  return {
    begin: JSON.stringify(about).slice(0, -'"}'.length),
    types: `,${members(types)}`,
    requirements: requirements.length > 0 ? `,${members({ RelatedRequirements })}` : '',
    productFields: members({
      'iamspec/version': run.version,
      'iamspec/run': run.id,
      'iamspec/source': cut(source, LIMITS.productField),
    }),
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

// The severity stands twice: once for the customer to change, once for the provider to update.
function finding(verdict: Verdict, shared: Shared, hash: string, resource: string): string {
  const { status, severity, fix } = verdict;
  const label = urgency(verdict).toUpperCase();
  const rating = `"Severity":{"Label":"${label}","Original":"${severity}"}`;
  return (
    `${shared.begin}${hash}",${rating},"FindingProviderFields":{${rating}${shared.types}}` +
    `,"Description":${json(cut(fullReason(verdict), LIMITS.description))}` +
    `,"Compliance":{"Status":"${COMPLIANCE[status]}"${shared.requirements}}${remediation(fix)}` +
    `,"Resources":[${resource}],"ProductFields":{${shared.productFields}${ownFields(verdict)}}}`
  );
}

function remediation(fix: string | undefined): string {
  if (fix === undefined) return '';
  return `,"Remediation":{"Recommendation":{"Text":${json(cut(fix, LIMITS.recommendation))}}}`;
}

function ownFields({ subject, status, measured, limit, waiver, ...verdict }: Verdict): string {
  const text =
    `,"iamspec/status":"${status}"${field('subject', subject)}` +
    `${field('measured', measured)}${field('limit', limit)}${field('class', verdict.class)}`;
  if (!waiver) return text;
  const entries = Object.entries(waiverRecord(waiver));
  return text + entries.map(([name, value]) => field(`waiver/${name}`, value)).join('');
}

function field(name: string, value: Measure | null | undefined): string {
  if (value === undefined || value === null) return '';
  return `,"iamspec/${name}":${json(cut(String(value), LIMITS.productField))}`;
}

// The API names no other partition, and the ARN tells it: others stay unsaid.
const PARTITIONS = ['aws', 'aws-cn', 'aws-us-gov'];

function resources(
  { audited }: AuditResult,
  { accountId = NOBODY, partition }: EvidenceHeader,
): (arn: string | undefined) => string {
  const Partition = PARTITIONS.find((known) => known === partition);
  const account = json({ Type: 'AwsAccount', Id: `AWS::::Account:${accountId}`, Partition });
  const users = new Map(
    audited?.report.users.map((user) => [user.arn, userResource(user, Partition)]),
  );
  return (arn) => {
    if (arn === undefined || arn === audited?.report.root.arn) return account;
    return users.get(arn) ?? json({ Type: 'AwsIamUser', Id: arn, Partition });
  };
}

function keyResource(
  { id, owner, active }: AccessKey & { readonly id: string },
  { accountId = NOBODY, partition }: EvidenceHeader,
): string {
  const AwsIamAccessKey = {
    AccessKeyId: id,
    AccountId: accountId,
    PrincipalName: owner.label,
    PrincipalType: 'IAMUser',
    Status: active ? 'Active' : 'Inactive',
  };
  const Partition = PARTITIONS.find((known) => known === partition);
  const Id = `AWS::IAM::AccessKey:${id}`;
  return json({ Type: 'AwsIamAccessKey', Id, Partition, Details: { AwsIamAccessKey } });
}

function userResource({ arn, name, path, createdAt }: User, Partition: string | undefined): string {
  const AwsIamUser = { UserName: name, Path: path, CreateDate: formatInstant(createdAt) };
  return json({ Type: 'AwsIamUser', Id: arn, Partition, Details: { AwsIamUser } });
}
