import type { AsOf } from './as-of';
import type { ReportRow } from './columns';
import type { Facts } from './facts';
import type { Instant } from './instant';

/** What every thing that a control can judge has in common. */
export interface Subject {
  readonly kind:
    | 'account'
    | 'root'
    | 'user'
    | 'password'
    | 'access key'
    | 'signing certificate'
    | 'service credential';
  /** Stable from run to run: `alice`, `alice / password`, `alice / access key 1`. */
  readonly label: string;
  /** The ARN of the user or root user that it belongs to. */
  readonly arn: string;
  /** Why the row of its user, or of root, cannot be believed: it says that it leaves credentials out. */
  readonly contradiction: string | undefined;
}

interface Identity extends Subject {
  readonly createdAt: Instant;
  /** Any MFA device, of any kind. */
  readonly mfaActive: boolean;
  /** Present where one is enabled; for root also where AWS does not say (`assumed`). */
  readonly password: Password | undefined;
  /** The last sign-in on record with this or a former password. */
  readonly lastSignIn: Instant | undefined;
  /** The keys that exist, active or not, by slot. A slot says nothing about age. */
  readonly accessKeys: readonly AccessKey[];
  /** The X.509 signing certificates that exist, active or not, by slot. */
  readonly certificates: readonly Certificate[];
}

/** An IAM user. */
export interface User extends Identity {
  readonly kind: 'user';
  readonly name: string;
  /** `/` or `/division/team/`. */
  readonly path: string;
}

/** The root user of the account. Its label is `<root_account>`, the report's own word. */
export interface Root extends Identity {
  readonly kind: 'root';
}

interface Credential extends Subject {
  readonly owner: User | Root;
}

/** A console password that is enabled. */
export interface Password extends Credential {
  readonly kind: 'password';
  /** undefined: never used, or not since AWS began to record it (2014-10-20). */
  readonly lastUsed: Instant | undefined;
  readonly lastChanged: Instant | undefined;
  /** When the account's password policy makes it expire. */
  readonly nextRotation: Instant | undefined;
  /** True for a root password that AWS neither confirms nor denies (`not_supported`). */
  readonly assumed: boolean;
}

/** An access key that exists. */
export interface AccessKey extends Credential {
  readonly kind: 'access key';
  readonly slot: 1 | 2;
  readonly active: boolean;
  /** When it was created: AWS keys cannot be rotated in place. */
  readonly lastRotated: Instant | undefined;
  /** undefined: never used, or not since AWS began to record it (2015-04-22). */
  readonly lastUsed: Instant | undefined;
  /** undefined also for global services. */
  readonly lastUsedRegion: string | undefined;
  readonly lastUsedService: string | undefined;
}

/** An X.509 signing certificate that exists. */
export interface Certificate extends Credential {
  readonly kind: 'signing certificate';
  readonly slot: 1 | 2;
  readonly active: boolean;
  readonly lastRotated: Instant | undefined;
}

/** The account as a whole, for what belongs to nobody in it. Its label is `account`. */
export interface Account extends Subject {
  readonly kind: 'account';
}

/** The credential report of one account, proved whole, with all its sentinels resolved. */
export interface CredentialReport {
  readonly accountId: string;
  /** `aws`, `aws-us-gov`, `aws-cn`, `aws-eusc` or another that AWS has. */
  readonly partition: string;
  /** The instant that ages are measured at. */
  readonly asOf: Instant;
  readonly asOfSource: AsOf['source'];
  readonly account: Account;
  readonly root: Root;
  /** All IAM users, root excluded, in the report's order. */
  readonly users: readonly User[];
  /** The enabled console passwords of users. */
  readonly passwords: readonly Password[];
  /** The access keys of users, active or not. */
  readonly accessKeys: readonly AccessKey[];
  readonly activeAccessKeys: readonly AccessKey[];
  /** The rows under the report's own column names, root included. */
  readonly rows: readonly ReportRow[];
  /** What was learned besides the report. */
  readonly facts: Facts;
}
