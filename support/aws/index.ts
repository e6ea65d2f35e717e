export { awsClients, type Clients } from './clients';
export { FetchError } from './fetch-error';
export { type FetchOptions, fetchSnapshot } from './fetch-snapshot';
export { LEAST_POLICY } from './permissions';
