import type { Facts } from './facts';
import type { Instant } from './instant';

/** Where a snapshot came from. `endpoint` is set where requests did not go to AWS's own hosts. */
export type Origin =
  | { readonly kind: 'live'; readonly endpoint: string | undefined }
  | { readonly kind: 'file'; readonly path: string; readonly format: 'csv' | 'json' | 'bundle' };

/** Everything read in one run, as it came. Nothing after this point talks to AWS. */
export interface Snapshot {
  /** The report's bytes: CSV in UTF-8, as IAM wrote it. */
  readonly content: Uint8Array;
  /** When IAM generated the report; undefined for a bare CSV, which does not say. */
  readonly generatedTime: Instant | undefined;
  readonly origin: Origin;
  /** The account and ARN that made the calls; undefined for a saved report. */
  readonly caller: { readonly accountId: string; readonly arn: string } | undefined;
  readonly facts: Facts;
  /** What the fetch had to work around, one sentence each, for the summary. */
  readonly notes: readonly string[];
}

/** The account id of the embedded sample account. AWS assigns it to nobody, so it marks a DEMO. */
export const DEMO_ACCOUNT_ID = '000000000000';
