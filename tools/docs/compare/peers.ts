import { ACCOUNT, AS_OF, type Row } from '../../testing/report';
import { ROWS, VIRTUAL_MFA_OF } from './account';
import type { CheckId } from './checks';

/** A rule of another tool. */
interface Rule {
  readonly name: string;
  readonly source: string;
  /** Whether it reports the user of a row; undefined where nothing public settles that. */
  readonly reports: (row: Row) => boolean | undefined;
}

/** Another tool that judges IAM users, modelled from what was read of it. */
export interface Peer {
  readonly name: string;
  /** What was read, and when. */
  readonly read: string;
  readonly rules: { readonly [C in CheckId]?: Rule };
}

const DAY = 86_400_000;
const MIDNIGHT = Math.floor(AS_OF / DAY) * DAY;
const SLOTS = [1, 2] as const;

const isRoot = (row: Row) => row.user === '<root_account>';
const hasPassword = (row: Row) => row.password_enabled === 'true';
const withoutMfa = (row: Row) => row.mfa_active === 'false';
const keyCell = (row: Row, slot: 1 | 2, name: string) => row[`access_key_${slot}_${name}`] ?? '';
const isActive = (row: Row, slot: 1 | 2) => keyCell(row, slot, 'active') === 'true';
/** Whether a key is there, active or not. */
const hasKey = (row: Row) => SLOTS.some((slot) => keyCell(row, slot, 'last_rotated') !== 'N/A');
const activeKeys = (row: Row) => SLOTS.filter((slot) => isActive(row, slot));
/** Whether a date is that instant or before; false for what is no date. */
const isPast = (text: string | undefined, instant: number) => Date.parse(text ?? '') <= instant;
const daysOld = (text: string | undefined) => (AS_OF - Date.parse(text ?? '')) / DAY;

const PROWLER =
  'https://github.com/prowler-cloud/prowler/blob/3e000faa3109230b748e4418a13c11c9e59f5cfb/prowler/providers/aws/services/iam';
const prowler = (name: string, reports: Rule['reports']): Rule => ({
  name,
  source: `${PROWLER}/${name}/${name}.py`,
  reports,
});
// Whole days are compared: what is 45 days and some hours old is 45 days old.
const overWholeDays = (text: string | undefined, limit: number) =>
  Math.floor(daysOld(text)) > limit;

const POWERPIPE =
  'https://github.com/turbot/steampipe-mod-aws-compliance/blob/a1d0b446ef9b96ea64980859fc063d70da20778e/conformance_pack/iam.pp';
const powerpipe = (name: string, reports: Rule['reports']): Rule => ({
  name,
  source: POWERPIPE,
  reports,
});
// `current_date - interval '45' day` is a midnight.
const beforeMidnight = (text: string | undefined, limit: number) =>
  Date.parse(text ?? '') < MIDNIGHT - limit * DAY;

const CUSTODIAN =
  'https://github.com/cloud-custodian/cloud-custodian/blob/df800e9e94d0860e0d8fbfebd9bc5b9b2d50367d/c7n/resources';
const custodian = (name: string, file: string, reports: Rule['reports']): Rule => ({
  name,
  source: `${CUSTODIAN}/${file}`,
  reports,
});
// Each filter asks for itself whether any key matches, an inactive one that left its dates too.
const matchesKeys = (row: Row, column: string, limit: number) =>
  activeKeys(row).length > 0 &&
  SLOTS.some((slot) => isPast(keyCell(row, slot, column), AS_OF - limit * DAY));

const HUB = 'https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html';
const hub = (id: number, rule: string, reports: Rule['reports']): Rule => ({
  name: `IAM.${id} ${rule}`,
  source: `${HUB}#iam-${id}`,
  reports,
});
/** Idle too long by a rule whose text says days, and neither hours nor what was never used. */
function idle(used: string | undefined, since: string | undefined): boolean | undefined {
  const never = Number.isNaN(Date.parse(used ?? ''));
  const age = daysOld(never ? since : used);
  if (never) return age > 46 ? true : undefined;
  return age > 45 && age < 46 ? undefined : age >= 46;
}
const anyOf = (answers: readonly (boolean | undefined)[]) =>
  answers.includes(true) || (answers.includes(undefined) ? undefined : false);

/** The four that are compared. */
export const PEERS: readonly Peer[] = [
  {
    name: 'Prowler',
    read: 'source of 5.40.0, commit 3e000fa of 2026-08-21; checks of its `cis_5.0_aws`',
    rules: {
      unused: {
        name: 'iam_user_console_access_unused, iam_user_accesskey_unused',
        source: PROWLER,
        reports: (row) =>
          (hasPassword(row) && !isRoot(row) && overWholeDays(row.password_last_used, 45)) ||
          activeKeys(row).some((slot) => overWholeDays(keyCell(row, slot, 'last_used_date'), 45)),
      },
      rotation: prowler('iam_rotate_access_key_90_days', (row) =>
        activeKeys(row).some((slot) => overWholeDays(keyCell(row, slot, 'last_rotated'), 90)),
      ),
      consoleMfa: prowler(
        'iam_user_mfa_enabled_console_access',
        (row) => !isRoot(row) && hasPassword(row) && withoutMfa(row),
      ),
      oneKey: prowler('iam_user_two_active_access_key', (row) => activeKeys(row).length === 2),
      setup: prowler(
        'iam_user_no_setup_initial_access_key',
        (row) =>
          hasPassword(row) &&
          activeKeys(row).some((slot) => keyCell(row, slot, 'last_used_date') === 'N/A'),
      ),
      rootMfa: prowler('iam_root_mfa_enabled', (row) => isRoot(row) && withoutMfa(row)),
      rootHardware: prowler(
        'iam_root_hardware_mfa_enabled',
        (row) =>
          isRoot(row) && (withoutMfa(row) || VIRTUAL_MFA_OF.some((arn) => arn.includes('root'))),
      ),
      rootKey: prowler(
        'iam_no_root_access_key',
        (row) => isRoot(row) && activeKeys(row).length > 0,
      ),
      rootUse: prowler('iam_avoid_root_usage', (row) => {
        const first = [
          row.password_last_used,
          ...SLOTS.map((s) => keyCell(row, s, 'last_used_date')),
        ]
          .map(daysOld)
          .find((age) => !Number.isNaN(age));
        return isRoot(row) && first !== undefined && Math.floor(first) <= 1;
      }),
    },
  },
  {
    name: 'Powerpipe',
    read: 'source of the mod aws-compliance 1.13.0, commit a1d0b44 of 2025-12-06; queries of its `cis_v500`',
    rules: {
      unused: powerpipe('iam_user_unused_credentials_45', (row) => {
        const last = (used: string | undefined, since: string | undefined) =>
          Number.isNaN(Date.parse(used ?? '')) ? since : used;
        const own = last(row.password_last_used, row.password_last_changed);
        return (
          !isRoot(row) &&
          ((hasPassword(row) && beforeMidnight(own, 45)) ||
            activeKeys(row).some((slot) =>
              beforeMidnight(
                last(keyCell(row, slot, 'last_used_date'), keyCell(row, slot, 'last_rotated')),
                45,
              ),
            ))
        );
      }),
      rotation: powerpipe(
        'iam_user_access_key_age_90',
        (row) =>
          !isRoot(row) &&
          activeKeys(row).some((slot) =>
            isPast(keyCell(row, slot, 'last_rotated'), MIDNIGHT - 90 * DAY),
          ),
      ),
      consoleMfa: powerpipe(
        'iam_user_console_access_mfa_enabled',
        (row) => hasPassword(row) && withoutMfa(row),
      ),
      everyMfa: powerpipe('iam_user_mfa_enabled', withoutMfa),
      oneKey: powerpipe('iam_user_one_active_key', (row) => {
        // Users and keys are joined by whether the ARN of one is found within that of the other.
        const joined = ROWS.filter(
          ({ user }) =>
            !isRoot(row) && `arn:aws:iam::${ACCOUNT}:user/${user}/`.includes(row.arn ?? ''),
        );
        return joined.flatMap(activeKeys).length > 1;
      }),
      setup: powerpipe(
        'iam_user_access_keys_and_password_at_setup',
        (row) =>
          hasPassword(row) &&
          Date.parse(keyCell(row, 1, 'last_rotated')) - Date.parse(row.user_creation_time ?? '') <
            10_000,
      ),
      rootMfa: powerpipe(
        'iam_root_user_account_console_access_mfa_enabled',
        (row) => isRoot(row) && hasPassword(row) && withoutMfa(row),
      ),
      rootHardware: powerpipe(
        'iam_root_user_hardware_mfa_enabled',
        (row) => isRoot(row) && (withoutMfa(row) || VIRTUAL_MFA_OF.some((arn) => arn === row.arn)),
      ),
      // The account summary, which counts inactive keys too.
      rootKey: powerpipe('iam_root_user_no_access_keys', (row) => isRoot(row) && hasKey(row)),
      rootUse: powerpipe(
        'iam_root_last_used',
        (row) =>
          isRoot(row) &&
          (Date.parse(row.password_last_used ?? '') >= MIDNIGHT - 90 * DAY ||
            SLOTS.some((slot) =>
              isPast(keyCell(row, slot, 'last_used_date'), MIDNIGHT - 90 * DAY),
            )),
      ),
    },
  },
  {
    name: 'Custodian',
    read: 'source of 0.9.52, commit df800e9 of 2026-08-22; it ships no policies, so these are the filters of the `credential` report joined as its examples join them',
    rules: {
      unused: custodian(
        'credential: active, last used',
        'iam.py',
        (row) =>
          !isRoot(row) &&
          ((hasPassword(row) && isPast(row.password_last_used, AS_OF - 45 * DAY)) ||
            matchesKeys(row, 'last_used_date', 45)),
      ),
      rotation: custodian(
        'credential: active, last_rotated',
        'iam.py',
        (row) => !isRoot(row) && matchesKeys(row, 'last_rotated', 90),
      ),
      consoleMfa: custodian(
        'credential: password_enabled, mfa_active',
        'iam.py',
        (row) => !isRoot(row) && hasPassword(row) && withoutMfa(row),
      ),
      everyMfa: custodian(
        'credential: mfa_active',
        'iam.py',
        (row) => !isRoot(row) && withoutMfa(row),
      ),
      rootMfa: custodian(
        'iam-summary: AccountMFAEnabled',
        'account.py',
        (row) => isRoot(row) && withoutMfa(row),
      ),
      rootHardware: custodian(
        'has-virtual-mfa',
        'account.py',
        (row) => isRoot(row) && VIRTUAL_MFA_OF.some((arn) => arn === row.arn),
      ),
      rootKey: custodian(
        'iam-summary: AccountAccessKeysPresent',
        'account.py',
        (row) => isRoot(row) && hasKey(row),
      ),
    },
  },
  {
    name: 'Security Hub',
    read: 'AWS documentation of its controls and of the AWS Config rules beneath, November 2026; their source is not public',
    rules: {
      unused: hub(22, 'iam-user-unused-credentials-check', (row) => {
        if (isRoot(row)) return false;
        const keys = activeKeys(row).map((slot) =>
          idle(keyCell(row, slot, 'last_used_date'), keyCell(row, slot, 'last_rotated')),
        );
        const own = idle(row.password_last_used, row.password_last_changed);
        return anyOf([...keys, ...(hasPassword(row) ? [own] : [])]);
      }),
      rotation: hub(3, 'access-keys-rotated', (row) => {
        const ages = activeKeys(row).map((slot) => daysOld(keyCell(row, slot, 'last_rotated')));
        const old = ages.map((age) => (age > 90 && age < 91 ? undefined : age >= 91));
        return isRoot(row) ? false : anyOf(old);
      }),
      consoleMfa: hub(
        5,
        'mfa-enabled-for-iam-console-access',
        (row) => !isRoot(row) && hasPassword(row) && withoutMfa(row),
      ),
      everyMfa: hub(19, 'iam-user-mfa-enabled', (row) => !isRoot(row) && withoutMfa(row)),
      rootMfa: hub(9, 'root-account-mfa-enabled', (row) => isRoot(row) && withoutMfa(row)),
      rootHardware: hub(
        6,
        'root-account-hardware-mfa-enabled',
        (row) => isRoot(row) && (withoutMfa(row) || VIRTUAL_MFA_OF.some((arn) => arn === row.arn)),
      ),
      rootKey: hub(4, 'iam-root-access-key-check', (row) => isRoot(row) && hasKey(row)),
    },
  },
];
