import {
  accessKey,
  ago,
  type Cells,
  only,
  password,
  reportOf,
  rootRow,
  userRow,
} from '../../../tools/testing/report';
import { DAY } from '../../report';
import { mfaActive } from './mfa-active';
import { noAccessKey } from './no-access-key';
import { rootMfaActive } from './root-mfa-active';

const root = (...cells: Cells[]) => reportOf(rootRow(Object.assign({}, ...cells))).root;
const MFA = { mfa_active: 'true' };
const PASSWORD = password(ago(9 * DAY));
const KEY = accessKey(1, ago(DAY));
const INACTIVE_KEY = accessKey(2, ago(DAY), { active: false });
const CERTIFICATE = { cert_1_active: 'true', cert_1_last_rotated: ago(DAY) };

describe('mfaActive', () => {
  test.each([true, false])('holds when the user has a device: %s', (active) => {
    const alice = only(reportOf(userRow('alice', { mfa_active: `${active}` })).users);
    expect(mfaActive(alice)).toMatchObject({ passed: active, measured: active, limit: true });
  });

  test('tells what was found and what is required', () => {
    expect(mfaActive(root(MFA)).reason).toBe(
      '<root_account> has an active MFA device; one is required.',
    );
    expect(mfaActive(root()).reason).toBe(
      '<root_account> has no active MFA device; one is required.',
    );
  });
});

describe('rootMfaActive', () => {
  test('holds without any credential, and says that this is why', () => {
    expect(rootMfaActive(root())).toEqual({
      passed: true,
      measured: 'no root credentials',
      limit: true,
      reason: '<root_account> has no root credentials, so there is nothing for MFA to protect.',
    });
  });

  test.each<[string, Cells[]]>([
    ['a password', [PASSWORD]],
    ['a key but no password', [KEY]],
    ['a key in slot 2 alone', [accessKey(2, ago(DAY))]],
    ['an active signing certificate', [CERTIFICATE]],
  ])('does not hold with %s and no MFA, and does with MFA', (_, cells) => {
    expect(rootMfaActive(root(...cells))).toMatchObject({ passed: false, measured: false });
    expect(rootMfaActive(root(...cells, MFA))).toMatchObject({ passed: true, measured: true });
  });

  test('is not about credentials that cannot be used: an inactive key, an inactive certificate', () => {
    const inactive = { cert_2_last_rotated: ago(DAY) };
    expect(rootMfaActive(root(INACTIVE_KEY, inactive)).measured).toBe('no root credentials');
  });

  test.each([
    ['aws', false, false],
    ['aws-cn', false, false],
    ['aws-us-gov', true, 'no root credentials'],
  ])('in %s with password_enabled not_supported and no MFA: %s', (partition, passed, measured) => {
    const arn = `arn:${partition}:iam::111122223333:root`;
    const found = root({ password_enabled: 'not_supported', arn });
    expect(rootMfaActive(found)).toMatchObject({ passed, measured });
  });

  test('in AWS GovCloud (US) does not hold with a key and no MFA', () => {
    const arn = 'arn:aws-us-gov:iam::111122223333:root';
    const found = root({ password_enabled: 'not_supported', arn }, KEY);
    expect(rootMfaActive(found).passed).toBe(false);
  });

  test('names all that root holds when it fails', () => {
    expect(
      rootMfaActive(root(PASSWORD, KEY, CERTIFICATE, INACTIVE_KEY)).reason,
    ).toMatchInlineSnapshot(
      `"<root_account> has no active MFA device; one is required. Root holds: a password, access key 1, signing certificate 1."`,
    );
    expect(rootMfaActive(root({ password_enabled: 'not_supported' })).reason).toMatchInlineSnapshot(
      `"<root_account> has no active MFA device; one is required. Root holds: a password (assumed: the report does not say)."`,
    );
  });
});

describe('noAccessKey', () => {
  test('holds where there is none', () => {
    expect(noAccessKey(root(PASSWORD, MFA))).toEqual({
      passed: true,
      measured: 0,
      limit: 0,
      reason: '<root_account> has no access key; none is allowed.',
    });
  });

  test.each<[string, Cells[], number]>([
    ['an active key', [KEY], 1],
    ['an inactive key, which can be activated again', [INACTIVE_KEY], 1],
    ['an active key of which no date is known', [accessKey(2, 'N/A')], 1],
    ['an active and an inactive key', [KEY, INACTIVE_KEY], 2],
  ])('does not hold with %s', (_, cells, measured) => {
    expect(noAccessKey(root(...cells, MFA))).toMatchObject({ passed: false, measured });
  });

  test('names each key, whether it is active, and when it was created', () => {
    expect(noAccessKey(root(KEY, INACTIVE_KEY)).reason).toMatchInlineSnapshot(
      `"<root_account> has active access key 1 created on 2025-06-29T12:00:00Z and inactive access key 2 created on 2025-06-29T12:00:00Z; none is allowed."`,
    );
    expect(noAccessKey(root(accessKey(1, 'N/A'))).reason).toMatchInlineSnapshot(
      `"<root_account> has active access key 1; none is allowed."`,
    );
  });
});
