export {
  type Column,
  type Condition,
  DAY,
  type DateRange,
  type Instant,
  type ReportRow,
  ReportRows,
  type RowFilter,
} from '../../report';
export { credentialReport, type QueryableReport } from './credential-report';
export { matchers } from './matchers';
