import { AssumeRoleCommand, type AssumeRoleCommandOutput } from '@aws-sdk/client-sts';
import {
  type Attempt,
  awsClients,
  blamesCredentials,
  type Clients,
  errorCode,
  explain,
  FetchError,
  isTransient,
  type Until,
} from '../aws';
import { ConfigurationError } from '../control';
import type { Snapshot } from '../report';
import type { OrgAccount } from '../result';

/** The role that is assumed in each account. */
export interface Role {
  /** `audit/iamspec`, with its path. */
  readonly name: string;
  readonly externalId?: string | undefined;
  readonly sessionName: string;
  /** Need sts:TagSession in the role's trust policy. */
  readonly sessionTags?: Readonly<Record<string, string>> | undefined;
}

/** Clients that act in an account, and the caller that they are there. */
export interface Member {
  readonly clients: Clients;
  readonly caller: NonNullable<Snapshot['caller']>;
}

/** Gets into an account. Throws a FetchError where asking again would not help. */
export type Enter = (account: OrgAccount, until: Until) => Promise<Attempt<Member>>;

/** AWS refuses the caller's own credentials: no account can be entered any more. */
export class CallerError extends FetchError {}

// The least that STS grants; a snapshot takes seconds.
const DURATION_SECONDS = 900;

/** Lets a caller into its own account, and with the role into others. Throws where its name is not valid. */
export async function entrance(
  base: Clients,
  caller: Member['caller'],
  role: Role,
): Promise<Enter> {
  checkName(role.name);
  const { requestHandler, maxAttempts, retryMode } = base.iam.config;
  const region = await base.iam.config.region();
  const shared = { region, requestHandler, maxAttempts, retryMode };
  return async (account, until) => {
    if (account.id === caller.accountId) return { done: { clients: base, caller } };
    const attempt = await assumeRole({ base, caller, role }, account.id, until);
    if (attempt.again !== undefined) return attempt;
    const { credentials, arn } = attempt.done;
    const own = await awsClients({ ...shared, credentials });
    // The STS that gave these credentials said whose the account is.
    const foreignEndpoint = () => own.foreignEndpoint() ?? base.foreignEndpoint();
    const clients = { ...own, foreignEndpoint };
    return { done: { clients, caller: { accountId: account.id, arn } } };
  };
}

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html (Path, RoleName)
const ROLE_NAME = /^(?:[\x21-\x2e\x30-\x7e]+\/)*[\w+=,.@-]{1,64}$/;

function checkName(name: string): void {
  if (ROLE_NAME.test(name) && !name.startsWith('arn:')) return;
  throw new ConfigurationError([
    `The role "${name}" is no name of a role. Give a name such as iamspec-audit, with its path if ` +
      'it has one, such as audit/iamspec; not an ARN.',
  ]);
}

/** The ARN of the role in an account, in the caller's partition. */
export function roleArn(accountId: string, role: string, callerArn: string): string {
  return `arn:${callerArn.split(':')[1]}:iam::${accountId}:role/${role}`;
}

async function assumeRole(
  { base, caller, role }: { base: Clients; caller: Member['caller']; role: Role },
  accountId: string,
  until: Until,
): Promise<Attempt<RoleSession>> {
  const { name, externalId, sessionName, sessionTags = {} } = role;
  const arn = roleArn(accountId, name, caller.arn);
  const tags = Object.entries(sessionTags).map(([Key, Value]) => ({ Key, Value }));
  const command = new AssumeRoleCommand({
    RoleArn: arn,
    RoleSessionName: sessionName,
    DurationSeconds: DURATION_SECONDS,
    ...(externalId !== undefined && { ExternalId: externalId }),
    ...(tags.length > 0 && { Tags: tags }),
  });
  try {
    return { done: roleSession(await base.sts.send(command, until), accountId) };
  } catch (error) {
    if (isTransient(error)) return { again: errorCode(error), error };
    throw refusal(error, arn, caller.arn);
  }
}

type RoleSession = ReturnType<typeof roleSession>;

function roleSession(answer: AssumeRoleCommandOutput, accountId: string) {
  const { AccessKeyId, SecretAccessKey, SessionToken } = answer.Credentials ?? {};
  const { Arn } = answer.AssumedRoleUser ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Arn) {
    throw new TypeError('it holds no credentials');
  }
  if (Arn.split(':')[4] !== accountId) throw new TypeError(`it is of another account: ${Arn}`);
  const credentials = {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
  return { credentials, arn: Arn };
}

function refusal(error: unknown, role: string, caller: string): FetchError {
  const { message } = explain(error, 'sts:AssumeRole');
  if (blamesCredentials(error)) return new CallerError(message, { cause: error });
  if (errorCode(error) !== 'AccessDenied') return new FetchError(message, { cause: error });
  return new FetchError(
    `AWS refused sts:AssumeRole for ${role}. Deploy the role in that account, let it trust ` +
      `${caller} (with the external id, if it asks for one), and allow sts:AssumeRole to the caller.`,
    { cause: error },
  );
}
