import type { AsOf } from './as-of';
import type { ReportRow } from './columns';
import type { Facts, Tag } from './facts';
import type { Instant } from './instant';

/** What a control can judge. */
export interface Subject {
  readonly kind:
    | 'account'
    | 'root'
    | 'user'
    | 'password'
    | 'access key'
    | 'signing certificate'
    | 'service credential'
    | 'SSH key';
  /** Stable from run to run: `alice`, `alice / password`, `alice / access key 1`. */
  readonly label: string;
  /** Of a credential that has one, where it is known; it is no secret. */
  readonly id?: string | undefined;
  /** Of the user, root or account; credentials have that of their owner. */
  readonly arn: string;
  /** Why its user's row cannot be believed: it says that it leaves credentials out. */
  readonly contradiction: string | undefined;
}

/** What users and root have in common. */
interface Identity extends Subject {
  readonly createdAt: Instant;
  /** Whether there is an MFA device of any kind. */
  readonly mfaActive: boolean;
  /** One that is enabled; for root also where AWS does not say (`assumed`). */
  readonly password: Password | undefined;
  /** With a password, also one that is no longer enabled; undefined: never, or not on record. */
  readonly lastSignIn: Instant | undefined;
  /** Active or not. A slot says nothing about age. */
  readonly accessKeys: readonly AccessKey[];
  readonly certificates: readonly Certificate[];
}

/** An IAM user. */
export interface User extends Identity {
  readonly kind: 'user';
  readonly name: string;
  /** Begins and ends with `/`. */
  readonly path: string;
  /** Undefined where nobody asked IAM, or where it refused. */
  readonly tags: readonly Tag[] | undefined;
}

/** The root user. Its label is `<root_account>`, the report's own word. */
export interface Root extends Identity {
  readonly kind: 'root';
}

/** What belongs to a user or root. */
interface Credential extends Subject {
  readonly owner: User | Root;
}

/** A console password that is enabled. */
export interface Password extends Credential {
  readonly kind: 'password';
  /** undefined: never used, or not since AWS began to record it (2014-10-20). */
  readonly lastUsed: Instant | undefined;
  readonly lastChanged: Instant | undefined;
  /** By when the password policy wants a change; undefined: never. */
  readonly nextRotation: Instant | undefined;
  /** Whether AWS neither confirms nor denies it (`not_supported`). */
  readonly assumed: boolean;
}

/** An access key, active or not. */
export interface AccessKey extends Credential {
  readonly kind: 'access key';
  readonly slot: 1 | 2;
  /** Undefined where nobody asked IAM, or where it cannot be told. */
  readonly id: string | undefined;
  readonly active: boolean;
  /** When it was created: AWS keys cannot be rotated in place. */
  readonly lastRotated: Instant | undefined;
  /** undefined: never used, or not since AWS began to record it (2015-04-22). */
  readonly lastUsed: Instant | undefined;
  readonly lastUsedRegion: string | undefined;
  readonly lastUsedService: string | undefined;
}

/** An X.509 signing certificate, active or not. */
export interface Certificate extends Credential {
  readonly kind: 'signing certificate';
  readonly slot: 1 | 2;
  readonly active: boolean;
  readonly lastRotated: Instant | undefined;
}

/** The account itself, for what belongs to nobody in it. Its label is `account`. */
export interface Account extends Subject {
  readonly kind: 'account';
}

/**
 * The credential report of one account, proved whole. `N/A`, `no_information` and `not_supported` are
 * undefined in it.
 */
export interface CredentialReport {
  readonly accountId: string;
  /** `aws`, `aws-cn`, `aws-us-gov`, ... */
  readonly partition: string;
  /** When the report was generated: what ages are measured at. */
  readonly asOf: Instant;
  readonly asOfSource: AsOf['source'];
  readonly account: Account;
  readonly root: Root;
  readonly users: readonly User[];
  /** Those of users alone, as are the keys below; those of root are in `root`. */
  readonly passwords: readonly Password[];
  readonly accessKeys: readonly AccessKey[];
  readonly activeAccessKeys: readonly AccessKey[];
  /** Root and users, in the order of the report. */
  readonly rows: readonly ReportRow[];
  readonly facts: Facts;
}
