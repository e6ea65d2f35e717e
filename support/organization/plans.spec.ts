import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeSettings } from '../run/settings';
import { digestOf, makePlans } from './plans';

const plans = makePlans(takeSettings({}), ['baseline', 'strict, cis-aws-5.0', 'baseline']);

describe('the plans of a run', () => {
  test('are one for each choice of profiles, each of them whole', () => {
    expect([...plans.keys()]).toEqual(['baseline', 'strict, cis-aws-5.0']);
    const names = [...plans.values()].map(({ profiles }) => profiles.map(({ name }) => name));
    expect(names).toEqual([['baseline'], ['strict', 'cis-aws-5.0']]);
    for (const { controls, profiles } of plans.values()) {
      const served = new Set(controls.map(({ profile }) => profile));
      expect(served).toEqual(new Set(profiles.map(({ name }) => name)));
      expect(controls.every(({ control }) => control)).toBe(true);
    }
  });

  test('know what an unknown profile should have been', () => {
    expect(() => makePlans(takeSettings({}), ['baseline', 'stricct'])).toThrow(
      /Did you mean "strict"/,
    );
    expect(() => makePlans(takeSettings({ IAMSPEC_PROFIL: 'x' }), ['baseline'])).toThrow(
      /no setting IAMSPEC_PROFIL/,
    );
  });

  test('have a digest that changes with what they check', () => {
    const digests = [
      plans,
      makePlans(takeSettings({}), plans.keys()),
      makePlans(takeSettings({}), ['baseline']),
      makePlans(takeSettings({ IAMSPEC_FAIL_ON: 'high' }), ['baseline']),
    ].map(digestOf);
    expect(digests[0]).toMatch(/^[0-9a-f]{16}$/);
    expect(digests[1]).toBe(digests[0]);
    expect(new Set(digests).size).toBe(3);
  });
});

test('an organization has no reference: a bundle is of one account', () => {
  expect(() => makePlans(takeSettings({ IAMSPEC_SINCE: 'reports/x' }), ['baseline'])).toThrow(
    /IAMSPEC_SINCE names a bundle, which is of one account/,
  );
});

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'iamspec-spec-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function waived(subject: string) {
  const path = join(directory, 'waivers.yaml');
  const expires = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const waiver = {
    control: 'user-mfa',
    subject,
    reason: 'r',
    owner: 'o',
    approvedBy: 'a',
    expires,
  };
  writeFileSync(path, JSON.stringify([waiver]));
  return makePlans(takeSettings({ IAMSPEC_WAIVERS: path }), ['baseline']);
}

describe('a waiver in an organization', () => {
  test('names its account by ARN', () => {
    const [plan] = waived('arn:aws:iam::111122223333:user/alice').values();
    expect(plan?.waivers).toHaveLength(1);
  });

  test.each(['alice', 'alice / access key 1', '*'])(
    '%s, which is of every account, is an error',
    (subject) => {
      expect(() => waived(subject)).toThrow(
        /names no account.*arn:aws:iam::111122223333:user\/alice/,
      );
    },
  );
});
