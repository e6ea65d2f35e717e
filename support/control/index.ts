export { ConfigurationError } from './configuration-error';
export {
  type AgeChart,
  type Context,
  type Control,
  control,
  type Declaration,
  type Direction,
  type Input,
  type Inputs,
  setControlHost,
} from './control';
export { evaluate, needsTags, type Terms } from './evaluate';
export type { Finding, Measure } from './finding';
export { isVisible, looksLike } from './look-alike';
export { broken, fixFor } from './make-verdict';
export { idProblems } from './metadata';
export { hint } from './nearest';
export { type ExitCode, exitCodeOf, isJudged } from './outcome';
export {
  asksForTags,
  idleOwnerRules,
  NOBODY,
  OWNER_RULES,
  type Owner,
  type OwnerRule,
} from './owner';
export { matchesPattern } from './pattern';
export {
  type ClassDeclaration,
  isProfile,
  type Profile,
  profile,
  requirementsOf,
} from './profile';
export { type CatalogueEntry, type Place, resolveProfile, type Selection } from './resolve-profile';
export { reaches, SEVERITIES, type Severity } from './severity';
export { STEPS, type Step } from './steps';
export { TEST_FILE } from './test-file';
export { classFinder, EVERYBODY, type Scope, type UserClass } from './user-class';
export { matchesAny, userIndex, usersMatching } from './user-pattern';
export { isTagPattern, tagTexts, textsOf } from './user-texts';
export { fullReason, type Status, type Verdict } from './verdict';
export { idleWaivers, LONGEST_WAIVER_DAYS, lastsTooLong, type Waiver } from './waiver';
export { withoutStop } from './without-stop';
