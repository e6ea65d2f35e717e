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
import type { Clients } from './clients';
import { errorCode } from './error-code';
import { explain, FetchError } from './explain';
import { allPages, type Call, maybeUnpaged, required } from './pages';
import type { FetchedReport, Until } from './report-steps';
import { fetchAccessKeys, fetchMfaDevices, fetchSshPublicKeys, usersOf } from './user-facts';

type Fetched = Exclude<FactName, 'reportAge'>;

const FETCHERS: { readonly [F in Fetched]: (call: Call) => Promise<KnownFacts[F]> } = {
  accountSummary: fetchAccountSummary,
  passwordPolicy: fetchPasswordPolicy,
  virtualMfaDevices: fetchVirtualMfaDevices,
  mfaDevices: async (call) => fetchMfaDevices(call, await fetchVirtualMfaDevices(call)),
  accessKeys: fetchAccessKeys,
  sshPublicKeys: fetchSshPublicKeys,
  userTags: async (call) => (await import('./user-tags')).fetchUserTags(call),
  administrators: async (call) => (await import('./administrators')).fetchAdministrators(call),
  serviceSpecificCredentials: fetchServiceSpecificCredentials,
  rootManagement: fetchRootManagement,
};

/**
 * Reads facts in parallel, those of its users once there is a report. One that AWS refuses is an error only
 * for the controls that need it.
 */
export async function fetchFacts(
  iam: IAMClient,
  names: readonly FactName[],
  report: () => FetchedReport | Promise<FetchedReport>,
  until: Until,
): Promise<Facts> {
  const call = { iam, until, users: async () => usersOf(await report()) };
  const facts = await Promise.all(
    names.map(async (name) => (name === 'reportAge' ? [] : [[name, await fetchFact(call, name)]])),
  );
  return Object.fromEntries(facts.flat());
}

/** The ids of access keys of some users of a report; `timeout` in milliseconds. */
export function fetchKeyIds(
  { iam }: Pick<Clients, 'iam'>,
  report: FetchedReport,
  names: ReadonlySet<string>,
  timeout: number,
): Promise<Fact<'accessKeys'>> {
  const until = { abortSignal: AbortSignal.timeout(timeout) };
  const call = { iam, until, users: async () => usersOf(report) };
  return toFact('accessKeys', fetchAccessKeys(call, names));
}

function fetchFact<F extends Fetched>(call: Call, name: F): Promise<Fact<F>> {
  return toFact(name, FETCHERS[name](call));
}

async function toFact<F extends Fetched>(
  name: F,
  answer: Promise<KnownFacts[F]>,
): Promise<Fact<F>> {
  try {
    return { known: await answer };
  } catch (error) {
    const [action = name] = FACTS[name].actions;
    return { refused: (error instanceof FetchError ? error : explain(error, action)).message };
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
    return { ...maybeUnpaged(page), items: list.map(serviceSpecificCredential) };
  });
}

function serviceSpecificCredential(
  metadata: ServiceSpecificCredentialMetadata,
): ServiceSpecificCredential {
  return {
    userName: required(metadata.UserName, 'UserName'),
    id: required(metadata.ServiceSpecificCredentialId, 'ServiceSpecificCredentialId'),
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
