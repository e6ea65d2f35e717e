export { mfaActive } from './mfa-active';
export { noAccessKey } from './no-access-key';
export { rootMfaActive } from './root-mfa-active';
export { rotatedWithin } from './rotated-within';
export { usedWithin } from './used-within';
