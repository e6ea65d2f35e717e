import type { CheckId } from './checks';

/** Why tools disagree about the users of a story, and who is right in which reading. */
export interface Difference {
  readonly why: string;
  readonly right: string;
}

const AT_LIMIT =
  'iamspec and Custodian measure to the second. Prowler compares whole days, so that it first reports ' +
  'on the day after the limit; Powerpipe counts from midnight. AWS Config documents no hours.';

const CUSTODIAN_KEYS =
  'Each `credential` filter of Custodian matches a user of whom any key matches, and an inactive key ' +
  'keeps its dates: one key is active, another is old.';

const NEVER_USED =
  'Where there is no date of a use, iamspec and Powerpipe measure from when the credential was made. ' +
  'Prowler skips it, and no age matches an empty value in Custodian. The rule of AWS Config is taken ' +
  'by its words: not used within the days.';

const NEVER_USED_RIGHT =
  "iamspec, Powerpipe and Security Hub: CIS's audit procedure falls back to the date of the last " +
  'change. In Custodian, add a branch with `value: absent`.';

/** Each disagreement by its check and story: `npm run docs` fails where one is not explained. */
export const DIFFERENCES: { readonly [C in CheckId]?: Readonly<Record<string, Difference>> } = {
  unused: {
    'never-signed-in': { why: NEVER_USED, right: NEVER_USED_RIGHT },
    'never-called': { why: NEVER_USED, right: NEVER_USED_RIGHT },
    'person-at-limit': {
      why: AT_LIMIT,
      right:
        'iamspec and Custodian by the letter of CIS ("less than 45 days ago" passes). By days of a ' +
        'calendar Prowler and Powerpipe may wait: a day later all report them.',
    },
    'machine-at-limit': { why: AT_LIMIT, right: 'As above.' },
    'key-replaced': {
      why: CUSTODIAN_KEYS,
      right:
        'All but Custodian: no active key is idle. Its `remove-keys` action with `matched: true` ' +
        'acts on the intersection alone, so only the list of users is too long. That the old key ' +
        'should be deleted is asked by `access-key-inactive-removed`, in `strict`.',
    },
  },
  rotation: {
    'key-at-limit': {
      why: AT_LIMIT,
      right:
        'iamspec and Custodian by the letter ("90 days or less"). By days of a calendar Prowler and ' +
        'Powerpipe may wait: a day later all report them.',
    },
    'key-replaced': {
      why: CUSTODIAN_KEYS,
      right:
        'All but Custodian: the key was exchanged, and what is left of the old one is inactive.',
    },
  },
  everyMfa: {
    former: {
      why:
        'They have nothing to sign in with. `user-mfa` asks only users with a credential; the others ' +
        'read the column `mfa_active` alone. Prowler asks something else: hardware MFA of every user.',
      right:
        'The others by the text of IAM.19, which says all users: so does the profile `aws-fsbp` ' +
        '(`evenWithoutCredentials`). iamspec by what there is to protect.',
    },
  },
  oneKey: {
    'two-keys-in-path': {
      why:
        'Powerpipe finds the keys of a user by whether its ARN is a part of theirs, and [Steampipe](https://github.com/turbot/steampipe-plugin-aws/blob/main/aws/table_aws_iam_access_key.go) ' +
        'gives keys an ARN without the path: such a user has none.',
      right: 'iamspec and Prowler.',
    },
    'short-name': {
      why: 'By the same search the keys of `machine-001` and others are those of `machine` too.',
      right: 'iamspec and Prowler: the user has one key.',
    },
  },
  setup: {
    'setup-in-use': {
      why:
        'Powerpipe asks whether the key in slot 1 was made within 10 seconds of the user; iamspec and ' +
        'Prowler, in this benchmark, whether a key was never used.',
      right:
        "Powerpipe by the recommendation's title, the other two by its audit procedure for the " +
        'command line. CIS dropped it in 7.0.',
    },
    'setup-slot-2': {
      why: 'Powerpipe looks at slot 1 only; slots are not in the order of creation.',
      right:
        'iamspec and Prowler in every reading: the key was made with the user, and never used.',
    },
    'key-made-later': {
      why: 'The key was asked for later, and has not been used yet.',
      right:
        'iamspec and Prowler by the audit procedure for the command line, Powerpipe by the title. ' +
        'Outside CIS iamspec takes the title: the input `evenMadeLater` is off.',
    },
  },
  rootHardware: {
    root: {
      why:
        'Prowler looks for `root` anywhere in the ARN of whom a virtual device belongs to, and takes ' +
        'that of the user `root-admin` for the one of root. The others compare the whole.',
      right: 'All but Prowler: root has a security key.',
    },
  },
  rootKey: {
    root: {
      why:
        'The key is inactive. Prowler asks for active keys, IAM.4 for any; the account ' +
        'summary, which Powerpipe and Custodian read, counts all.',
      right:
        'CIS lets both be read: its procedure for the report asks for no active key, that for the ' +
        'account summary for none at all. An inactive key of root is one call away from being active.',
    },
  },
  rootUse: {
    root: {
      why:
        'No use in 200 days. Powerpipe compares keys the wrong way around (`<=`): it fails where a ' +
        'key was long idle, and passes where it was used today. Custodian watches sign-ins of root as ' +
        'they happen, and Security Hub retired its control.',
      right:
        'iamspec and Prowler. CIS names no number of days: here iamspec takes 30, Prowler 1, Powerpipe 90.',
    },
  },
};
