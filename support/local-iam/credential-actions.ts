import type { LocalAccount, LocalMfaDevice, LocalServiceCredential, LocalUser } from './account';
import type { Action, Context } from './action';
import { IamError } from './errors';
import { namedUser } from './named-user';
import { page } from './page';
import { element, list, map } from './xml';

const FIDO_ARN = /^arn:[\w-]+:iam::\d{12}:u2f\/user\/./;

type Device = Omit<LocalMfaDevice, 'enableDate'> & { enableDate?: string };

function devicesOf({ virtualMfaDevices }: LocalAccount, user: LocalUser): readonly Device[] {
  const virtual = virtualMfaDevices.filter((each) => each.user?.userName === user.userName);
  return [...virtual, ...(user.mfaDevices ?? [])];
}

function device(userName: string, { serialNumber, enableDate }: Device): string[] {
  return [
    element('UserName', userName),
    element('SerialNumber', serialNumber),
    element('EnableDate', enableDate),
  ];
}

function serviceCredential(item: LocalServiceCredential): string[] {
  return [
    element('UserName', item.userName),
    element('ServiceName', item.serviceName),
    element('Status', item.status),
    element('CreateDate', item.createDate),
    element('ExpirationDate', item.expirationDate),
    element('ServiceSpecificCredentialId', item.id),
  ];
}

function wantedServiceCredentials(context: Context): readonly LocalServiceCredential[] {
  const { AllUsers, ServiceName } = context.params;
  const all = context.account.serviceCredentials ?? [];
  const userName = AllUsers === 'true' ? undefined : namedUser(context).userName;
  return all.filter(
    (each) =>
      (userName === undefined || each.userName === userName) &&
      (ServiceName === undefined || each.serviceName === ServiceName),
  );
}

/** The actions that list or tell the credentials of a user. */
export const credentialActions = {
  ListMFADevices: (context) => {
    const user = namedUser(context);
    const { items, trailer } = page(devicesOf(context.account, user), context);
    return [
      list(
        'MFADevices',
        items.map((each) => device(user.userName, each)),
      ),
      ...trailer,
    ];
  },

  GetMFADevice: (context) => {
    const { account, params } = context;
    const serialNumber = params.SerialNumber ?? '';
    if (!FIDO_ARN.test(serialNumber)) {
      const message = `Invalid serial number: ${serialNumber}. Only FIDO security keys are supported.`;
      throw new IamError('ValidationError', message);
    }
    const users = params.UserName === undefined ? account.users : [namedUser(context)];
    for (const { userName, mfaDevices = [] } of users) {
      const found = mfaDevices.find((each) => each.serialNumber === serialNumber);
      if (!found) continue;
      const { certifications } = found;
      return [
        ...device(userName, found),
        ...(certifications ? [map('Certifications', certifications)] : []),
      ];
    }
    throw new IamError('NoSuchEntity', `MFA device ${serialNumber} cannot be found.`);
  },

  ListAccessKeys: (context) => {
    const { userName, accessKeys = [] } = namedUser(context);
    const { items, trailer } = page(accessKeys, context);
    const keys = items.map(({ id, status, createDate }) => [
      element('UserName', userName),
      element('AccessKeyId', id),
      element('Status', status),
      element('CreateDate', createDate),
    ]);
    return [list('AccessKeyMetadata', keys), ...trailer];
  },

  ListSSHPublicKeys: (context) => {
    const { userName, sshPublicKeys = [] } = namedUser(context);
    const { items, trailer } = page(sshPublicKeys, context);
    const keys = items.map(({ id, status, uploadDate }) => [
      element('UserName', userName),
      element('SSHPublicKeyId', id),
      element('Status', status),
      element('UploadDate', uploadDate),
    ]);
    return [list('SSHPublicKeys', keys), ...trailer];
  },

  ListServiceSpecificCredentials: (context) => {
    const { items, trailer } = page(wantedServiceCredentials(context), context);
    return [list('ServiceSpecificCredentials', items.map(serviceCredential)), ...trailer];
  },
} satisfies Record<string, Action>;
