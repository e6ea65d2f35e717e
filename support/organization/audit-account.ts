import { evaluatePlan, type Plan, type Planned, refuseStale, sumUp, uncheckable } from '../audit';
import { leftOut } from '../audit/audit-account';
import { withAge } from '../audit/load-snapshot';
import type { AuditResult, RunIdentity } from '../evidence';
import { type CredentialReport, parseReport, ReportError, resolveAsOf } from '../report';
import type { OrgAccount } from './account';
import type { Collected } from './collect';

/**
 * Audits an account as `npm test` audits the caller's: the same plan, the same verdicts, but plain
 * Jest files in `controls/` are not reviewed. Whatever is wrong with the snapshot becomes the
 * account's result, an error for each control.
 */
export function auditAccount(
  account: Pick<OrgAccount, 'id'>,
  { snapshot: fetched, readAt }: Collected,
  plan: Plan,
  run: RunIdentity,
): AuditResult {
  try {
    const asOf = resolveAsOf(fetched, plan.settings.asOf, readAt);
    const snapshot = withAge(fetched, readAt);
    const report = ofAccount(parseReport(snapshot, asOf), account.id);
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

function planned({ profiles, waivers, policyFiles, settings: { failOn } }: Plan): Planned {
  return { profiles, waivers, policyFiles, failOn };
}

// parseReport has proved that the caller, where it is known, is of the report's account.
function ofAccount(report: CredentialReport, expected: string): CredentialReport {
  if (report.accountId === expected) return report;
  throw new ReportError([
    `it is of account ${report.accountId}, but account ${expected} was to be audited.`,
  ]);
}
