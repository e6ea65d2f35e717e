import type { LocalServiceCredential, LocalSshPublicKey, LocalUser } from './account';
import { exampleId } from './example-id';
import type { Ago } from './sample-row';
import { days } from './story';

// A report lists neither these nor SSH keys. Ages in seconds before the report; a negative one lies ahead.
interface SampleServiceCredential {
  service: 'bedrock' | 'codecommit' | 'logs';
  status: LocalServiceCredential['status'];
  created: number;
  /** Without it the credential never expires. */
  expires?: number;
}

const SERVICE_CREDENTIALS = new Map<string, readonly SampleServiceCredential[]>([
  ['alice', [{ service: 'bedrock', status: 'Active', created: days(10) }]],
  ['bob', [{ service: 'bedrock', status: 'Active', created: days(120) }]],
  ['BedrockAPIKey-k3p7', [{ service: 'bedrock', status: 'Active', created: days(80) }]],
  [
    'BedrockAPIKey-w9d2',
    [{ service: 'bedrock', status: 'Active', created: days(60), expires: -days(30) }],
  ],
  ['ivan', [{ service: 'codecommit', status: 'Inactive', created: days(500) }]],
  ['metrics', [{ service: 'logs', status: 'Expired', created: days(130), expires: days(40) }]],
]);

const SSH_KEYS = new Map<string, readonly { active: boolean; uploaded: number }[]>([
  ['ci-nightly', [{ active: true, uploaded: days(45) }]],
  [
    'rupert',
    [
      { active: false, uploaded: days(400) },
      { active: true, uploaded: days(12) },
    ],
  ],
]);

/** The users of the sample that have credentials which its report does not list. */
export const USERS_WITH_UNLISTED: readonly string[] = [
  ...SERVICE_CREDENTIALS.keys(),
  ...SSH_KEYS.keys(),
];

/** The service-specific credentials of a user. */
export function sampleServiceCredentials(
  { userName, arn }: LocalUser,
  ago: Ago,
): LocalServiceCredential[] {
  return (SERVICE_CREDENTIALS.get(userName) ?? []).map((each) => ({
    id: exampleId('ACCA', arn, each.service),
    userName,
    serviceName: `${each.service}.amazonaws.com`,
    status: each.status,
    createDate: ago(each.created),
    ...(each.expires !== undefined && { expirationDate: ago(each.expires) }),
  }));
}

/** The SSH keys of a user. */
export function sampleSshKeys({ userName, arn }: LocalUser, ago: Ago): LocalSshPublicKey[] {
  return (SSH_KEYS.get(userName) ?? []).map(({ active, uploaded }, index) => ({
    id: exampleId('APKA', arn, String(index)),
    status: active ? 'Active' : 'Inactive',
    uploadDate: ago(uploaded),
  }));
}
