import { readWorkbook } from '../../tools/testing/read-workbook';
import { HOSTILE_NAMES } from '../../tools/testing/result';
import { type Cell, workbook } from './workbook';

const write = (rows: readonly (readonly Cell[])[], mostRows?: number) =>
  workbook([{ name: 'Sheet', columns: ['one', 'two'], rows }], mostRows);

const column = (texts: readonly string[]) => {
  const [, ...rows] = readWorkbook(write(texts.map((text) => [text]))).Sheet ?? [];
  return rows.map(([cell]) => cell);
};

describe('a workbook', () => {
  test('is what another library reads', () => {
    const rows = [
      ['a', 1.5],
      [undefined, 'only the second'],
      ['', null],
      ['true', true],
    ];
    expect(readWorkbook(write(rows))).toEqual({
      Sheet: [
        ['one', 'two'],
        ['a', 1.5],
        [null, 'only the second'],
        [null, null],
        ['true', 'true'],
      ],
    });
  });

  test('has a text for a text, whatever it looks like', () => {
    const texts = [
      '1.10',
      '2023-01-01',
      '=1+1',
      '+1',
      '-1',
      '@SUM(A1)',
      'TRUE',
      '007',
      "'quoted",
      '1e5',
    ];
    expect(column(texts)).toEqual(texts);
    expect(column(HOSTILE_NAMES)).toEqual(HOSTILE_NAMES);
  });

  test('has every character, those too that XML cannot hold', () => {
    const texts = [
      Array.from({ length: 0x100 }, (_, code) => String.fromCharCode(code)).join(''),
      ' spaces \t and \r\n lines ',
      '_x0041_ is no A, _x_ and _x005F_x0041_ are what they are',
      '\ufffe\uffff 🔑 é',
      '&amp;<b>"\'</t></is></c>',
    ];
    expect(column(texts)).toEqual(texts);
    expect(column(['lone \ud800'])).toEqual(['lone \ufffd']);
  });

  test('cuts what is longer than a cell', () => {
    const [fits, cut] = column(['x'.repeat(32_767), 'x'.repeat(32_768)]);
    expect(fits).toBe('x'.repeat(32_767));
    expect(cut).toBe(`${'x'.repeat(32_766)}…`);
  });

  test('goes on in a further sheet, each with the headings', () => {
    const rows = ['a', 'b', 'c', 'd', 'e'].map((text) => [text, 1]);
    const head = ['one', 'two'];
    expect(readWorkbook(write(rows, 3))).toEqual({
      Sheet: [head, ['a', 1], ['b', 1]],
      'Sheet 2': [head, ['c', 1], ['d', 1]],
      'Sheet 3': [head, ['e', 1]],
    });
    expect(readWorkbook(write(rows, 6))).toEqual({ Sheet: [head, ...rows] });
    expect(readWorkbook(write([]))).toEqual({ Sheet: [head] });
  });

  test('may have more columns than the alphabet has letters', () => {
    const row = Array.from({ length: 100 }, (_, index) => `cell ${index}`);
    const sheet = { name: 'Wide', columns: row, rows: [row] };
    expect(readWorkbook(workbook([sheet]))).toEqual({ Wide: [row, row] });
  });

  test('is equal for equal sheets, whenever it is made', () => {
    const first = write([['a', 1]]);
    jest.useFakeTimers({ now: Date.UTC(2031, 6, 5) });
    const later = write([['a', 1]]);
    jest.useRealTimers();
    expect(Buffer.compare(first, later)).toBe(0);
  });
});
