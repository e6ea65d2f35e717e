import {
  GetAccountPasswordPolicyCommand,
  GetAccountSummaryCommand,
  type IAMClient,
  ListOrganizationsFeaturesCommand,
  ListServiceSpecificCredentialsCommand,
  paginateListVirtualMFADevices,
  type ServiceSpecificCredentialMetadata,
} from '@aws-sdk/client-iam';
import {
  type AccountSummary,
  FACTS,
  type Fact,
  type FactName,
  type Facts,
  type KnownFacts,
  type PasswordPolicy,
  type RootManagement,
  type ServiceSpecificCredential,
  type VirtualMfaDevice,
} from '../report';
import { errorCode } from './error-code';
import { explain } from './explain';

/** The client, and when to give up. */
interface Call {
  readonly iam: IAMClient;
  readonly until: { readonly abortSignal: AbortSignal };
}

type Fetched = Exclude<FactName, 'reportAge'>;

const FETCHERS: { readonly [F in Fetched]: (call: Call) => Promise<KnownFacts[F]> } = {
  accountSummary: fetchAccountSummary,
  passwordPolicy: fetchPasswordPolicy,
  virtualMfaDevices: fetchVirtualMfaDevices,
  serviceSpecificCredentials: fetchServiceSpecificCredentials,
  rootManagement: fetchRootManagement,
};

/**
 * Reads facts in parallel. One that AWS refuses is no end: it becomes an error for the controls
 * that need it, and the others are not affected.
 *
 * @param until aborts what takes too long
 */
export async function fetchFacts(
  iam: IAMClient,
  names: readonly FactName[],
  until: { readonly abortSignal: AbortSignal },
): Promise<Facts> {
  const call = { iam, until };
  const facts = await Promise.all(
    names.map(async (name) => (name === 'reportAge' ? [] : [[name, await fetchFact(call, name)]])),
  );
  return Object.fromEntries(facts.flat());
}

async function fetchFact<F extends Fetched>(call: Call, name: F): Promise<Fact<F>> {
  try {
    return { known: await FETCHERS[name](call) };
  } catch (error) {
    return { refused: explain(error, FACTS[name].action ?? name).message };
  }
}

async function fetchAccountSummary({ iam, until }: Call): Promise<AccountSummary> {
  const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}), until);
  const figure = (name: keyof NonNullable<typeof SummaryMap>): number =>
    required(SummaryMap?.[name], `SummaryMap.${name}`);
  return {
    users: figure('Users'),
    rootMfaEnabled: figure('AccountMFAEnabled') > 0,
    rootAccessKeys: figure('AccountAccessKeysPresent'),
  };
}

async function fetchPasswordPolicy({ iam, until }: Call): Promise<PasswordPolicy | 'none'> {
  try {
    const answer = await iam.send(new GetAccountPasswordPolicyCommand({}), until);
    const policy = required(answer.PasswordPolicy, 'PasswordPolicy');
    return {
      minLength: required(policy.MinimumPasswordLength, 'MinimumPasswordLength'),
      symbols: policy.RequireSymbols === true,
      numbers: policy.RequireNumbers === true,
      uppercase: policy.RequireUppercaseCharacters === true,
      lowercase: policy.RequireLowercaseCharacters === true,
      maxAgeDays: policy.ExpirePasswords === true ? policy.MaxPasswordAge : undefined,
      remembered: policy.PasswordReusePrevention,
    };
  } catch (error) {
    if (errorCode(error) === 'NoSuchEntity') return 'none';
    throw error;
  }
}

async function fetchVirtualMfaDevices({ iam, until }: Call): Promise<readonly VirtualMfaDevice[]> {
  const devices: VirtualMfaDevice[] = [];
  const pages = paginateListVirtualMFADevices(
    { client: iam, pageSize: 1000 },
    { AssignmentStatus: 'Assigned' },
    until,
  );
  for await (const page of pages) {
    const list = required(page.VirtualMFADevices, 'VirtualMFADevices');
    devices.push(...list.map((device) => ({ userArn: device.User?.Arn })));
  }
  return devices;
}

async function fetchServiceSpecificCredentials({
  iam,
  until,
}: Call): Promise<readonly ServiceSpecificCredential[]> {
  const credentials: ServiceSpecificCredential[] = [];
  let marker: string | undefined;
  do {
    const page = await iam.send(
      new ListServiceSpecificCredentialsCommand({
        AllUsers: true,
        MaxItems: 1000,
        ...(marker === undefined ? {} : { Marker: marker }),
      }),
      until,
    );
    const list = required(page.ServiceSpecificCredentials, 'ServiceSpecificCredentials');
    credentials.push(...list.map(serviceSpecificCredential));
    marker = page.IsTruncated === true ? required(page.Marker, 'Marker') : undefined;
  } while (marker !== undefined);
  return credentials;
}

function serviceSpecificCredential(
  metadata: ServiceSpecificCredentialMetadata,
): ServiceSpecificCredential {
  return {
    userName: required(metadata.UserName, 'UserName'),
    service: required(metadata.ServiceName, 'ServiceName'),
    active: metadata.Status !== 'Inactive' && metadata.Status !== 'Expired',
    createdAt: required(metadata.CreateDate, 'CreateDate').getTime(),
    expiresAt: metadata.ExpirationDate?.getTime(),
  };
}

// What IAM answers where the account is not the one that can tell.
const NOT_DECIDABLE: Readonly<Record<string, string>> = {
  AccountNotManagementOrDelegatedAdministratorException:
    'only the management account or its delegate can tell',
  OrganizationNotFoundException: 'the account belongs to no organization',
  OrganizationNotInAllFeaturesModeException: 'the organization has not all features enabled',
  ServiceAccessNotEnabledException: 'IAM has no trusted access to the organization',
};

async function fetchRootManagement({ iam, until }: Call): Promise<RootManagement> {
  try {
    const answer = await iam.send(new ListOrganizationsFeaturesCommand({}), until);
    required(answer.OrganizationId, 'OrganizationId');
    return { features: answer.EnabledFeatures ?? [] };
  } catch (error) {
    const reason = NOT_DECIDABLE[errorCode(error)] ?? NOT_DECIDABLE[`${errorCode(error)}Exception`];
    if (reason === undefined) throw error;
    return { notDecidable: reason };
  }
}

// The SDK takes a page of HTML for an answer with nothing in it.
function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new TypeError(`the answer has no ${name}`);
  return value;
}
