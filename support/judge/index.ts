export { audit, type JudgePlan, judgeControl, notAudited, verdictsOf } from './audit';
export { identityOf, type Selected, uncheckable } from './control-result';
export { dated, type Loaded, prove } from './prove';
