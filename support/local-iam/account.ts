/** An identity as IAM prints it inside a list. Times are ISO 8601 in UTC, whole seconds. */
export interface LocalPrincipal {
  arn: string;
  userId: string;
  createDate: string;
  /** Absent for the root user. */
  userName?: string;
  path?: string;
  passwordLastUsed?: string;
}

/** A user of `ListUsers`, and what the calls that name it tell. */
export interface LocalUser extends LocalPrincipal, LocalPolicies {
  userName: string;
  path: string;
  accessKeys?: readonly LocalAccessKey[];
  /** Besides its virtual devices. */
  mfaDevices?: readonly LocalMfaDevice[];
  sshPublicKeys?: readonly LocalSshPublicKey[];
  /** By name. */
  groups?: readonly string[];
  /** Values by key. */
  tags?: Readonly<Record<string, string>>;
}

/** A key of `ListAccessKeys`. */
export interface LocalAccessKey {
  id: string;
  status: 'Active' | 'Inactive';
  createDate: string;
}

/** A hardware token, or a FIDO device: its serial number is an ARN of the kind `u2f`. */
export interface LocalMfaDevice {
  serialNumber: string;
  enableDate: string;
  /** Of a FIDO device: levels such as `L1`, by the name of the scheme. */
  certifications?: Readonly<Record<string, string>>;
}

/** A key of `ListSSHPublicKeys`. */
export interface LocalSshPublicKey {
  id: string;
  status: 'Active' | 'Inactive';
  uploadDate: string;
}

/** The policies of a user or group. */
export interface LocalPolicies {
  inlinePolicies?: readonly LocalInlinePolicy[];
  /** ARNs. */
  attachedPolicies?: readonly string[];
}

/** A policy that is a part of its user or group. */
export interface LocalInlinePolicy {
  name: string;
  /** JSON. */
  document: string;
}

/** A group of `GetAccountAuthorizationDetails`. */
export interface LocalGroup extends LocalPolicies {
  groupName: string;
  groupId: string;
  arn: string;
  createDate: string;
}

/** A managed policy, of the account or of AWS; its versions newest first. */
export interface LocalManagedPolicy {
  arn: string;
  policyId: string;
  createDate: string;
  versions: readonly { id: string; document: string; isDefault: boolean; createDate: string }[];
}

/** A device; without `user` it is unassigned. */
export interface LocalVirtualMfaDevice {
  serialNumber: string;
  enableDate?: string;
  user?: LocalPrincipal;
}

interface LocalPasswordPolicy {
  minimumPasswordLength: number;
  requireSymbols: boolean;
  requireNumbers: boolean;
  requireUppercaseCharacters: boolean;
  requireLowercaseCharacters: boolean;
  allowUsersToChangePassword: boolean;
  expirePasswords: boolean;
  maxPasswordAge?: number;
  passwordReusePrevention?: number;
  hardExpiry?: boolean;
}

/** A credential of `ListServiceSpecificCredentials`. */
export interface LocalServiceCredential {
  id: string;
  userName: string;
  serviceName: string;
  status: 'Active' | 'Inactive' | 'Expired';
  createDate: string;
  expirationDate?: string;
}

/** Everything that the endpoint knows of its one account. */
export interface LocalAccount {
  accountId: string;
  /** The second part of its ARNs, such as `aws-eusc`. */
  partition: string;
  callerArn: string;
  alias?: string;
  /** The credential report's CSV, before base64. */
  report: string | Uint8Array;
  /** ISO 8601 in UTC; sent verbatim as `GeneratedTime`. */
  generatedTime: string;
  /** `GetAccountSummary`: IAM's own key names and counts. */
  summary: Readonly<Record<string, number>>;
  /** Absent: `GetAccountPasswordPolicy` answers NoSuchEntity. */
  passwordPolicy?: LocalPasswordPolicy;
  virtualMfaDevices: readonly LocalVirtualMfaDevice[];
  users: readonly LocalUser[];
  groups?: readonly LocalGroup[];
  policies?: readonly LocalManagedPolicy[];
  serviceCredentials?: readonly LocalServiceCredential[];
  /** Absent: `ListOrganizationsFeatures` answers that the account is in no organization. */
  organizationFeatures?: readonly string[];
}
