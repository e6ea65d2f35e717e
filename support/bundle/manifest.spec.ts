import { auditResult, controlResult } from '../../tools/testing/result';
import { manifest } from './manifest';
import { MANIFEST_SCHEMA } from './manifest-schema';

test('a manifest tells where the policy selects a control, if that is known', () => {
  const place = { path: 'profiles/house.ts', line: 7 };
  const results = [
    controlResult('key-age', 'high', [], { place }),
    controlResult('user-mfa', 'high', []),
  ];
  const written: unknown = JSON.parse(manifest(auditResult({ results }), [], []));
  const { controls } = MANIFEST_SCHEMA.parse(written);
  expect(controls.map((control) => control.place)).toEqual([place, undefined]);
});
