import {
  GetAccountPasswordPolicyCommand,
  GetAccountSummaryCommand,
  type IAMClient,
  ListOrganizationsFeaturesCommand,
  ListServiceSpecificCredentialsCommand,
  ListVirtualMFADevicesCommand,
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
import type { Until } from './report-steps';

interface Call {
  readonly iam: IAMClient;
  readonly until: Until;
}

type Fetched = Exclude<FactName, 'reportAge'>;

const FETCHERS: { readonly [F in Fetched]: (call: Call) => Promise<KnownFacts[F]> } = {
  accountSummary: fetchAccountSummary,
  passwordPolicy: fetchPasswordPolicy,
  virtualMfaDevices: fetchVirtualMfaDevices,
  serviceSpecificCredentials: fetchServiceSpecificCredentials,
  rootManagement: fetchRootManagement,
};

/** Reads facts in parallel. One that AWS refuses is an error only for the controls that need it. */
export async function fetchFacts(
  iam: IAMClient,
  names: readonly FactName[],
  until: Until,
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
  const figures = required(SummaryMap, 'SummaryMap');
  const present = (count: number | undefined) => (count === undefined ? undefined : count > 0);
  const summary = {
    users: figures.Users,
    rootMfaEnabled: present(figures.AccountMFAEnabled),
    rootAccessKeys: figures.AccountAccessKeysPresent,
    rootPassword: present(figures.AccountPasswordPresent),
    rootCertificates: figures.AccountSigningCertificatesPresent,
  };
  if (Object.values(summary).some((figure) => figure !== undefined)) return summary;
  throw new TypeError('the answer has none of the figures of SummaryMap');
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
  return allPages(async (marker) => {
    const input = { AssignmentStatus: 'Assigned', MaxItems: 1000, ...marker } as const;
    const page = await iam.send(new ListVirtualMFADevicesCommand(input), until);
    const devices = required(page.VirtualMFADevices, 'VirtualMFADevices');
    const items = devices.map(({ User }) => ({ userArn: required(User?.Arn, 'User.Arn') }));
    return { ...page, items };
  });
}

async function fetchServiceSpecificCredentials({
  iam,
  until,
}: Call): Promise<readonly ServiceSpecificCredential[]> {
  return allPages(async (marker) => {
    const input = { AllUsers: true, MaxItems: 1000, ...marker };
    const page = await iam.send(new ListServiceSpecificCredentialsCommand(input), until);
    const list = required(page.ServiceSpecificCredentials, 'ServiceSpecificCredentials');
    return { ...page, items: list.map(serviceSpecificCredential) };
  });
}

interface Page<T> {
  readonly items: readonly T[];
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

// The SDK's own paginator takes a truncated page without a marker for the last one.
async function allPages<T>(
  fetchPage: (marker: { readonly Marker?: string }) => Promise<Page<T>>,
): Promise<readonly T[]> {
  const all: T[] = [];
  let marker: { readonly Marker?: string } = {};
  for (;;) {
    const { items, IsTruncated, Marker } = await fetchPage(marker);
    all.push(...items);
    if (!required(IsTruncated, 'IsTruncated')) return all;
    marker = { Marker: required(Marker || undefined, 'Marker') };
  }
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

const NOT_DECIDABLE: Readonly<Record<string, string>> = {
  AccountNotManagementOrDelegatedAdministratorException:
    'only the management account or its delegate can tell',
  OrganizationNotFoundException: 'the account belongs to no organization',
  OrganizationNotInAllFeaturesModeException: 'the organization has not all features enabled',
};

async function fetchRootManagement({ iam, until }: Call): Promise<RootManagement> {
  try {
    const answer = await iam.send(new ListOrganizationsFeaturesCommand({}), until);
    required(answer.OrganizationId, 'OrganizationId');
    return { features: answer.EnabledFeatures ?? [] };
  } catch (error) {
    // Without trusted access of IAM the features cannot be on.
    if (errorCode(error).startsWith('ServiceAccessNotEnabled')) return { features: [] };
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
