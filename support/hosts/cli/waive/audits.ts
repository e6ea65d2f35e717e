import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Left } from '../../../formats';
import { type AuditResult, type Naming, totalOf } from '../../../result';
import { auditWithoutJest, type GivenSettings, inForce, isBundle } from '../../../run';
import { say } from '../output';

/** What is judged: one account, or those of an organization's run. */
export interface Audits {
  readonly naming: Naming;
  /** What audits the same again. */
  readonly host: 'exec' | 'org';
  /** The files around a bundle are others'. */
  readonly trustsDirectory: boolean;
  readonly all: () => AsyncIterable<Audit>;
}

/** An account that was judged, or why it could not be. */
type Audit =
  | { readonly result: AuditResult }
  | { readonly result: undefined; readonly why: string };

/** The accounts that `--report` means, judged by the policy in force; without it the live one. */
export async function auditsOf(given: GivenSettings): Promise<Audits> {
  const { report } = inForce(given);
  // The clients of that room are packages that only an organization needs.
  if (isBundle(report) && existsSync(join(report, 'accounts.json'))) {
    const { auditAgain, hasManifest } = await import('../../../organization');
    if (hasManifest(report)) {
      const all = () => accountsOf(auditAgain(report, given, say));
      return { naming: 'arn', host: 'org', trustsDirectory: true, all };
    }
  }
  const trustsDirectory = !isBundle(report);
  return { naming: 'label', host: 'exec', trustsDirectory, all: () => one(given) };
}

async function* one(given: GivenSettings): AsyncGenerator<Audit> {
  yield { result: await auditWithoutJest(given, say) };
}

async function* accountsOf(
  judged: AsyncIterable<Audit & { readonly account: string }>,
): AsyncGenerator<Audit> {
  for await (const { account, ...audit } of judged) {
    if (audit.result) yield { result: audit.result };
    else yield { result: undefined, why: `${account}: ${audit.why}` };
  }
}

/** Nothing was left open yet. */
export const NOTHING_LEFT: Left = { error: 0, notReviewed: 0, unread: [] };

/** Adds what an audit left open. */
export function withLeft(left: Left, audit: Audit): Left {
  if (!audit.result) return { ...left, unread: [...left.unread, audit.why] };
  const { error, notReviewed } = totalOf(audit.result);
  return { ...left, error: left.error + error, notReviewed: left.notReviewed + notReviewed };
}
