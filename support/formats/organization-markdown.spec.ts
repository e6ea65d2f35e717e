import { manifestOf, organizationRecord } from '../../tools/testing/organization';
import type { OrganizationRecord } from '../result/organization-record';
import { sumUpOrganization } from '../result/organization-result';
import { organizationMarkdown } from './organization-markdown';

const write = (ids: string[], records: OrganizationRecord[], manifest = manifestOf(ids)) =>
  [...organizationMarkdown(sumUpOrganization(manifest, records, []))].join('');

test('says what happened, and where to look', () => {
  const records = [
    organizationRecord('1', { bundle: '../../accounts/1/run' }),
    organizationRecord('2', {
      status: 'failed',
      exitCode: 1,
      ou: 'Root/Prod',
      failed: { high: 2 },
      bundle: '../../accounts/2/run',
      controls: [
        {
          profile: 'house',
          control: 'key-age',
          severity: 'high',
          counts: { failed: 2, waived: 1 },
        },
      ],
    }),
    organizationRecord('3', {
      status: 'error',
      exitCode: 2,
      reason: 'AWS refused it',
      controls: [],
    }),
    organizationRecord('4', { status: 'skipped', reason: 'it is suspended', controls: [] }),
  ];
  const manifest = manifestOf(['1', '2', '3', '4', '5'], {
    listed: 6,
    excluded: [{ id: '000000000006', name: 'x', by: 'include' }],
    notes: ['A rule is for nobody.'],
  });
  expect(write([], records, manifest)).toMatchInlineSnapshot(`
"## ⚠️ COULD NOT CHECK: 6 accounts

1 passed, 1 failed, 1 could not be checked, 1 not audited, 1 excluded, 1 not reported. Run 2025-06-30T12-00-00Z-0a1b2c, started 2025-06-30T12:00:00Z. Exit 2.

### Problems

- Only 4 of 5 accounts were reported. Resume the run for the rest.

### Not reported (1)

| account | name |
| --- | --- |
| 000000000005 | <code>account-5</code> |

### Could not check (1)

| account | name | unit | reason |
| --- | --- | --- | --- |
| 000000000003 | <code>account-3</code> | &#45; | AWS refused it |

### Worst accounts (1)

| account | name | unit | critical | high | medium | low |
| --- | --- | --- | --- | --- | --- | --- |
| [000000000002](../../accounts/2/run/index.html) | <code>account-2</code> | Root/Prod | - | 2 | - | - |

### Controls

| control | profile | severity | accounts | failing | failed | error | waived |
| --- | --- | --- | --- | --- | --- | --- | --- |
| <code>key-age</code> | house | high | 2 | 1 | 2 | - | 1 |

### Not audited (1)

| account | name | unit | reason |
| --- | --- | --- | --- |
| 000000000004 | <code>account-4</code> | &#45; | it is suspended |

### Notes

- A rule is for nobody.
"
`);
});

test('a run in which all is well is short', () => {
  expect(write(['1'], [organizationRecord('1')])).toMatchInlineSnapshot(`
"## ✅ PASSED: 1 accounts

1 passed, 0 failed, 0 could not be checked. Run 2025-06-30T12-00-00Z-0a1b2c, started 2025-06-30T12:00:00Z. Exit 0.

### Controls

| control | profile | severity | accounts | failing | failed | error | waived |
| --- | --- | --- | --- | --- | --- | --- | --- |
| <code>key-age</code> | house | high | 1 | - | - | - | - |
"
`);
});

test('data that are not live say so', () => {
  const demo = write(['1'], [organizationRecord('1', { source: 'not AWS (http://127.0.0.1:1)' })]);
  expect(demo).toMatch(/\*\*1 accounts: not AWS /);
});

test('names are inert', () => {
  const name = '<script>@everyone [x](http://x) | `y`';
  const text = write(['1'], [organizationRecord('1', { name, status: 'failed', exitCode: 1 })]);
  expect(text).not.toMatch(/<script>|@everyone|\]\(http:|`y`/);
  expect(text.split('\n').filter((line) => line.includes('script'))).toHaveLength(1);
});

test('long lists are cut, and say so', () => {
  const ids = Array.from({ length: 3000 }, (_, index) => String(index));
  const text = write(
    ids,
    ids.map((id) =>
      organizationRecord(id, { status: 'error', exitCode: 2, reason: 'r'.repeat(300) }),
    ),
  );
  expect(text).toContain('… and 2975 more: see organization.ndjson.');
  expect(text.length).toBeLessThan(100_000);
});
