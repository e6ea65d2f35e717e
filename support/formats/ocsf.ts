import { fullReason, type Verdict } from '../control';
import type { User } from '../report';
import {
  type AuditResult,
  type ControlResult,
  type EvidenceHeader,
  evidenceHeader,
  evidenceResults,
  type FindingsOptions,
  idPrefix,
  isFinding,
  relatedRequirements,
  subjectHashes,
  UNKNOWN_ACCOUNT,
  urgency,
  waiverRecord,
  whoAndWhen,
} from '../result';
import { jsonText } from './json-text';
import { type KnownKey, keyResources } from './key-resources';

/**
 * https://schema.ocsf.io/1.8.0/classes/compliance_finding?profiles=cloud. No `checks`: each has a
 * status of its own, and of a requirement that several controls serve no verdict knows it.
 */
const VERSION = '1.8.0';

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
export function ocsf(result: AuditResult, options: FindingsOptions = {}): Iterable<string> {
  return jsonText(findings(result, options));
}

function* findings(result: AuditResult, options: FindingsOptions): Generator<object> {
  const header = evidenceHeader(result);
  const resourceOf = resources(result, header);
  const keysOf = keyResources(result, (key) => keyResource(key, header));
  const hashOf = subjectHashes();
  for (const control of evidenceResults(result)) {
    const shared = sharedFields(control, result, header);
    for (const verdict of control.verdicts) {
      if (!isFinding(verdict, options)) continue;
      const { subject, arn } = verdict;
      const uid = shared.idPrefix + hashOf(JSON.stringify(subject));
      yield finding(verdict, shared, uid, [resourceOf(arn), ...keysOf(subject)]);
    }
  }
}

type Shared = ReturnType<typeof sharedFields>;

// Of all findings of a control; instants are milliseconds since 1970.
function sharedFields(control: ControlResult, result: AuditResult, header: EvidenceHeader) {
  const { accountId: uid = UNKNOWN_ACCOUNT, partition, mark, asOf, readAt } = header;
  const account = { uid, type_id: 10, type: 'AWS Account' };
  return {
    idPrefix: idPrefix(header, control),
    about: {
      ...CLASS,
      time: readAt,
      timezone_offset: 0,
      cloud: { provider: 'AWS', account, cloud_partition: partition },
      metadata: metadata(control, result, header),
    },
    info: {
      title: `${mark}${control.about?.title ?? control.id}`,
      last_seen_time: asOf,
    },
    compliance: compliance(control, result),
    unmapped: {
      profile: control.profile,
      source: header.source,
      as_of_source: result.audited?.report.asOfSource,
    },
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
  informational: { severity_id: 1, severity: 'Informational' },
  low: { severity_id: 2, severity: 'Low' },
  medium: { severity_id: 3, severity: 'Medium' },
  high: { severity_id: 4, severity: 'High' },
  critical: { severity_id: 5, severity: 'Critical' },
} as const;

const NEW = { status_id: 1, status: 'New' } as const;
const SUPPRESSED = { status_id: 3, status: 'Suppressed' } as const;

// To the schema a Warning lacks information; a waived verdict is none of its three statuses.
const COMPLIANCE: Readonly<Record<Verdict['status'], object>> = {
  passed: { status_id: 1, status: 'Pass' },
  failed: { status_id: 3, status: 'Fail' },
  error: { status_id: 2, status: 'Warning' },
  notReviewed: { status_id: 2, status: 'Warning' },
  waived: { status_id: 99, status: 'Waived' },
  notApplicable: { status_id: 99, status: 'Not Applicable' },
};

function finding(verdict: Verdict, shared: Shared, uid: string, resources: readonly object[]) {
  const { subject, status, severity, measured, limit, fix, waiver } = verdict;
  const message = fullReason(verdict);
  const { owner, ownerBy, dueAt } = whoAndWhen(verdict);
  return {
    // Not the spread first: Node 20 is slow to add to what begins with one.
    message,
    ...shared.about,
    finding_info: { uid, ...shared.info },
    ...SEVERITIES[urgency(verdict)],
    ...(status === 'waived' ? SUPPRESSED : NEW),
    compliance: {
      status_code: status,
      ...COMPLIANCE[status],
      status_details: [message],
      ...shared.compliance,
    },
    resources,
    remediation: fix === undefined ? undefined : { desc: fix },
    unmapped: {
      subject,
      ...shared.unmapped,
      severity,
      measured: measured ?? null,
      limit: limit ?? null,
      class: verdict.class ?? null,
      owner: owner ?? null,
      owner_by: ownerBy ?? null,
      due_at: dueAt ?? null,
      waiver: waiver ? waiverRecord(waiver) : null,
    },
  };
}

function resources(
  { audited }: AuditResult,
  { accountId = UNKNOWN_ACCOUNT, partition: cloud_partition }: EvidenceHeader,
): (arn: string | undefined) => object {
  const account = { uid: `AWS::::Account:${accountId}`, name: accountId, type: 'AWS::::Account' };
  const known = new Map<string, object>(
    audited?.report.users.map((user) => [user.arn, userResource(user, cloud_partition)]),
  );
  const { root } = audited?.report ?? {};
  if (root) {
    const { arn: uid, label: name } = root;
    known.set(uid, { uid, name, type: 'AWS::IAM::Root', cloud_partition });
  }
  return (arn) => {
    if (arn === undefined) return { ...account, cloud_partition };
    return known.get(arn) ?? { uid: arn, type: 'AWS::IAM::User', cloud_partition };
  };
}

function keyResource({ id: uid }: KnownKey, { partition: cloud_partition }: EvidenceHeader) {
  return { uid, type: 'AWS::IAM::AccessKey', cloud_partition };
}

function userResource({ arn, name, createdAt }: User, cloud_partition: string): object {
  const type = 'AWS::IAM::User';
  return { uid: arn, name, type, cloud_partition, created_time: createdAt };
}
