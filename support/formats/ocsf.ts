import { fullReason, type Verdict } from '../control';
import type { AccessKey, User } from '../report';
import {
  type AuditResult,
  type ControlResult,
  type EvidenceHeader,
  evidenceHeader,
  evidenceResults,
  idPrefix,
  isFinding,
  NOBODY,
  relatedRequirements,
  subjectHashes,
  urgency,
  waiverRecord,
} from '../result';
import { json, jsonArray, members } from './json-text';
import { keyResources } from './key-resources';

/** https://schema.ocsf.io/1.5.0/classes/compliance_finding */
const VERSION = '1.5.0';

/** A type is 100 times its class and the activity. */
const CLASS = {
  category_uid: 2,
  class_uid: 2003,
  class_name: 'Compliance Finding',
  activity_id: 1,
  type_uid: 200301,
} as const;

/**
 * One Compliance Finding for each verdict that `isFinding`, its stable `uid` the `Id` in ASFF.
 * Without a report, the account is 000000000000.
 */
export function ocsf(result: AuditResult): Iterable<string> {
  return jsonArray(findings(result, evidenceHeader(result)));
}

function* findings(result: AuditResult, header: EvidenceHeader): Generator<string> {
  const resourceOf = resources(result, header);
  const keyOf = keyResources(result, (key) => keyResource(key, header));
  const hashOf = subjectHashes();
  for (const control of evidenceResults(result)) {
    const shared = sharedText(control, result, header);
    for (const verdict of control.verdicts) {
      if (!isFinding(verdict)) continue;
      const subject = json(verdict.subject);
      const resource = resourceOf(verdict.arn) + keyOf(verdict.subject);
      const about = { subject, hash: hashOf(subject), resource };
      yield finding(verdict, shared, about);
    }
  }
}

/** JSON of what all findings of a control have in common; instants are milliseconds since 1970. */
interface Shared {
  readonly begin: string;
  readonly compliance: string;
  readonly unmapped: string;
}

interface About {
  readonly subject: string;
  readonly hash: string;
  readonly resource: string;
}

function sharedText(control: ControlResult, result: AuditResult, header: EvidenceHeader): Shared {
  const { accountId: uid = NOBODY, partition, mark, asOf, readAt } = header;
  const account = { uid, type_id: 10, type: 'AWS Account' };
  const about = {
    ...CLASS,
    time: readAt,
    timezone_offset: 0,
    cloud: { provider: 'AWS', account, cloud_partition: partition },
    metadata: metadata(control, result, header),
    finding_info: {
      title: `${mark}${control.about?.title ?? control.id}`,
      last_seen_time: asOf,
      uid: idPrefix(header, control),
    },
  };
  return {
    begin: JSON.stringify(about).slice(0, -'"}}'.length),
    compliance: members(compliance(control, result)),
    unmapped: members({
      profile: control.profile,
      source: header.source,
      as_of_source: result.audited?.report.asOfSource,
    }),
  };
}

function metadata({ id }: ControlResult, { run }: AuditResult, { mark }: EvidenceHeader): object {
  return {
    version: VERSION,
    profiles: ['cloud'],
    product: { name: 'iamspec', vendor_name: 'iamspec', version: run.version },
    event_code: id,
    correlation_uid: run.id,
    labels: mark === '' ? undefined : ['DEMO'],
  };
}

function compliance(control: ControlResult, { profiles }: AuditResult): object {
  const profile = profiles.find(({ name }) => name === control.profile);
  const inputs = Object.entries(control.inputs);
  const parameters = inputs.map(([name, value]) => ({ name, value: String(value) }));
  return {
    control: control.id,
    standards: profile && [profile.title],
    requirements: relatedRequirements(control),
    control_parameters: parameters.length > 0 ? parameters : undefined,
  };
}

const SEVERITIES = {
  informational: `"severity_id":1,"severity":"Informational"`,
  low: `"severity_id":2,"severity":"Low"`,
  medium: `"severity_id":3,"severity":"Medium"`,
  high: `"severity_id":4,"severity":"High"`,
  critical: `"severity_id":5,"severity":"Critical"`,
} as const;

const NEW = `"status_id":1,"status":"New"`;
const SUPPRESSED = `"status_id":3,"status":"Suppressed"`;

// To the schema a Warning lacks information; a waived verdict is none of its three statuses.
const COMPLIANCE: Readonly<Record<Verdict['status'], string>> = {
  passed: `"status_id":1,"status":"Pass"`,
  failed: `"status_id":3,"status":"Fail"`,
  error: `"status_id":2,"status":"Warning"`,
  notReviewed: `"status_id":2,"status":"Warning"`,
  waived: `"status_id":99,"status":"Waived"`,
  notApplicable: `"status_id":99,"status":"Not Applicable"`,
};

function finding(verdict: Verdict, shared: Shared, { subject, hash, resource }: About): string {
  const { status, severity, measured, limit, fix, waiver } = verdict;
  const reason = json(fullReason(verdict));
  const lifecycle = status === 'waived' ? SUPPRESSED : NEW;
  const remediation = fix === undefined ? '' : `,"remediation":{"desc":${json(fix)}}`;
  const record = waiver ? json(waiverRecord(waiver)) : 'null';
  return (
    `${shared.begin}${hash}"},${SEVERITIES[urgency(verdict)]},${lifecycle},"message":${reason}` +
    `,"compliance":{${shared.compliance},${COMPLIANCE[status]},"status_code":"${status}"` +
    `,"status_details":[${reason}]},"resources":[${resource}]${remediation}` +
    `,"unmapped":{${shared.unmapped},"subject":${subject},"severity":"${severity}"` +
    `,"measured":${json(measured)},"limit":${json(limit)},"class":${json(verdict.class)}` +
    `,"waiver":${record}}}`
  );
}

function resources(
  { audited }: AuditResult,
  { accountId = NOBODY, partition: cloud_partition }: EvidenceHeader,
): (arn: string | undefined) => string {
  const known = new Map(
    audited?.report.users.map((user) => [user.arn, userResource(user, cloud_partition)]),
  );
  const account = { uid: `AWS::::Account:${accountId}`, name: accountId, type: 'AWS::::Account' };
  const { root } = audited?.report ?? {};
  if (root) {
    const { arn: uid, label: name } = root;
    known.set(uid, json({ uid, name, type: 'AWS::IAM::Root', cloud_partition }));
  }
  const whole = json({ ...account, cloud_partition });
  return (arn) => {
    if (arn === undefined) return whole;
    return known.get(arn) ?? json({ uid: arn, type: 'AWS::IAM::User', cloud_partition });
  };
}

function keyResource(
  { id: uid }: AccessKey & { readonly id: string },
  { partition: cloud_partition }: EvidenceHeader,
): string {
  return json({ uid, type: 'AWS::IAM::AccessKey', cloud_partition });
}

function userResource({ arn, name, createdAt }: User, cloud_partition: string): string {
  const type = 'AWS::IAM::User';
  return json({ uid: arn, name, type, cloud_partition, created_time: createdAt });
}
