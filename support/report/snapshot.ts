import type { Facts } from './facts';
import type { Instant } from './instant';

/** Where a snapshot is from; `endpoint` is set where requests did not go to AWS's own hosts. */
export type Origin =
  | { readonly kind: 'live'; readonly endpoint: string | undefined }
  | { readonly kind: 'file'; readonly path: string; readonly format: 'csv' | 'json' | 'bundle' };

/** Everything read in one run, as it came. Nothing after this point talks to AWS. */
export interface Snapshot {
  /** The report's CSV, in UTF-8. */
  readonly content: Uint8Array;
  /** When IAM says that it generated the report; a bare CSV does not tell. */
  readonly generatedTime: Instant | undefined;
  readonly origin: Origin;
  /** Who asked AWS; undefined for a saved report. */
  readonly caller: { readonly accountId: string; readonly arn: string } | undefined;
  readonly facts: Facts;
  readonly notes: readonly string[];
}

/** That of the embedded sample account. AWS assigns it to nobody, so it marks a DEMO. */
export const DEMO_ACCOUNT_ID = '000000000000';
