import { audit, dated, notAudited } from '../judge';
import { type AuditResult, type OrgAccount, ownWaivers, type RunIdentity } from '../result';
import { type Plan, withOwnerNote } from '../run';
import type { Collected } from './collect';

/** Judges what was read of an account. Whatever is wrong with it is an error for each control. */
export function judgeAccount(
  { id }: Pick<OrgAccount, 'id'>,
  { snapshot, readAt }: Collected,
  plan: Plan,
  identity: RunIdentity,
): AuditResult {
  try {
    const noted = { ...snapshot, notes: [...snapshot.notes, ...plan.notes] };
    const loaded = withOwnerNote(dated(noted, readAt, plan.settings.asOf), plan);
    const own = { ...plan, waivers: ownWaivers(plan.waivers, id) };
    return audit(own, loaded, { identity, account: id, now: Date.now });
  } catch (error) {
    return unreadable(error, plan, identity);
  }
}

/** The result of an account whose report could not be read: an error for each control. */
export function unreadable(error: unknown, plan: Plan, identity: RunIdentity): AuditResult {
  return notAudited(plan, error, { identity, now: Date.now });
}
