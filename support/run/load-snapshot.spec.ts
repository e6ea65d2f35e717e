import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AS_OF, csv, rootRow, userRow } from '../../tools/testing/report';
import { writeBundle } from '../bundle/bundle';
import { formatInstant } from '../report';
import { auditWithoutJest } from './audit-account';
import { loadSnapshot } from './load-snapshot';
import { inForce, takeSettings } from './settings';

const root = mkdtempSync(join(tmpdir(), 'iamspec-snapshot-'));
afterAll(() => rmSync(root, { recursive: true }));

const CSV = csv([rootRow(), userRow('alice')]);
const AS_OF_TEXT = formatInstant(AS_OF);

let files = 0;
function write(end: string, text: string): string {
  const path = join(root, `${files++}${end}`);
  writeFileSync(path, text);
  return path;
}

const cliJson = (generated = AS_OF_TEXT) =>
  JSON.stringify({
    Content: Buffer.from(CSV).toString('base64'),
    ReportFormat: 'text/csv',
    GeneratedTime: generated,
  });

function load(report: string, asOf?: string) {
  const given = takeSettings({ IAMSPEC_REPORT: report, IAMSPEC_AS_OF: asOf });
  return loadSnapshot({ settings: inForce(given) }, ['accountSummary'], () => {});
}

describe('a saved report', () => {
  test('as CSV has its bytes, no facts and no caller, and the instant that is given', async () => {
    const path = write('.csv', CSV);
    const { snapshot, asOf } = await load(path, AS_OF_TEXT);
    expect(Buffer.from(snapshot.content).toString()).toBe(CSV);
    expect(snapshot).toMatchObject({ caller: undefined, facts: {}, notes: [] });
    expect(snapshot.origin).toEqual({ kind: 'file', path, format: 'csv' });
    expect(asOf).toEqual({ instant: AS_OF, source: 'IAMSPEC_AS_OF' });
  });

  test('as CSV without an instant is measured by the clock', async () => {
    const before = Date.now();
    const { asOf, readAt } = await load(write('.csv', CSV));
    expect(asOf).toEqual({ instant: readAt, source: 'clock' });
    expect(readAt).toBeGreaterThanOrEqual(before);
  });

  test('by the name that the console gives it offers the instant in that name', async () => {
    const path = join(root, 'status_reports_2025-06-30T12-00-00+00-00.csv');
    writeFileSync(path, CSV);
    const { snapshot } = await load(path);
    expect(snapshot.notes).toEqual([
      expect.stringMatching(/set IAMSPEC_AS_OF=2025-06-30T12:00:00Z/),
    ]);
  });

  test('as JSON says itself when it was generated, and so how old it is', async () => {
    const { snapshot, asOf, readAt } = await load(write('.json', cliJson()));
    expect(asOf).toEqual({ instant: AS_OF, source: 'GeneratedTime' });
    expect(snapshot.facts).toEqual({ reportAge: { known: readAt - AS_OF } });
    expect(snapshot.origin).toMatchObject({ format: 'json' });
  });

  test.each<[string, () => Promise<unknown>, RegExp]>([
    [
      'that is not there',
      () => load(join(root, 'none.csv')),
      /IAMSPEC_REPORT is ".*none\.csv", which cannot be read: /,
    ],
    [
      'whose own time the setting contradicts',
      () => load(write('.json', cliJson()), formatInstant(AS_OF - 1000)),
      /IAMSPEC_AS_OF is .*, but the report says/,
    ],
    [
      'of tomorrow',
      () => load(write('.json', cliJson(formatInstant(Date.now() + 86_400_000)))),
      /this machine's clock says/,
    ],
  ])('is refused %s', async (_, loading, why) => {
    await expect(loading()).rejects.toThrow(why);
  });
});

describe('a bundle', () => {
  async function bundleOf(env: Readonly<Record<string, string>> = {}): Promise<string> {
    const report = { IAMSPEC_REPORT: write('.csv', CSV), IAMSPEC_AS_OF: AS_OF_TEXT };
    const result = await auditWithoutJest(takeSettings({ ...report, ...env }), () => {});
    return writeBundle(join(root, `reports-${files++}`), result);
  }

  test('is audited as of then; who made the calls then, it only claims', async () => {
    const path = await bundleOf();
    const { snapshot, asOf } = await load(path);
    expect(asOf).toEqual({ instant: AS_OF, source: 'IAMSPEC_AS_OF' });
    expect(Buffer.from(snapshot.content).toString()).toBe(CSV);
    expect(snapshot.caller).toBeUndefined();
    expect(snapshot.origin).toEqual({ kind: 'file', path, format: 'bundle' });
  });

  test('notes that another severity counted then', async () => {
    const { snapshot } = await load(await bundleOf({ IAMSPEC_FAIL_ON: 'critical' }));
    expect(snapshot.notes).toEqual([
      'The bundle was judged with failures counting from critical on; here from low on.',
    ]);
  });

  test('is refused at another instant', async () => {
    const path = await bundleOf();
    await expect(load(path, formatInstant(AS_OF + 1000))).rejects.toThrow(
      /the bundle was audited as of .*, which is neither/,
    );
  });
});
