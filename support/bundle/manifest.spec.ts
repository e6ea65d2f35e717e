import { AS_OF } from '../../tools/testing/report';
import { auditResult, controlResult, verdict } from '../../tools/testing/result';
import type { Verdict, Waiver } from '../control';
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

describe('the waivers of a manifest', () => {
  const SHARED = { reason: 'r', owner: 'o', approvedBy: 'a', ticket: undefined, expires: AS_OF };
  const waiver = (subject: string, others: Partial<Waiver> = {}): Waiver => ({
    control: 'key-age',
    subject,
    ...SHARED,
    ...others,
  });
  const written = (waivers: readonly Waiver[], verdicts: readonly Verdict[] = []) => {
    const results = [controlResult('key-age', 'high', verdicts)];
    const content: { waivers: unknown[] } = JSON.parse(
      manifest(auditResult({ results, waivers }), [], []),
    );
    return { content, read: MANIFEST_SCHEMA.parse(content).waivers };
  };

  test('are read as they were, several in one entry where they say the same', () => {
    const waivers = [waiver('a'), waiver('b'), waiver('*', { reason: 'another' }), waiver('c')];
    const { content, read } = written(waivers);
    expect(read).toEqual(waivers);
    expect(content.waivers).toMatchObject([
      { control: 'key-age', subjects: ['a', 'b'] },
      { subject: '*', reason: 'another' },
      { subject: 'c' },
    ]);
  });

  test('tell how each was used, in one word where that is the same for all', () => {
    const [a, b, c] = [waiver('a'), waiver('b'), waiver('c')];
    const used = [a, b].map((each) => verdict(each.subject, 'waived', '-', { waiver: each }));
    expect(written([a, b], used).content.waivers).toMatchObject([{ use: 'used' }]);
    expect(written([a, b, c], used).content.waivers).toMatchObject([
      { subjects: ['a', 'b', 'c'], use: { used: ['a', 'b'], stale: ['c'] } },
    ]);
  });

  test('are few entries for 20,000 subjects', () => {
    const waivers = Array.from({ length: 20_000 }, (_, at) => waiver(`user-${at} / access key 1`));
    const { content, read } = written(waivers);
    expect(content.waivers).toHaveLength(1);
    expect(read).toEqual(waivers);
  });

  test.each([
    ['neither a subject nor subjects', { subject: undefined }],
    ['both', { subject: 'a', subjects: ['b'] }],
  ])('are refused with %s', (_, fields) => {
    const { content } = written([waiver('a')]);
    const [first] = content.waivers;
    const changed = { ...content, waivers: [{ ...Object(first), ...fields }] };
    expect(MANIFEST_SCHEMA.safeParse(changed).success).toBe(false);
  });
});
