import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  GetMFADeviceCommand,
  ListAccessKeysCommand,
  ListMFADevicesCommand,
  ListSSHPublicKeysCommand,
} from '@aws-sdk/client-iam';
import {
  type ListedAccessKey,
  type ListedSshKey,
  type MfaDevice,
  mfaKind,
  parseReport,
  type User,
  type UserAccessKeys,
  type UserMfaDevices,
  type UserSshKeys,
  type VirtualMfaDevice,
} from '../report';
import { errorCode, isTransient } from './error-code';
import { explain, FetchError } from './explain';
import { allPages, type Call, maybeUnpaged, ownItems, required } from './pages';
import { type FetchedReport, risingPause } from './report-steps';

/** The users of a report as it was fetched; throws ReportError where it is not whole. */
export function usersOf({ content, generatedTime }: FetchedReport): readonly User[] {
  const asOf = { instant: generatedTime ?? Date.now(), source: 'GeneratedTime' } as const;
  return parseReport({ content, caller: undefined }, asOf).users;
}

/** The devices of users with MFA who have no virtual one, with the certifications of their security keys. */
export async function fetchMfaDevices(
  call: Call,
  virtual: readonly VirtualMfaDevice[],
): Promise<readonly UserMfaDevices[]> {
  const known = new Set(virtual.map(({ userArn }) => userArn));
  const open = (await call.users()).filter(({ arn, mfaActive }) => mfaActive && !known.has(arn));
  return ofEach(call, open, async ({ name }) => {
    const serials = await serialNumbers(call, name);
    const devices: MfaDevice[] = [];
    for (const serialNumber of serials) devices.push(await device(call, name, serialNumber));
    return { userName: name, devices };
  });
}

async function serialNumbers({ iam, until }: Call, UserName: string): Promise<readonly string[]> {
  const pages = allPages(async (marker) => {
    const page = await iam.send(new ListMFADevicesCommand({ UserName, ...marker }), until);
    const list = ownItems(required(page.MFADevices, 'MFADevices'), UserName);
    return { ...page, items: list.map((each) => required(each.SerialNumber, 'SerialNumber')) };
  });
  return unlessGone('iam:ListMFADevices', pages);
}

// IAM takes no serial number but that of a passkey or security key. One that it lists counts, also where it
// cannot tell more of it a moment later.
async function device(
  { iam, until }: Call,
  UserName: string,
  SerialNumber: string,
): Promise<MfaDevice> {
  const bare = { serialNumber: SerialNumber, certifications: undefined };
  if (mfaKind(bare) !== 'passkey') return bare;
  const answer = iam.send(new GetMFADeviceCommand({ UserName, SerialNumber }), until);
  const read = answer.then((found) => {
    const serialNumber = required(found.SerialNumber, 'SerialNumber');
    if (serialNumber !== SerialNumber)
      throw new TypeError(`the answer about ${SerialNumber} is about ${serialNumber}`);
    return [{ serialNumber, certifications: found.Certifications }];
  });
  const [known = bare] = await unlessGone('iam:GetMFADevice', read);
  return known;
}

/** The keys of users that have any in the report, or of those of them that are named. */
export async function fetchAccessKeys(
  call: Call,
  names?: ReadonlySet<string>,
): Promise<readonly UserAccessKeys[]> {
  const users = (await call.users()).filter(
    ({ name, accessKeys }) => accessKeys.length > 0 && (names?.has(name) ?? true),
  );
  return ofEach(call, users, async ({ name }) => ({
    userName: name,
    keys: await keysOf(call, name),
  }));
}

async function keysOf({ iam, until }: Call, UserName: string): Promise<readonly ListedAccessKey[]> {
  const pages = allPages(async (marker) => {
    const page = await iam.send(new ListAccessKeysCommand({ UserName, ...marker }), until);
    const list = ownItems(required(page.AccessKeyMetadata, 'AccessKeyMetadata'), UserName);
    const items = list.map(({ AccessKeyId, Status, CreateDate }) => ({
      id: required(AccessKeyId, 'AccessKeyId'),
      active: Status !== 'Inactive' && Status !== 'Expired',
      createdAt: required(CreateDate, 'CreateDate').getTime(),
    }));
    return { ...maybeUnpaged(page), items };
  });
  return unlessGone('iam:ListAccessKeys', pages);
}

/** The SSH keys of every user. */
export async function fetchSshPublicKeys(call: Call): Promise<readonly UserSshKeys[]> {
  const lists = await ofEach(call, await call.users(), async ({ name }) => ({
    userName: name,
    keys: await sshKeysOf(call, name),
  }));
  return lists.filter(({ keys }) => keys.length > 0);
}

async function sshKeysOf({ iam, until }: Call, UserName: string): Promise<readonly ListedSshKey[]> {
  const pages = allPages(async (marker) => {
    const page = await iam.send(new ListSSHPublicKeysCommand({ UserName, ...marker }), until);
    const list = ownItems(required(page.SSHPublicKeys, 'SSHPublicKeys'), UserName);
    const items = list.map(({ SSHPublicKeyId, Status, UploadDate }) => ({
      id: required(SSHPublicKeyId, 'SSHPublicKeyId'),
      active: Status !== 'Inactive',
      uploadedAt: required(UploadDate, 'UploadDate').getTime(),
    }));
    return { ...maybeUnpaged(page), items };
  });
  return unlessGone('iam:ListSSHPublicKeys', pages);
}

// A report can be four hours old: who is gone since has nothing more.
async function unlessGone<T>(action: string, list: Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await list;
  } catch (error) {
    if (errorCode(error) === 'NoSuchEntity') return [];
    throw explain(error, action);
  }
}

// IAM throttles an account as a whole.
const AT_ONCE = 5;
const TRIES = 8;
const LONGEST_PAUSE = 10_000;

/** Asks for each user, a few at a time, in the order of the users. The first refusal ends it. */
async function ofEach<T>(
  { until: { abortSignal } }: Pick<Call, 'until'>,
  users: readonly User[],
  ask: (user: User) => Promise<T>,
): Promise<readonly T[]> {
  // Each call listens to the signal of all.
  setMaxListeners(0, abortSignal);
  const queue = [...users.entries()].reverse();
  const answers = new Map<number, T>();
  const work = async () => {
    for (let next = queue.pop(); next; next = queue.pop()) {
      const [index, user] = next;
      answers.set(index, await persistently(() => ask(user)));
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    queue.length = 0;
  }
  return users.flatMap((_, index) => answers.get(index) ?? []);
}

async function persistently<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      const cause = error instanceof FetchError ? error.cause : error;
      const mayPass = isTransient(cause) && errorCode(cause) !== 'TimeoutError';
      if (!mayPass || tries === TRIES) throw error;
      await sleep(risingPause(tries, LONGEST_PAUSE));
    }
  }
}
