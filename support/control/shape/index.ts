// Apart from the room's index, since zod takes 150 ms to load.
export { explainProfile } from './profile-shape';
export { fields, parseShape, TEXT, type Written, wrong } from './shape';
