/** What is asked of every tool: in iamspec, controls of a profile. */
export const CHECKS = {
  unused: {
    title: 'credentials used within 45 days',
    profile: 'cis-aws-5.0',
    controls: ['password-last-used', 'access-key-last-used'],
  },
  rotation: {
    title: 'active keys rotated within 90 days',
    profile: 'cis-aws-5.0',
    controls: ['access-key-rotation'],
  },
  consoleMfa: {
    title: 'console users have MFA',
    profile: 'cis-aws-5.0',
    controls: ['console-user-mfa'],
  },
  everyMfa: {
    title: 'all users have MFA',
    profile: 'all',
    controls: ['user-mfa'],
  },
  oneKey: {
    title: 'one active key a user',
    profile: 'cis-aws-5.0',
    controls: ['access-key-one-active'],
  },
  setup: {
    title: 'no keys at setup of console users',
    profile: 'cis-aws-5.0',
    controls: ['access-key-not-created-at-setup'],
  },
  rootMfa: { title: 'root has MFA', profile: 'cis-aws-5.0', controls: ['root-mfa'] },
  rootHardware: {
    title: 'MFA of root is not virtual',
    profile: 'cis-aws-5.0',
    controls: ['root-hardware-mfa'],
  },
  rootKey: {
    title: 'root has no keys',
    profile: 'cis-aws-5.0',
    controls: ['root-no-access-key'],
  },
  rootUse: { title: 'root is not used', profile: 'cis-aws-5.0', controls: ['root-not-used'] },
} as const satisfies Readonly<Record<string, Check>>;

interface Check {
  readonly title: string;
  readonly profile: string;
  readonly controls: readonly string[];
}

/** `unused`, `rotation`, ... */
export type CheckId = keyof typeof CHECKS;

/** All of them, in the order of the page. */
export const CHECK_IDS = Object.keys(CHECKS) as readonly CheckId[];
