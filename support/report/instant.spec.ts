import { DAY, formatDuration, formatInstant, parseInstant } from './instant';

describe('parseInstant', () => {
  const INSTANT = Date.UTC(2024, 1, 29, 13, 14, 52);

  test.each([
    ['as AWS writes it now', '2024-02-29T13:14:52Z'],
    ['as AWS wrote it until July 2024', '2024-02-29T13:14:52+00:00'],
    ['with a negative zero offset', '2024-02-29T13:14:52-00:00'],
    ['east of Greenwich', '2024-02-29T18:44:52+05:30'],
    ['west of Greenwich, a day earlier there', '2024-02-28T17:14:52-20:00'],
  ])('reads a date %s', (_, text) => {
    expect(parseInstant(text)).toBe(INSTANT);
  });

  test('keeps every millisecond of a fraction, and cuts what is finer', () => {
    const texts = Array.from({ length: 1000 }, (_, ms) => String(ms).padStart(3, '0'));
    expect(texts.map((ms) => parseInstant(`2024-02-29T13:14:52.${ms}Z`))).toEqual(
      texts.map((ms) => INSTANT + Number(ms)),
    );
    expect(parseInstant('2024-02-29T13:14:52.5Z')).toBe(INSTANT + 500);
    expect(parseInstant('2024-02-29T13:14:52.999999999Z')).toBe(INSTANT + 999);
  });

  test.each([
    '2024-02-30T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2024-04-31T00:00:00Z',
    '2024-00-01T00:00:00Z',
    '2024-13-01T00:00:00Z',
    '2024-01-00T00:00:00Z',
    '2024-01-01T24:00:00Z',
    '2024-01-01T00:60:00Z',
    '2024-01-01T00:00:60Z',
    '2024-01-01T00:00:00+24:00',
    '2024-01-01T00:00:00+00:60',
    '2024-01-01T00:00:00',
    '2024-01-01T00:00Z',
    '2024-01-01 00:00:00Z',
    '2024-01-01',
    '2024-1-1T0:0:0Z',
    '01/02/2024',
    '1704067200',
    ' 2024-01-01T00:00:00Z',
    '2024-01-01T00:00:00Z\n',
    '2024-01-01T00:00:00.Z',
    '٢٠٢٤-01-01T00:00:00Z',
    'N/A',
    '',
  ])('refuses %j', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  test('refuses a year below 100, which JavaScript would take for one of the 20th century', () => {
    expect(parseInstant('0024-01-01T00:00:00Z')).toBeUndefined();
  });
});

describe('formatInstant', () => {
  test('writes UTC to the second, as AWS does', () => {
    expect(formatInstant(Date.UTC(2024, 1, 29, 23, 59, 59, 999))).toBe('2024-02-29T23:59:59Z');
  });
});

describe('formatDuration', () => {
  test.each([
    [0, '0 days'],
    [1000, '0 days 00:00:01'],
    [DAY - 1000, '0 days 23:59:59'],
    [DAY, '1 day'],
    [DAY + 9.5 * 3_600_000, '1 day 09:30:00'],
    [90 * DAY - 1000, '89 days 23:59:59'],
    [90 * DAY, '90 days'],
    [90 * DAY + 1000, '90 days 00:00:01'],
    [-1000, '0 days'],
  ])('writes %d ms as %s', (span, text) => {
    expect(formatDuration(span)).toBe(text);
  });
});
