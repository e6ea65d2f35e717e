import { evaluatePlan, type Plan, type Planned, refuseStale, sumUp, uncheckable } from '../audit';
import { leftOut } from '../audit/audit-account';
import type { AuditResult, RunIdentity } from '../evidence';
import { parseReport, ReportError, resolveAsOf, type Snapshot } from '../report';
import type { OrgAccount } from './account';
import type { Collected } from './collect';

/**
 * Audits an account as `npm test` audits the caller's: the same plan, the same verdicts, but plain
 * Jest files in `controls/` are not reviewed. Whatever is wrong with the snapshot becomes the account's result, an error for each control.
 */
export function auditAccount(
  account: Pick<OrgAccount, 'id'>,
  { snapshot: fetched, readAt }: Collected,
  plan: Plan,
  run: RunIdentity,
): AuditResult {
  try {
    const asOf = resolveAsOf(fetched, plan.settings.asOf, readAt);
    const snapshot = withAge(ofAccount(fetched, account.id), readAt);
    const report = parseReport(snapshot, asOf);
    refuseStale({ snapshot, asOf, readAt }, plan.settings.maxReportAge);
    const results = [...evaluatePlan(plan, report), ...plan.plainTests.map(leftOut)];
    return sumUp(run, planned(plan), { report, snapshot, readAt }, results, []);
  } catch (error) {
    return unreadable(error, plan, run);
  }
}

/** The result of an account of which no report could be had: an error for each control. */
export function unreadable(error: unknown, plan: Plan, run: RunIdentity): AuditResult {
  const problem = error instanceof Error ? error.message : String(error);
  return sumUp(run, planned(plan), undefined, uncheckable(plan.controls, problem), [problem]);
}

function planned({ profiles, waivers, settings: { failOn } }: Plan): Planned {
  return { profiles, waivers, failOn };
}

function ofAccount(snapshot: Snapshot, expected: string): Snapshot {
  const { caller } = snapshot;
  if (caller === undefined || caller.accountId === expected) return snapshot;
  throw new ReportError([
    `it was read in account ${caller.accountId}, but account ${expected} was to be audited.`,
  ]);
}

// The control of the report's own age needs it, as loadSnapshot gives it to a single account.
function withAge(snapshot: Snapshot, readAt: number): Snapshot {
  if (snapshot.generatedTime === undefined) return snapshot;
  const reportAge = { known: Math.max(0, readAt - snapshot.generatedTime) };
  return { ...snapshot, facts: { ...snapshot.facts, reportAge } };
}
