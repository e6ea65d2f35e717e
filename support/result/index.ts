export {
  type AuditedProfile,
  type AuditedReport,
  type AuditResult,
  type ControlResult,
  countByStatus,
  nobodyJudged,
  POLICY_FILE_KINDS,
  type PolicyFile,
  type RunIdentity,
  sourceLabel,
} from './audit-result';
export { classLimits, unmatchedLists } from './class-use';
export { type Counts, countsOf, failuresOf, notRunOf, totalOf } from './counts';
export {
  coverage,
  type ProfileCoverage,
  REQUIREMENT_WORDS,
  type Requirement,
  type RequirementState,
  type Serving,
} from './coverage';
export { ENDINGS, type Ending, endingOf, endingOfExitCode } from './ending';
export { limitsOf } from './limits';
export { roughDuration } from './rough-duration';
export {
  type Failing,
  failingSubjects,
  type Judged,
  type Subject,
  subjectsOf,
} from './subjects';
export { type TrendPoint, withThisRun } from './trend-point';
export { type WaiverUse, waiverUse } from './waiver-use';
export {
  count,
  digits,
  nameOf,
  SEVERITIES_DOWN,
  STATUS_WORDS,
  STATUSES,
  type Word,
} from './words';
