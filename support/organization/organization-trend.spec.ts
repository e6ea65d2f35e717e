import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  manifestOf,
  organizationRecord,
  temporaryDirectory,
} from '../../tools/testing/organization';
import { sumUpOrganization } from '../result/organization-result';
import { readOrganizationTrend } from './organization-trend';
import { FILES, runsIn } from './run-files';
import { writeSummary } from './write-summary';

const directory = temporaryDirectory();
const idOf = (day: number) => `2025-06-${String(day).padStart(2, '0')}T12-00-00Z-000000`;

function write(day: number): void {
  const { run, ...manifest } = manifestOf(['1']);
  const dated = { ...manifest, run: { ...run, id: idOf(day), startedAt: day } };
  const records = [organizationRecord('1', { run: idOf(day), failed: { high: day } })];
  writeSummary(join(runsIn(directory), idOf(day)), sumUpOrganization(dated, records, []));
}

test('is the runs so far, oldest first; what is none is passed over', () => {
  expect(readOrganizationTrend(directory, idOf(30))).toEqual([]);
  for (const day of [3, 1, 2, 9]) write(day);
  mkdirSync(join(runsIn(directory), idOf(2).replace('Z', 'X')));
  writeFileSync(join(runsIn(directory), idOf(1), FILES.result), '{"run": "none"}');
  const points = readOrganizationTrend(directory, idOf(3));
  expect(points.map(({ run }) => run)).toEqual([
    { id: idOf(2), startedAt: 2 },
    { id: idOf(3), startedAt: 3 },
  ]);
  expect(points[1]).toEqual({
    run: { id: idOf(3), startedAt: 3 },
    listed: 1,
    counts: { passed: 1, failed: 0, error: 0, skipped: 0 },
    failed: { low: 0, medium: 0, high: 3, critical: 0 },
    exitCode: 0,
  });
});
