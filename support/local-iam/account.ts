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

/** A user of `ListUsers`. */
export interface LocalUser extends LocalPrincipal {
  userName: string;
  path: string;
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
  serviceCredentials?: readonly LocalServiceCredential[];
  /** Absent: `ListOrganizationsFeatures` answers that the account is in no organization. */
  organizationFeatures?: readonly string[];
}
