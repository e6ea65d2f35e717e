export { annotations } from './annotations';
export { backtestCsv, backtestJson, backtestMarkdown } from './backtest-files';
export { backtestText, type ToldBacktest } from './backtest-text';
export { type AtLimit, cataloguePage } from './catalogue-page';
export {
  controlList,
  controlListJson,
  controlListText,
  filterList,
  type ListFilter,
} from './control-list';
export { type ComparedRuns, diffJson, diffMarkdown, diffText } from './diff-report';
export { dueCalendar } from './due-calendar';
export { dueCsv, dueJson, dueMarkdown } from './due-files';
export { type DueOptions, dueText } from './due-text';
export { explanation, explanationJson } from './explanation';
export { failedLines } from './failed-lines';
export { type Writer, writerOf } from './formats';
export { historyCsv, historyJson } from './history-files';
export { historyOscal } from './history-oscal';
export { historyText } from './history-text';
export { junit } from './junit';
export { type Notice, notices } from './notices';
export { organizationJunit } from './organization-junit';
export { organizationMarkdown } from './organization-markdown';
export { organizationText } from './organization-text';
export { summaryPrompt } from './prompt';
export { pseudonymize } from './pseudonymize';
export { remediationScript } from './remediation-script';
export { summary } from './summary/summary';
export { summaryMarkdown } from './summary-markdown';
export { triageJson, triageText } from './triage-list';
export {
  type UserRow,
  userRows,
  usersCsv,
  usersJson,
  usersMarkdown,
  usersText,
} from './users-table';
export {
  parseVerdictsNdjson,
  type VerdictRecord,
  VerdictsError,
  verdictRecords,
  verdictsNdjson,
} from './verdicts-ndjson';
export {
  type Left,
  nothingToWaive,
  shrinkingText,
  unnamedText,
  waivingText,
} from './waiving';
