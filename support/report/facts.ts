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

/** A long-term credential for one service, such as a Bedrock API key. */
export interface ServiceSpecificCredential {
  readonly userName: string;
  readonly service: string;
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
  readonly serviceSpecificCredentials: readonly ServiceSpecificCredential[];
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

/** What each fact is called in a sentence, and the IAM action that tells it. */
export const FACTS: Readonly<Record<FactName, { title: string; action: string | undefined }>> = {
  accountSummary: { title: 'account summary', action: 'iam:GetAccountSummary' },
  passwordPolicy: { title: 'password policy', action: 'iam:GetAccountPasswordPolicy' },
  virtualMfaDevices: { title: 'list of virtual MFA devices', action: 'iam:ListVirtualMFADevices' },
  serviceSpecificCredentials: {
    title: 'list of service-specific credentials',
    action: 'iam:ListServiceSpecificCredentials',
  },
  rootManagement: {
    title: "organization's central root management",
    action: 'iam:ListOrganizationsFeatures',
  },
  reportAge: { title: 'time of generation', action: undefined },
};
