export { identityOf, verdictsOf } from '../judge';
export { auditWithoutJest } from './audit-account';
export { type Catalogue, plainId, readCatalogue } from './catalogue';
export { loadSnapshot } from './load-snapshot';
export {
  makePlan,
  neededFacts,
  type Plan,
  PlanError,
  type PlannedControl,
} from './plan';
export { ROOT_DIR } from './policy-files';
export { loadProfile } from './profiles';
export { newRun } from './run-identity';
export { readKey } from './sign-key';
