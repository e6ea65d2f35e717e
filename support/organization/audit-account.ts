import { audit, dated, notAudited } from '../judge';
import type { AuditResult, OrgAccount, RunIdentity } from '../result';
import type { Plan } from '../run';
import type { Collected } from './collect';

/**
 * Judges what was read of an account. Whatever is wrong with that becomes the account's result, an
 * error for each control.
 */
export function judgeAccount(
  { id }: Pick<OrgAccount, 'id'>,
  { snapshot, readAt }: Collected,
  plan: Plan,
  identity: RunIdentity,
): AuditResult {
  try {
    const loaded = dated(snapshot, readAt, plan.settings.asOf);
    return audit(plan, loaded, { identity, account: id, now: Date.now });
  } catch (error) {
    return unreadable(error, plan, identity);
  }
}

/** The result of an account of which no report could be had: an error for each control. */
export function unreadable(error: unknown, plan: Plan, identity: RunIdentity): AuditResult {
  return notAudited(plan, error, { identity, now: Date.now });
}
