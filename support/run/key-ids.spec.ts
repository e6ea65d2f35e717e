import { auditLive, brokenRows, cleanRows, liveAccount, stamp } from '../../tools/testing/npm-test';
import { writeProfile } from '../../tools/testing/project';
import { accessKey, userRow } from '../../tools/testing/report';

const IAMSPEC_PROFILE = writeProfile('keys', {
  a: { 'access-key-rotation': {}, 'console-user-mfa': {}, 'console-user-without-keys': {} },
});
const env = { IAMSPEC_PROFILE };

test('keys are asked of users with findings about keys alone, by one call each', async () => {
  const rows = (asOf: number) => [...brokenRows(asOf), userRow('young', accessKey(1, stamp(asOf)))];
  const { actions, exitCode } = await auditLive({ account: liveAccount(rows) }, { env });
  expect(actions.filter((action) => action === 'ListAccessKeys')).toHaveLength(1);
  expect(exitCode).toBe(1);
});

test('where all keys are in order, nothing is asked', async () => {
  const { actions, exitCode } = await auditLive({ account: liveAccount(cleanRows) }, { env });
  expect(actions).not.toContain('ListAccessKeys');
  expect(exitCode).toBe(0);
});

test('a refusal changes no verdict, and is noted', async () => {
  const script = { ListAccessKeys: [{ error: 'AccessDenied' }] };
  const account = liveAccount(brokenRows);
  const refused = await auditLive({ account, script }, { env });
  const allowed = await auditLive({ account }, { env });
  expect(outcomes(refused)).toEqual(outcomes(allowed));
  expect(refused.exitCode).toBe(1);
  expect(refused.stdout).toMatch(
    /Note +The findings name no ids of access keys: AWS refused iam:ListAccessKeys/,
  );
  expect(allowed.stdout).not.toMatch(/name no ids/);
  expect(allowed.stdout).toMatch(/update-access-key --user-name robot --access-key-id AKIA/);
});
