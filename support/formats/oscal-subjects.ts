import type { Verdict } from '../control';
import {
  type AuditResult,
  type ControlResult,
  type EvidenceHeader,
  evidenceHeader,
  evidenceResults,
  generator,
  isFinding,
  UNKNOWN_ACCOUNT,
} from '../result';
import { markup, NAMESPACE, props } from './oscal-text';
import { uuidOf } from './uuid';

const URLS = '6ba7b811-9dad-11d1-80b4-00c04fd430c8'; // RFC 9562, section 6.6
const OWN = uuidOf(URLS, NAMESPACE);

/** A verdict that is told as an observation, and where it is a risk, as that too. */
export interface Judged {
  readonly control: ControlResult;
  readonly verdict: Verdict;
  readonly uuid: string;
  readonly riskUuid: string | undefined;
}

/** What all parts of a document ask for. */
export interface Assessment {
  readonly result: AuditResult;
  readonly header: EvidenceHeader;
  /** The UUID of a thing of the account: the same from run to run, unless the run is in its name. */
  readonly uuid: (kind: string, ...name: readonly (string | undefined)[]) => string;
  /** By `generator` of the control, in the order of the results. */
  readonly judged: ReadonlyMap<string, readonly Judged[]>;
}

/** Gives the UUIDs of things of an account, by their kind and name. */
export function accountUuids(account: string): Assessment['uuid'] {
  return (...name) => uuidOf(OWN, JSON.stringify([account, ...name]));
}

/** Gathers what the parts of a document ask for. */
export function assessmentOf(result: AuditResult): Assessment {
  const header = evidenceHeader(result);
  const account = header.accountId ?? UNKNOWN_ACCOUNT;
  const uuid = accountUuids(account);
  const judged = new Map<string, readonly Judged[]>();
  for (const control of evidenceResults(result)) {
    const { profile, id, verdicts } = control;
    const own = verdicts
      .filter((each) => isFinding(each))
      .map((verdict): Judged => {
        const name = [profile, id, verdict.subject];
        const isRisk = verdict.status === 'failed' || verdict.status === 'waived';
        const riskUuid = isRisk ? uuid('risk', ...name) : undefined;
        return { control, verdict, uuid: uuid('observation', ...name), riskUuid };
      });
    judged.set(generator(control), [...(judged.get(generator(control)) ?? []), ...own]);
  }
  return { result, header, uuid, judged };
}

/** All that was judged, in the order of the results. */
export function allJudged({ judged }: Assessment): readonly Judged[] {
  return [...judged.values()].flat();
}

/** The tool that observed, as `origins` name it. */
export function originOf({ uuid }: Assessment): object {
  return { actors: [{ type: 'tool', 'actor-uuid': uuid('tool') }] };
}

/** What a verdict is about: a user, by its ARN, or the account. */
export function subjectOf({ subject, arn }: Verdict, { uuid }: Assessment): object {
  return {
    ...(arn === undefined
      ? { 'subject-uuid': uuid('account'), type: 'component' }
      : { 'subject-uuid': uuid('user', arn), type: 'user' }),
    title: markup(subject),
  };
}

/** The account, its users that were judged, and iamspec, which the records refer to. */
export function localDefinitions(assessment: Assessment): object {
  const { uuid, header, result } = assessment;
  const users = usersOf(assessment);
  const operational = { state: 'operational' };
  const unread = { state: 'other', remarks: 'It could not be read.' };
  const account = {
    uuid: uuid('account'),
    type: 'system',
    title: `AWS account ${header.accountId ?? 'unknown'}`,
    description: 'The account whose IAM credentials were assessed.',
    status: result.audited ? operational : unread,
  };
  const tool = {
    uuid: uuid('tool'),
    type: 'software',
    title: 'iamspec',
    description: 'Policy as code for the AWS IAM credential report.',
    props: props({ version: result.run.version, commit: result.run.commit }),
    status: operational,
  };
  const platform = { uuid: uuid('platform'), 'uses-components': [{ 'component-uuid': tool.uuid }] };
  return {
    components: [account],
    users: users.length > 0 ? users : undefined,
    'assessment-assets': { components: [tool], 'assessment-platforms': [platform] },
  };
}

function usersOf(assessment: Assessment): readonly object[] {
  const { root, users = [] } = assessment.result.audited?.report ?? {};
  const labels = new Map([...(root ? [root] : []), ...users].map(({ arn, label }) => [arn, label]));
  const arns = new Set(allJudged(assessment).flatMap(({ verdict }) => verdict.arn ?? []));
  return [...arns].map((arn) => ({
    uuid: assessment.uuid('user', arn),
    title: markup(labels.get(arn) ?? arn),
    props: props({ arn }),
  }));
}
