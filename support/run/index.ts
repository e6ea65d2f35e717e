export { auditWithoutJest, loadReport } from './audit-account';
export { type Catalogue, plainId, readCatalogue } from './catalogue';
export { loadSnapshot } from './load-snapshot';
export { parseYaml } from './parse-yaml';
export {
  describeProfile,
  makePlan,
  neededFacts,
  type Plan,
  PlanError,
  type PlannedControl,
} from './plan';
export { CONTROLS_DIR, PROFILES_DIR, policyFile, ROOT_DIR } from './policy-files';
export { loadNamed, loadProfile, namesIn } from './profiles';
export { commit, newRun } from './run-identity';
export {
  asGiven,
  flagOf,
  type GivenSettings,
  givenByFlags,
  inForce,
  NAMES,
  parseDuration,
  readSettings,
  refuseUnknown,
  SETTINGS,
  type SettingName,
  type Settings,
  takeSettings,
  withSetting,
} from './settings';
export { checkKey, readKey } from './sign-key';
export { loadWaivers, waiversSchema } from './waivers';
