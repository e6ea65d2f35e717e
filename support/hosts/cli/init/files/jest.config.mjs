import { iamspec } from 'iamspec/jest-config';

// For editors and for `npx jest`. Only `npx iamspec exec` tells a broken policy (exit 1) from what
// could not be checked (exit 2).
export default iamspec();
