import { array, assert, constantFrom, property } from 'fast-check';
import {
  ACCOUNT,
  bytes,
  csv,
  type Layout,
  LIVE_COLUMNS,
  needsQuotes,
  parseCsv,
  rootRow,
  userRow,
} from '../../tools/testing/report';
import { parseArn } from './arn';
import { readTable } from './csv';
import { ReportError } from './report-error';

const ROWS = [
  rootRow(),
  userRow('alice', { access_key_1_last_used_region: 'us-east-1' }),
  userRow('bob'),
];
const PLAIN = parseCsv(csv(ROWS));

const never = () => false;
const always = () => true;

describe('the same report, written another way, reads the same', () => {
  test.each<[string, Partial<Layout>]>([
    ['with a last newline', { lastLineEnd: '\n' }],
    ['with several empty lines at the end', { lastLineEnd: '\n\n\n' }],
    ['with CRLF', { lineEnd: '\r\n' }],
    ['with CRLF, also at the end', { lineEnd: '\r\n', lastLineEnd: '\r\n' }],
    ['with every cell quoted', { quoted: always }],
    ['with some cells quoted', { quoted: (_, column) => column.length % 2 === 0 }],
    ['with its columns in reverse', { columns: LIVE_COLUMNS.toReversed() }],
    ['with its columns in alphabetical order', { columns: LIVE_COLUMNS.toSorted() }],
  ])('%s', (_, layout) => {
    expect(parseCsv(csv(ROWS, layout))).toEqual(PLAIN);
  });

  test('whatever it holds, as csv-parse reads it, which the quotes of a first cell call for', () => {
    const piece = constantFrom(
      ',',
      '\n',
      '\n\n',
      ' ',
      '\t',
      "'",
      '\\',
      '\u2028',
      '\0',
      'é',
      'a',
      'N/A',
    );
    const header = LIVE_COLUMNS.join(',');
    const row = csv(ROWS).split('\n')[1];
    const outcome = (first: string, rest: string) => {
      try {
        return readTable(bytes(first + header.slice('user'.length) + rest));
      } catch (error) {
        return error;
      }
    };
    assert(
      property(array(piece), (pieces) => {
        const rest = `\n${row}\n${row}${pieces.join('')}\n${row}`;
        expect(outcome('user', rest)).toEqual(outcome('"user"', rest));
      }),
      { numRuns: 1000 },
    );
  });

  test('with a byte order mark', () => {
    expect(parseCsv(`\uFEFF${csv(ROWS)}`)).toEqual(PLAIN);
  });

  test('with TRUE and FALSE, as the documentation prints them, or True and False', () => {
    const text = csv(ROWS);
    expect(parseCsv(text.replaceAll('false', 'FALSE'))).toEqual(PLAIN);
    expect(parseCsv(text.replaceAll('false', 'False'))).toEqual(PLAIN);
  });

  test.each(['+00:00', '-00:00', '.000Z', '.000000+00:00'])('with dates that end in %s', (end) => {
    expect(parseCsv(csv(ROWS).replace(/(?<=\d)Z/g, end))).toEqual(PLAIN);
  });
});

describe('columns', () => {
  const [root, alice] = ROWS as [(typeof ROWS)[0], (typeof ROWS)[0]];

  test('a live report has 22: the documented 23rd is null', () => {
    const { rows } = parseCsv(csv([root, alice]));
    expect(rows.map((row) => row.additional_credentials_info)).toEqual([null, null]);
  });

  test('the documented 23rd is read, and an empty or N/A cell of it is null', () => {
    const columns = [...LIVE_COLUMNS, 'additional_credentials_info'];
    const info = ['', 'N/A', 'true, 2 more: iam:ListAccessKeys'];
    const rows = info.map((text, index) => ({
      ...userRow(`user${index}`),
      additional_credentials_info: text,
    }));
    const report = parseCsv(csv([root, ...rows], { columns }));
    expect(report.rows.map((row) => row.additional_credentials_info)).toEqual([
      null,
      null,
      null,
      'true, 2 more: iam:ListAccessKeys',
    ]);
  });

  test('an unknown 24th is passed through as text, also N/A and the empty text', () => {
    const columns = ['tag', ...LIVE_COLUMNS, 'additional_credentials_info', 'x'];
    const report = parseCsv(
      csv(
        [
          { ...root, tag: 'N/A', x: '' },
          { ...alice, tag: 'a, "b"', x: 'true' },
        ],
        { columns },
      ),
    );
    expect(report.rows.map((row) => row.otherColumns)).toEqual([
      { tag: 'N/A', x: '' },
      { tag: 'a, "b"', x: 'true' },
    ]);
    expect(report.users).toEqual(parseCsv(csv([root, alice])).users);
  });

  test.each(LIVE_COLUMNS)('a report without %s is refused, by name', (column) => {
    const columns = LIVE_COLUMNS.filter((name) => name !== column);
    expect(() => parseCsv(csv(ROWS, { columns }))).toThrow(
      `the header lacks ${column}: this is no IAM credential report, or it was cut off.`,
    );
  });

  test('a column that stands twice is refused, since one of the two would be ignored', () => {
    expect(() => parseCsv(csv(ROWS, { columns: [...LIVE_COLUMNS, 'mfa_active'] }))).toThrow(
      'the header holds mfa_active twice.',
    );
  });

  test('header names are exact: neither case nor space is forgiven', () => {
    expect(() => parseCsv(csv(ROWS).replace('mfa_active', 'MFA_active'))).toThrow(
      'the header lacks mfa_active',
    );
    expect(() => parseCsv(csv(ROWS).replace('mfa_active', ' mfa_active'))).toThrow(
      'the header lacks mfa_active',
    );
  });
});

describe('commas in user names and paths', () => {
  test.each([
    ['in the name', '/', 'smith,john'],
    ['in the path', '/a,b/', 'john'],
    ['in both', '/a,b/c,/', ',smith,,john,'],
    ['in a path that looks like cells', '/true,N/', 'A'],
    ['in a name that is nothing else', '/', ',,'],
  ])('%s are read, quoted or not', (_, path, name) => {
    const arn = `arn:aws:iam::${ACCOUNT}:user${path}${name}`;
    const rows = [...ROWS, userRow(name, { arn, mfa_active: 'true' })];
    for (const quoted of [needsQuotes, never, (text: string) => text === name]) {
      const user = parseCsv(csv(rows, { quoted })).users.at(-1);
      expect(user).toMatchObject({ name, path, arn, mfaActive: true, accessKeys: [] });
    }
  });

  test('unquoted ones are refused where the ARN does not follow the name', () => {
    const columns = LIVE_COLUMNS.toReversed();
    const rows = [...ROWS, userRow('smith,john')];
    expect(() => parseCsv(csv(rows, { columns, quoted: never }))).toThrow(
      'has 24 cells, the header has 22',
    );
  });

  test('an unquoted name that is not the end of its ARN is refused, with its row and user', () => {
    const rows = [
      ...ROWS,
      userRow('smith,john', { arn: `arn:aws:iam::${ACCOUNT}:user/smith,jane` }),
    ];
    expect(() => parseCsv(csv(rows, { quoted: never }))).toThrow(
      'row 5 ("smith") has 24 cells, the header has 22: the file was cut off or edited.',
    );
  });

  test('are read as trying all ways would: where exactly one makes the ARN end in the name', () => {
    const arn = `arn:aws:iam::${ACCOUNT}:user/`;
    const part = constantFrom('a', 'b/', '', arn, `${arn}a`, `${arn}b/a`);
    assert(
      property(array(part, { minLength: 3, maxLength: 7 }), (parts) => {
        const line = [...parts, ...Array(20).fill('N/A')].join(',');
        const ways = parts.flatMap((_, at) => {
          const [name, rest] = [parts.slice(0, at).join(','), parts.slice(at)];
          const beginnings = rest.filter((each) => each.startsWith('arn:')).length;
          const ends = parseArn(rest.join(','))?.userName === name;
          return at > 0 && beginnings === 1 && ends ? [[name, rest.join(',')]] : [];
        });
        const read = () => readTable(bytes(`${LIVE_COLUMNS.join(',')}\n${line}`)).records[0];
        if (ways.length === 1) expect(read()?.slice(0, 2)).toEqual(ways[0]);
        else expect(read).toThrow(`has ${parts.length + 20} cells`);
      }),
      { numRuns: 2000 },
    );
  });

  test('are read where name and path hold as many as they can', () => {
    const [name, path] = [','.repeat(64), `/${','.repeat(510)}/`];
    const rows = [...ROWS, userRow(name, { arn: `arn:aws:iam::${ACCOUNT}:user${path}${name}` })];
    expect(parseCsv(csv(rows, { quoted: never })).users.at(-1)).toMatchObject({ name, path });
  });

  test('two rows of a user that ran together are not taken for a path with commas', () => {
    const row = csv([userRow('alice')]).split('\n')[1];
    expect(() => parseCsv(`${csv([rootRow()])}\n${row}${row}`)).toThrow(
      'row 3 ("alice") has 43 cells, the header has 22',
    );
  });
});

describe('what is no CSV of a report is refused', () => {
  const text = csv(ROWS);

  test.each([
    ['no byte at all', '', 'the report is empty: not even a header row.'],
    ['only empty lines', '\n\r\n\n', 'the report is empty: not even a header row.'],
    ['HTML', '<!DOCTYPE html>\n<html><body>Sign in</body></html>', 'the header lacks user, arn, '],
    ['JSON', '{"Content": "dXNlcg=="}', 'the report is not valid CSV: '],
    ['a cut header', text.slice(0, 40), 'the header lacks password_enabled, '],
    ['a semicolon for the comma', text.replaceAll(',', ';'), 'the header lacks user, arn, '],
    ['a tab for the comma', text.replaceAll(',', '\t'), 'the header lacks user, arn, '],
    ['lone carriage returns', text.replaceAll('\n', '\r'), 'the header lacks cert_2_last_rotated'],
    ['a quote that is never closed', text.replace('alice', '"alice'), 'is not valid CSV: '],
    ['a quote inside a cell', text.replace('alice', 'al"ice'), 'is not valid CSV: '],
    ['text after a quoted cell', text.replace('alice', '"ali"ce'), 'is not valid CSV: '],
    ['a second byte order mark', `\uFEFF\uFEFF${text}`, 'the header lacks user'],
  ])('%s', (_, content, message) => {
    const read = () => readTable(bytes(content));
    expect(read).toThrow(ReportError);
    expect(read).toThrow(message);
  });

  test('a row with a cell too few, or a cell too many', () => {
    expect(() => parseCsv(text.replace(/,N\/A$/, ''))).toThrow(
      'row 4 ("bob") has 21 cells, the header has 22',
    );
    expect(() => parseCsv(`${text},N/A`)).toThrow('row 4 ("bob") has 23 cells, the header has 22');
  });

  test('and nothing of its own stands on a line of its own, nor at any length', () => {
    const command = '\n::add-mask::x\u2028';
    const long = 'x'.repeat(1e6);
    const quotedName = (name: string) => `"${name.replaceAll('"', '""')}",arn`;
    const files = [
      `${text}\n${quotedName(command)}`,
      `${text}\n${quotedName(long)}`,
      `${text.replace('user,', `"${command}","${command}",user,`)}`,
      `${text}\n${long}"x`,
      csv([...ROWS, userRow('carol', { arn: `${command}${long}` })]),
      csv([...ROWS, userRow('carol', { mfa_active: `${command}${long}` })]),
    ];
    for (const file of files) {
      const lines = messageOf(() => parseCsv(file)).split('\n');
      expect(lines.filter((line) => !/^(?:The credential| {2}- )/.test(line))).toEqual([]);
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(500);
    }
  });

  test('more rows than four times the users that IAM allows an account', () => {
    const row = csv([userRow('alice')]).split('\n')[1];
    const file = (rows: number) => bytes(`${csv([])}\n${`${row}\n`.repeat(rows)}`);
    expect(readTable(file(20_000)).records).toHaveLength(20_000);
    expect(() => readTable(file(20_001))).toThrow(
      'it has 20001 rows, more than the 20000 that are read: IAM allows an account 5,000 users.',
    );
  });

  test('bytes that are not UTF-8', () => {
    const latin1 = Buffer.from(text.replace('us-east-1', 'süd'), 'latin1');
    expect(() => parseCsv(latin1)).toThrow('the report is not UTF-8 text.');
  });

  test.each([
    ['with a byte order mark', '\uFEFF', 'the report is not UTF-8 text.'],
    ['without one', '', 'the header lacks user, arn, '],
  ])('UTF-16 %s', (_, mark, message) => {
    expect(() => parseCsv(Buffer.from(mark + text, 'utf16le'))).toThrow(message);
  });
});

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('nothing was thrown');
}
