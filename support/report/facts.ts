import type { Instant } from './instant';

/** `iam:GetAccountSummary`, live. In GovCloud there may be no figure but root's MFA. */
export interface AccountSummary {
  readonly users?: number | undefined;
  readonly rootMfaEnabled?: boolean | undefined;
  readonly rootAccessKeys?: number | undefined;
  readonly rootPassword?: boolean | undefined;
  readonly rootCertificates?: number | undefined;
}

/** `iam:GetAccountPasswordPolicy`. What the policy leaves out is undefined. */
export interface PasswordPolicy {
  readonly minLength: number;
  readonly symbols: boolean;
  readonly numbers: boolean;
  readonly uppercase: boolean;
  readonly lowercase: boolean;
  readonly maxAgeDays: number | undefined;
  /** How many former passwords may not be used again. */
  readonly remembered: number | undefined;
}

/** A virtual MFA device that is assigned to somebody, by the ARN of that user or root. */
export interface VirtualMfaDevice {
  readonly userArn: string | undefined;
}

/** The MFA devices of one user, as IAM lists them. */
export interface UserMfaDevices {
  readonly userName: string;
  readonly devices: readonly MfaDevice[];
}

/** A device by its serial number: an ARN, but for hardware tokens. */
export interface MfaDevice {
  readonly serialNumber: string;
  /**
   * Of a passkey or security key, levels by the name of the certification, such as `FIPS-140-2`; undefined
   * where AWS names none.
   */
  readonly certifications: Readonly<Record<string, string>> | undefined;
}

/** The access keys of one user, as IAM lists them. */
export interface UserAccessKeys {
  readonly userName: string;
  readonly keys: readonly ListedAccessKey[];
}

/** An access key by its id, which is no secret. */
export interface ListedAccessKey {
  readonly id: string;
  readonly active: boolean;
  readonly createdAt: Instant;
}

/** The SSH public keys of one user, for CodeCommit. */
export interface UserSshKeys {
  readonly userName: string;
  readonly keys: readonly ListedSshKey[];
}

/** An SSH public key by its id. */
export interface ListedSshKey {
  readonly id: string;
  readonly active: boolean;
  readonly uploadedAt: Instant;
}

/** The tags of one user. */
export interface UserTags {
  readonly userName: string;
  readonly tags: readonly Tag[];
}

/** A tag as IAM stores it: keys that differ in case alone are one. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** A user with a policy that allows everything, and by which: `AdministratorAccess of group ops`. */
export interface Administrator {
  readonly userName: string;
  readonly policies: readonly string[];
}

/** A long-term credential for one service, such as a Bedrock API key. */
export interface ServiceSpecificCredential {
  readonly userName: string;
  /** Its id, which is no secret; older evidence lacks it. */
  readonly id?: string | undefined;
  readonly service: string;
  /** Neither inactive nor expired. */
  readonly active: boolean;
  readonly createdAt: Instant;
  readonly expiresAt: Instant | undefined;
}

/** Central management of root in the organization, or why this account cannot tell. */
export type RootManagement =
  | { readonly features: readonly string[] }
  | { readonly notDecidable: string };

/** What is known besides the report, each from one more call. */
export interface KnownFacts {
  readonly accountSummary: AccountSummary;
  /** `none`: IAM's default holds. */
  readonly passwordPolicy: PasswordPolicy | 'none';
  readonly virtualMfaDevices: readonly VirtualMfaDevice[];
  /** Of users with MFA whom the list of virtual devices leaves open. */
  readonly mfaDevices: readonly UserMfaDevices[];
  readonly serviceSpecificCredentials: readonly ServiceSpecificCredential[];
  /** Of users with an access key in the report, or those of them with findings about it. */
  readonly accessKeys: readonly UserAccessKeys[];
  readonly sshPublicKeys: readonly UserSshKeys[];
  /** By policies that are attached to a user or its groups, or written into either. */
  readonly administrators: readonly Administrator[];
  /** Of users with any tag. */
  readonly userTags: readonly UserTags[];
  readonly rootManagement: RootManagement;
  /** In milliseconds, from GeneratedTime to when the report was read. */
  readonly reportAge: number;
}

/** One of `accountSummary`, `passwordPolicy`, ... */
export type FactName = keyof KnownFacts;

/** A fact, or why AWS did not tell it. */
export type Fact<F extends FactName> =
  | { readonly known: KnownFacts[F] }
  | { readonly refused: string };

/** Facts by name. One that is absent was not asked for, or cannot be: a saved report. */
export type Facts = { readonly [F in FactName]?: Fact<F> | undefined };

/** What each fact is called in a sentence, and the IAM actions that tell it. */
export const FACTS: Readonly<Record<FactName, { title: string; actions: readonly string[] }>> = {
  accountSummary: { title: 'account summary', actions: ['iam:GetAccountSummary'] },
  passwordPolicy: { title: 'password policy', actions: ['iam:GetAccountPasswordPolicy'] },
  virtualMfaDevices: {
    title: 'list of virtual MFA devices',
    actions: ['iam:ListVirtualMFADevices'],
  },
  mfaDevices: {
    title: 'kinds of MFA devices',
    actions: ['iam:ListVirtualMFADevices', 'iam:ListMFADevices', 'iam:GetMFADevice'],
  },
  serviceSpecificCredentials: {
    title: 'list of service-specific credentials',
    actions: ['iam:ListServiceSpecificCredentials'],
  },
  accessKeys: { title: 'ids of access keys', actions: ['iam:ListAccessKeys'] },
  sshPublicKeys: { title: 'list of SSH public keys', actions: ['iam:ListSSHPublicKeys'] },
  administrators: {
    title: 'list of administrators',
    actions: ['iam:GetAccountAuthorizationDetails'],
  },
  userTags: { title: 'tags of users', actions: ['iam:GetAccountAuthorizationDetails'] },
  rootManagement: {
    title: "organization's central root management",
    actions: ['iam:ListOrganizationsFeatures'],
  },
  reportAge: { title: 'time of generation', actions: [] },
};
