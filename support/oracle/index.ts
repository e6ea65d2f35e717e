export { NotUnderstood } from './csv';
export {
  type Difference,
  type Evidence,
  type NotCompared,
  type Opinion,
  type SelectedControl,
  secondOpinion,
} from './second-opinion';
