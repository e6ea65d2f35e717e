import { randomUUID } from 'node:crypto';
import type { LocalAccount } from './account';
import { IamError } from './errors';
import { ReportTask } from './report-task';
import { element } from './xml';

/** The root of an organization or an organizational unit. */
export interface LocalUnit {
  id: string;
  name: string;
  parent?: string;
}

/** An account of an organization. */
export interface LocalMember {
  id: string;
  name: string;
  email: string;
  parent: string;
  state?: string | undefined;
  /** The old name of `state`. */
  status?: string | undefined;
  tags: Readonly<Record<string, string>>;
  /** Called once at most. */
  account: () => LocalAccount;
}

/** An organization; the endpoint's own account is its management account. */
export interface LocalOrganization {
  units: readonly LocalUnit[];
  members: readonly LocalMember[];
  /** The only role that can be assumed; any by default. */
  roleName?: string;
  externalId?: string;
  /** Each list begins with an empty page, as AWS says may happen. */
  emptyPages?: boolean;
}

/** An account that calls, and its report. */
export interface Served {
  account: LocalAccount;
  task: ReportTask;
}

// Twenty characters, as the ids of temporary keys have: the key itself says whose it is.
const KEY_PREFIX = 'ASIAORGN';
const ROLE_ARN = /^arn:([\w-]+):iam::(\d{12}):role\/(?:.*\/)?([\w+=,.@-]+)$/;

/** The account of the assumed role that an access key is of. */
export function memberOfKey(accessKeyId: string | undefined): string | undefined {
  return new RegExp(`^${KEY_PREFIX}(\\d{12})$`).exec(accessKeyId ?? '')?.[1];
}

/** Finds a member by its id; its account is made once. */
export function memberAccounts(
  organization: LocalOrganization | undefined,
  generationMs: number,
): (id: string) => Served | undefined {
  const members = new Map((organization?.members ?? []).map((member) => [member.id, member]));
  const served = new Map<string, Served>();
  return (id) => {
    const member = members.get(id);
    const known = served.get(id);
    if (known || !member) return known;
    const made = { account: member.account(), task: new ReportTask(generationMs) };
    served.set(id, made);
    return made;
  };
}

/** The result of `AssumeRole`. Throws an IamError for an unknown role. */
export function assumeRole(
  organization: LocalOrganization | undefined,
  callerArn: string,
  params: Readonly<Record<string, string>>,
): string[] {
  const { RoleArn = '', RoleSessionName = '', ExternalId, DurationSeconds = '3600' } = params;
  const [, partition, id, role] = ROLE_ARN.exec(RoleArn) ?? [];
  const { members = [], roleName = role, externalId } = organization ?? {};
  const known = members.some((member) => member.id === id);
  if (id === undefined || !known || role !== roleName || ExternalId !== externalId) {
    throw new IamError(
      'AccessDenied',
      `User: ${callerArn} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
    );
  }
  const session = `${role}/${RoleSessionName}`;
  return [
    element('Credentials', [
      element('AccessKeyId', `${KEY_PREFIX}${id}`),
      element('SecretAccessKey', 'secret'),
      element('SessionToken', randomUUID()),
      element('Expiration', new Date(Date.now() + Number(DurationSeconds) * 1000).toISOString()),
    ]),
    element('AssumedRoleUser', [
      element('AssumedRoleId', `AROALOCALIAMENDPOINT0:${RoleSessionName}`),
      element('Arn', `arn:${partition}:sts::${id}:assumed-role/${session}`),
    ]),
  ];
}
