import type { LocalAccount, LocalPrincipal, LocalVirtualMfaDevice } from './account';
import type { Action } from './action';
import { authorizationActions } from './authorization-actions';
import { credentialActions } from './credential-actions';
import { IamError } from './errors';
import { assumeRole } from './organization';
import { page } from './page';
import { element, list, map } from './xml';

const STARTED = 'No report exists. Starting a new report generation task';

/** The result of `GenerateCredentialReport`. */
export function stateResult(state: string, description?: string): string[] {
  return [element('State', state), element('Description', description)];
}

/** The result of `GetCredentialReport`; by default the account's. */
export function reportResult(
  account: LocalAccount,
  given: { content?: string; reportFormat?: string; generatedTime?: string } = {},
): string[] {
  const { report, generatedTime } = account;
  return [
    element('Content', given.content ?? Buffer.from(report).toString('base64')),
    element('ReportFormat', given.reportFormat ?? 'text/csv'),
    element('GeneratedTime', given.generatedTime ?? generatedTime),
  ];
}

function principal(user: LocalPrincipal): string[] {
  return [
    element('Path', user.path),
    element('UserName', user.userName),
    element('UserId', user.userId),
    element('Arn', user.arn),
    element('CreateDate', user.createDate),
    element('PasswordLastUsed', user.passwordLastUsed),
  ];
}

function device(item: LocalVirtualMfaDevice): string[] {
  return [
    element('SerialNumber', item.serialNumber),
    element('EnableDate', item.enableDate),
    element('User', item.user && principal(item.user)),
  ];
}

function withStatus(
  devices: readonly LocalVirtualMfaDevice[],
  status = 'Any',
): readonly LocalVirtualMfaDevice[] {
  switch (status) {
    case 'Any':
      return devices;
    case 'Assigned':
      return devices.filter(({ user }) => user !== undefined);
    case 'Unassigned':
      return devices.filter(({ user }) => user === undefined);
    default:
      throw new IamError('ValidationError', `Value '${status}' at 'assignmentStatus' is unknown`);
  }
}

/** The actions that the endpoint knows. */
export const actions = {
  ...credentialActions,
  ...authorizationActions,

  GetCallerIdentity: ({ account }) => [
    element('UserId', 'AROALOCALIAMENDPOINT0:caller'),
    element('Account', account.accountId),
    element('Arn', account.callerArn),
  ],

  AssumeRole: ({ account, params, organization }) =>
    assumeRole(organization, account.callerArn, params),

  GenerateCredentialReport: ({ task }) => {
    const state = task.generate();
    return stateResult(state, state === 'STARTED' ? STARTED : undefined);
  },

  GetCredentialReport: ({ account, task }) => {
    if (!task.requested) throw new IamError('ReportNotPresent');
    if (!task.ready) throw new IamError('ReportInProgress');
    return reportResult(account);
  },

  GetAccountSummary: ({ account }) => [map('SummaryMap', account.summary)],

  GetAccountPasswordPolicy: ({ account: { accountId, passwordPolicy: policy } }) => {
    if (policy === undefined) {
      throw new IamError(
        'NoSuchEntity',
        `The Password Policy with domain name ${accountId} cannot be found.`,
      );
    }
    return [
      element('PasswordPolicy', [
        element('MinimumPasswordLength', policy.minimumPasswordLength),
        element('RequireSymbols', policy.requireSymbols),
        element('RequireNumbers', policy.requireNumbers),
        element('RequireUppercaseCharacters', policy.requireUppercaseCharacters),
        element('RequireLowercaseCharacters', policy.requireLowercaseCharacters),
        element('AllowUsersToChangePassword', policy.allowUsersToChangePassword),
        element('ExpirePasswords', policy.expirePasswords),
        element('MaxPasswordAge', policy.maxPasswordAge),
        element('PasswordReusePrevention', policy.passwordReusePrevention),
        element('HardExpiry', policy.hardExpiry),
      ]),
    ];
  },

  ListVirtualMFADevices: (context) => {
    const { account, params } = context;
    const devices = withStatus(account.virtualMfaDevices, params.AssignmentStatus);
    const { items, trailer } = page(devices, context);
    return [list('VirtualMFADevices', items.map(device)), ...trailer];
  },

  ListAccountAliases: (context) => {
    const { alias } = context.account;
    const { items, trailer } = page(alias === undefined ? [] : [alias], context);
    return [list('AccountAliases', items), ...trailer];
  },

  ListOrganizationsFeatures: ({ account: { organizationFeatures } }) => {
    if (organizationFeatures !== undefined) {
      return [
        element('OrganizationId', 'o-localiam00'),
        list('EnabledFeatures', organizationFeatures),
      ];
    }
    throw new IamError('OrganizationNotFoundException', 'The account belongs to no organization.');
  },

  ListUsers: (context) => {
    const prefix = context.params.PathPrefix ?? '/';
    const users = context.account.users.filter(({ path }) => path.startsWith(prefix));
    const { items, trailer } = page(users, context);
    return [list('Users', items.map(principal)), ...trailer];
  },
} satisfies Record<string, Action>;

/** The name of an action that the endpoint knows. */
export type ActionName = keyof typeof actions;

/** Whether the endpoint knows the action. */
export function isActionName(name: string): name is ActionName {
  return Object.hasOwn(actions, name);
}
