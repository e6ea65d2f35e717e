export { audit, judgeControl, notAudited } from './audit';
export { identityOf, type Selected, uncheckable } from './control-result';
export type { JudgePlan } from './plan';
export { dated, type Loaded, prove } from './prove';
export { verdictsOf } from './verdicts';
