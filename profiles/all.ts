import { profile } from 'iamspec';

/** Each group and the controls in it, by their ids: the first that matches. */
const GROUPS: readonly (readonly [group: string, ids: RegExp])[] = [
  ['root', /^root-/],
  ['mfa', /-mfa$/],
  ['password-policy', /^password-policy-/],
  ['passwords', /^password-/],
  ['access-keys', /^access-key-/],
  ['signing-certificates', /^signing-certificate-/],
  ['service-credentials', /^service-credential-/],
  ['ssh-keys', /^ssh-key-/],
  ['evidence', /^report-/],
  ['users', /(^|-)users?-/], // Nobody is allowed: each user shows up as one to be moved or named.
  ['others', /^/],
];

export default profile({
  name: 'all',
  title: 'All: every control at its standard limit, to see what the report can tell',
  requirements: {},
  everyControl: (id) => GROUPS.find(([, ids]) => ids.test(id))?.[0] ?? 'others',
});
