export { awsClients, type ClientOptions, type Clients, identify } from './clients';
export { errorCode, isTransient, said } from './error-code';
export { blamesCredentials, explain, FetchError } from './explain';
export { fetchFacts, fetchKeyIds } from './fetch-facts';
export { fetchSnapshot } from './fetch-snapshot';
export { sayWhere, watchEndpoint } from './foreign-endpoint';
export { LEAST_POLICY } from './permissions';
export {
  type Again,
  type Attempt,
  type FetchedReport,
  GENERATE,
  GET,
  type Generation,
  generationNotes,
  lastAnswer,
  refusedAndAbsent,
  risingPause,
  takeStep,
  type Until,
} from './report-steps';
