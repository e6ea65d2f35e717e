import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { organizationRecord, temporaryDirectory } from '../../tools/testing/organization';
import { formatRecord } from '../result/organization-record';
import { appendRecord, RunLogError, readRecords, repairLog } from './run-log';

const directory = temporaryDirectory();
let count = 0;
const newLog = () => join(directory, `${++count}.ndjson`);
const accounts = (path: string) => [...readRecords(path)].map(({ account }) => Number(account));

describe('the log of a run', () => {
  test('gives the records in their order, and is private', () => {
    const path = newLog();
    for (const id of ['3', '1', '2']) appendRecord(path, organizationRecord(id));
    expect(accounts(path)).toEqual([3, 1, 2]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('that is not there, or empty, holds none', () => {
    const path = newLog();
    repairLog(path);
    expect(accounts(path)).toEqual([]);
    writeFileSync(path, '');
    repairLog(path);
    expect(accounts(path)).toEqual([]);
  });

  test('gives the last record of an account that was tried again', () => {
    const path = newLog();
    appendRecord(path, organizationRecord('1', { status: 'error', exitCode: 2 }));
    appendRecord(path, organizationRecord('2'));
    appendRecord(path, organizationRecord('1'));
    const read = [...readRecords(path)].map(({ account, status }) => [Number(account), status]);
    expect(read).toEqual([
      [2, 'passed'],
      [1, 'passed'],
    ]);
  });

  const whole = formatRecord(organizationRecord('1', { name: 'ümlaut' }));
  test.each([1, 50, Buffer.byteLength(whole) - 2, Buffer.byteLength(whole) - 1])(
    'leaves out a last line of which a killed process wrote %i bytes, and mends it',
    (bytes) => {
      const path = newLog();
      appendRecord(path, organizationRecord('7'));
      appendFileSync(path, Buffer.from(whole).subarray(0, bytes));
      expect(accounts(path)).toEqual([7]);
      repairLog(path);
      appendRecord(path, organizationRecord('8'));
      expect(accounts(path)).toEqual([7, 8]);
    },
  );

  test('repairing what is whole changes nothing', () => {
    const path = newLog();
    appendRecord(path, organizationRecord('7'));
    const before = readFileSync(path);
    repairLog(path);
    expect(readFileSync(path)).toEqual(before);
  });

  test('a line that is no record, though not the last, is damage', () => {
    const path = newLog();
    appendFileSync(path, `${whole}{"account": "1"}\n${whole}`);
    expect(() => accounts(path)).toThrow(RunLogError);
    expect(() => accounts(path)).toThrow(/line 2: this is no record/);
  });

  test('of many is read in pieces', () => {
    const path = newLog();
    const reason = 'ü'.repeat(997);
    const ids = Array.from({ length: 500 }, (_, index) => index + 1);
    for (const id of ids) appendRecord(path, organizationRecord(String(id), { reason }));
    expect(accounts(path)).toEqual(ids);
    expect([...readRecords(path)].every((record) => record.reason === reason)).toBe(true);
  });
});
