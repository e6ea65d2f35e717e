import { fullReason, type Verdict } from '../control';
import { formatInstant } from '../report';
import { waiverRecord, whoAndWhen } from '../result';
import { type Assessment, type Judged, originOf, subjectOf } from './oscal-subjects';
import { markup, NAMESPACE, type Property, props } from './oscal-text';

/** What a control found of a subject, passed or not. */
export function observation({ control, verdict, uuid }: Judged, assessment: Assessment): object {
  const { header } = assessment;
  const { owner, ownerBy, dueAt } = whoAndWhen(verdict);
  return {
    uuid,
    title: markup(`${header.mark}${control.id}: ${verdict.subject}`),
    description: markup(fullReason(verdict)),
    props: props({
      ...namesOf(control.profile, verdict),
      status: verdict.status,
      measured: verdict.measured,
      limit: verdict.limit,
      class: verdict.class,
      owner,
      'owner-by': ownerBy,
      'due-at': dueAt,
    }),
    methods: ['TEST'],
    types: ['control-objective'],
    origins: [originOf(assessment)],
    subjects: [subjectOf(verdict, assessment)],
    collected: formatInstant(header.readAt),
  };
}

function namesOf(profile: string | undefined, { control, subject }: Verdict) {
  return { profile, control, subject };
}

/** A failure: open, its deadline when it fell due; or a deviation that was approved until then. */
export function risk(judged: Judged, assessment: Assessment): object {
  const { control, verdict, uuid, riskUuid } = judged;
  const { subject, status, severity, waiver } = verdict;
  const { id, about, profile } = control;
  const approved = status === 'waived';
  return {
    uuid: riskUuid,
    title: markup(`${assessment.header.mark}${id} fails for ${subject}`),
    description: markup(fullReason(verdict)),
    statement: markup(about?.rationale ?? 'What can come of it is not told.'),
    props: [...props(namesOf(profile, verdict)), ...waiverProps(verdict)],
    status: approved ? 'deviation-approved' : 'open',
    characterizations: [
      {
        origin: originOf(assessment),
        facets: [{ name: 'severity', system: NAMESPACE, value: severity }],
      },
    ],
    deadline: approved && waiver ? formatInstant(waiver.expires) : whoAndWhen(verdict).dueAt,
    remediations: remediations(judged, assessment),
    'related-observations': [{ 'observation-uuid': uuid }],
  };
}

// With an open risk, it is one that has expired.
function waiverProps({ waiver, status }: Verdict): readonly Property[] {
  if (!waiver) return [];
  const { subject, reason, owner, approvedBy, ticket, expires } = waiverRecord(waiver);
  return props({
    waiver: status === 'waived' ? 'in force' : 'expired',
    'waiver-subject': subject,
    'waiver-reason': reason,
    'waiver-owner': owner,
    'waiver-approved-by': approvedBy,
    'waiver-ticket': ticket,
    'waiver-expires': expires,
  });
}

function remediations({ control, verdict }: Judged, { uuid }: Assessment) {
  if (verdict.fix === undefined) return undefined;
  return [
    {
      uuid: uuid('remediation', control.profile, control.id, verdict.subject),
      lifecycle: 'recommendation',
      title: 'Remediation',
      description: markup(verdict.fix),
    },
  ];
}
