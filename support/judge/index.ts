export {
  audit,
  auditResult,
  type JudgeRun,
  judgeControl,
  notAudited,
  type Outcome,
} from './audit';
export { identityOf, type Selected, uncheckable } from './control-result';
export type { JudgePlan, Policy } from './plan';
export { dated, type Loaded, prove } from './prove';
export { verdictsOf } from './verdicts';
