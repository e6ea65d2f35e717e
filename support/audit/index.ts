export { auditAccount } from './audit-account';
export { type Planned, sumUp, uncheckable } from './audit-result';
export { type Catalogue, plainId, readCatalogue } from './catalogue';
export { evaluatePlan, identityOf } from './control-result';
export { type Loaded, loadSnapshot, refuseStale } from './load-snapshot';
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
export { verdictsOf } from './verdicts';
