export { asTest, TEST_STATUS } from './as-test';
export {
  type AuditedProfile,
  type AuditedReport,
  type AuditResult,
  type ControlResult,
  isDemo,
  nobodyJudged,
  POLICY_FILE_KINDS,
  type PolicyFile,
  type RunIdentity,
  sourceLabel,
} from './audit-result';
export {
  type Backtest,
  type BacktestCollector,
  type BacktestRun,
  type ControlSubjects,
  collectBacktest,
} from './backtest';
export type { BacktestFinding, BacktestGap, BacktestUser } from './backtest-period';
export {
  comparePolicies,
  RELIEFS,
  type RecordedFailures,
  type Relief,
  subjectPair,
} from './backtest-run';
export {
  type ChangedSubjects,
  type Changes,
  changedCount,
  changedIn,
  changesSince,
  type EarlierRun,
  isExcusedIn,
  isNewIn,
} from './changes';
export { changesText, named, newOfFailed } from './changes-text';
export { type Chosen, type ChosenFailures, chosenFailures, refuseIdle } from './chosen-failures';
export { classLimits, idleLists } from './class-use';
export {
  type Counts,
  countByStatus,
  countsOf,
  countTexts,
  failuresOf,
  notRunOf,
  totalOf,
} from './counts';
export {
  coverage,
  type ProfileCoverage,
  REQUIREMENT_WORDS,
  type Requirement,
  type Serving,
} from './coverage';
export { guardCell, unguardCell } from './csv-cell';
export { describeProfile } from './describe-profile';
export {
  CHANGES,
  type Change,
  type ChangedVerdict,
  type ComparedRun,
  diffExitCode,
  diffRuns,
} from './diff';
export {
  DUE_GROUPS,
  type Due,
  type DueGroup,
  type DueList,
  dueCount,
  dueList,
  dueSoon,
  groupDue,
} from './due';
export { ENDINGS, endingOf, endingOfExitCode } from './ending';
export { type EvidenceHeader, evidenceHeader, evidenceResults } from './evidence-results';
export { type Excusable, type Excusables, excusables, type Naming } from './excusable';
export { bySubject, controlKey, failureKey, subjectKey } from './failure-key';
export {
  cut,
  type FindingsOptions,
  generator,
  idPrefix,
  isFinding,
  relatedRequirements,
  subjectHashes,
  UNKNOWN_ACCOUNT,
  urgency,
} from './findings';
export {
  dueWithin,
  exportsOf,
  FORMAT_FILES,
  FORMAT_NAMES,
  type FormatName,
  isJunitShort,
} from './format-files';
export {
  type ChainedRun,
  type ChainProblem,
  chainExitCode,
  chainOf,
  chainProblems,
  chainsOf,
  type DamagedRun,
} from './history/chain';
export { type Gap, longestAllowed } from './history/gaps';
export {
  type Asked,
  type Besides,
  type ChainHistory,
  type ControlHistory,
  type History,
  historyOf,
  type RequirementHistory,
  type RunPoint,
  type StoredRun,
} from './history/history';
export type { Found, Mended, Open, Subject } from './history/mending';
export { addedUp, type ControlCounts, type FailingSince, type Point } from './history/shares';
export {
  demoMark,
  gapTexts,
  outcomeLine,
  outcomeWord,
  percent,
  type ShareSummary,
  sharesIn,
  sinceText,
  spanText,
} from './history/told';
export type { WaiverSpan } from './history/waiving';
export { limitsText } from './limits-text';
export type { ListedVerdict } from './listed-verdicts';
export { type Standing, standings } from './mended-waivers';
export {
  ACCOUNT_ID,
  isInUnit,
  type OrgAccount,
  type OrgUnit,
  whyNotAudited,
} from './organization-account';
export {
  type AccountFiles,
  type AccountStatus,
  type ControlRecord,
  formatRecord,
  type OrganizationRecord,
  parseRecord,
  recordOf,
  skippedRecord,
} from './organization-record';
export {
  type AccountSummary,
  type ControlSummary,
  controlNamer,
  hasUnits,
  type OrganizationResult,
  type OrganizationTrendPoint,
  profilesOf,
  sumUpOrganization,
  unrealSources,
} from './organization-result';
export { ownWaivers } from './own-waivers';
export { policyText } from './policy-text';
export { groupByControl, recommendations } from './recommendations';
export { inDays, roughDuration } from './rough-duration';
export type { RunLink } from './run-link';
export { requirementTexts, type SharedControl, sharedControls } from './shared-controls';
export { type Fix, splitFix } from './split-fix';
export { type Failing, failingSubjects, type JudgedSubject, subjectsOf } from './subjects';
export { type Outcome, type Policy, sumUp } from './sum-up';
export {
  type ListedFinding,
  type Summary,
  type SummaryAccount,
  type SummaryFinding,
  type SummaryJson,
  type SummaryProfile,
  type SummaryVerdict,
  type SummaryWaiver,
  summaryJson,
  summaryOf,
} from './summary-json';
export { type TrendPoint, withThisRun } from './trend-point';
export {
  type LastUse,
  type RankedCredential,
  TRIAGE_FACTS,
  type Triage,
  triage,
} from './triage';
export { unjudged } from './unjudged';
export { escapeUnit, inert, type Kept, visible, visibleLines } from './visible';
export { subjectsText, type WaiverGroup, waiverGroups } from './waiver-groups';
export { utcDay, type WaiverRecord, waiverRecord, waiverUse } from './waiver-use';
export { ownerText, type WhoAndWhen, whoAndWhen } from './who-and-when';
export { type WhoFails, whoFails } from './who-fails';
export {
  ACCOUNT_STATUS_WORDS,
  bySeverity,
  count,
  digits,
  editionOf,
  inputTexts,
  limitsOf,
  nameOf,
  SEVERITIES_DOWN,
  STATUS_WORDS,
  STATUSES,
  type Word,
} from './words';
