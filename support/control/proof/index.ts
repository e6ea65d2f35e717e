export { controlProblems } from './control-problems';
export { statusAtLimit } from './sample-problems';
