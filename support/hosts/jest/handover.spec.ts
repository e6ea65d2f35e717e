import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { brokenRows, cleanRows } from '../../../tools/testing/npm-test';
import { AS_OF, bytes, csv } from '../../../tools/testing/report';
import type { Snapshot } from '../../report';
import { handOver, takeOver } from './handover';

const SNAPSHOT: Snapshot = {
  content: bytes(csv(brokenRows(AS_OF))),
  generatedTime: undefined,
  origin: { kind: 'file', path: 'report.csv', format: 'csv' },
  caller: undefined,
  facts: {},
  notes: [],
};

test('a snapshot that somebody put in the place of ours is refused, where others can rename it', () => {
  const remove = handOver(SNAPSHOT, { instant: AS_OF, source: 'GeneratedTime' });
  const left = process.env._IAMSPEC_SNAPSHOT ?? '';
  const path = left.slice(left.indexOf('/'));
  const [directory, aside] = [dirname(path), `${dirname(path)}-aside`];
  const handover = JSON.parse(readFileSync(path, 'utf8'));
  const content = Buffer.from(csv(cleanRows(AS_OF))).toString('base64');
  renameSync(directory, aside);
  mkdirSync(directory);
  writeFileSync(path, JSON.stringify({ ...handover, content }));
  try {
    expect(takeOver).toThrow(/snapshot\.json is not what this run left there/);
  } finally {
    rmSync(directory, { recursive: true });
    renameSync(aside, directory);
  }
  expect(takeOver().users.map((user) => user.name)).toContain('bob');
  remove();
  expect(existsSync(directory)).toBe(false);
});
