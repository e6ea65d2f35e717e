import {
  accessKey,
  ago,
  bytes,
  csv,
  type Layout,
  parseCsv,
  rootRow,
  userRow,
} from '../../tools/testing/report';
import { ReportError } from './report-error';

const ROWS = [
  rootRow(),
  userRow('alice', accessKey(1, ago(5000))),
  userRow('bob', {
    ...accessKey(2, ago(1000), { used: ago(0) }),
    access_key_2_last_used_region: 'us-east-1',
    cert_2_last_rotated: '2025-01-01T00:00:00+00:00',
  }),
  userRow('smith,john', { cert_2_last_rotated: '2025-01-01T00:00:00Z' }),
];

describe('a report that was cut off', () => {
  test.each<[string, Partial<Layout>]>([
    ['as AWS writes it', {}],
    ['with CRLF', { lineEnd: '\r\n', lastLineEnd: '\r\n' }],
    ['with every cell quoted', { quoted: () => true }],
    ['with no cell quoted', { quoted: () => false }],
  ])('%s, at any byte: read only where a row ends, and then with the rows before', (_, layout) => {
    const whole = bytes(csv(ROWS, layout));
    const read: number[] = [];
    for (let length = 0; length < whole.length; length += 1) {
      const cut = whole.subarray(0, length);
      const count = rowsOf(cut);
      if (count === undefined) continue;
      expect(endsARow(whole, length)).toBe(true);
      expect(parseCsv(cut)).toEqual(parseCsv(csv(ROWS.slice(0, count))));
      read.push(count);
    }
    expect([...new Set(read)]).toEqual(layout.lastLineEnd ? [1, 2, 3, 4] : [1, 2, 3]);
  });

  test('in the middle of a row is refused with the row and the user', () => {
    const text = csv(ROWS);
    const inBob = text.indexOf('us-east-1');
    expect(() => parseCsv(text.slice(0, inBob))).toThrow(
      'row 4 ("bob") has 17 cells, the header has 22: the file was cut off or edited. Fetch or save the report again.',
    );
    expect(() => parseCsv(text.slice(0, -1))).toThrow(
      'row 5 ("smith,john"), column cert_2_last_rotated: found "2025-01-01T00:00:00", expected a date such as 2026-09-11T13:14:52Z, or N/A.',
    );
  });
});

/** How many rows a piece of the report parses to; undefined where it is refused. */
function rowsOf(content: Uint8Array): number | undefined {
  try {
    return parseCsv(content).rows.length;
  } catch (error) {
    expect(error).toBeInstanceOf(ReportError);
    return undefined;
  }
}

/** Whether a row ends at an offset, or its line end does. */
function endsARow(content: Uint8Array, offset: number): boolean {
  const [before, next] = [content[offset - 1], content[offset]];
  return before === 0x0a || next === 0x0a || next === 0x0d;
}

describe('a report that was edited', () => {
  const text = csv(ROWS);

  test('so that a row stands twice is refused', () => {
    const lines = text.split('\n');
    for (const [index, line] of lines.entries()) {
      const content = lines.toSpliced(index, 0, line).join('\n');
      expect(() => parseCsv(content)).toThrow(ReportError);
    }
  });

  test('so that it lost its header or its root row is refused', () => {
    const lines = text.split('\n');
    expect(() => parseCsv(lines.slice(1).join('\n'))).toThrow('the header lacks user, arn,');
    expect(() => parseCsv(lines.toSpliced(1, 1).join('\n'))).toThrow('it has no <root_account>');
  });

  test('so that two reports stand behind each other is refused', () => {
    expect(() => parseCsv(text + text)).toThrow(ReportError);
    expect(() => parseCsv(`${text}\n${text}`)).toThrow(ReportError);
  });

  test('so that its rows are in another order reads the same', () => {
    const reversed = parseCsv(csv(ROWS.toReversed()));
    const report = parseCsv(text);
    expect(reversed.root).toEqual(report.root);
    expect(reversed.users).toEqual(report.users.toReversed());
  });
});
