export { auditWithoutJest, loadReport } from './audit-account';
export { builtOf } from './built';
export { isBundle, type OpenBundle, openBundle } from './bundle-policy';
export { cacheDirectory } from './cache';
export { type Catalogue, plainId, readCatalogue } from './catalogue';
export type { WaiversText, WaiverTerms } from './edit-waivers';
export { compiled, loadModule, provideModules } from './load-module';
export { loadAccount, loadSnapshot, withOwnerNote } from './load-snapshot';
export { ownProblems, samplesOf } from './own-samples';
export { loadOwners, ownersSchema } from './owners';
export { parseYaml } from './parse-yaml';
export {
  makePlan,
  neededFacts,
  type Plan,
  PlanError,
  type PlannedControl,
  wantedFacts,
} from './plan';
export { policyFile } from './policy-files';
export { policyPage } from './policy-page';
export { CONTROLS_DIRS, isOfPolicy, ownPolicyDir, PACKAGE_DIR, POLICY_DIR } from './policy-places';
export { fileOf, loadNamed, loadProfile, profileNames } from './profiles';
export { commit, isOurs, newRun } from './run-identity';
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
export {
  addWaivers,
  endOfDay,
  loadWaivers,
  removeWaivers,
  waiversOf,
  waiversPath,
  waiversSchema,
} from './waivers';
