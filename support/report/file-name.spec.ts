import { instantInName, offerInstant } from './file-name';

const AT = Date.UTC(2026, 5, 2, 13, 14, 52);

describe('instantInName', () => {
  test.each([
    'status_reports_2026-06-02T13-14-52+00-00.csv',
    '/home/x/status_reports_2026-06-02T13-14-52+00-00 (1).csv',
    'C:\\Users\\x\\status_reports_2026-06-02T13_14_52Z.csv',
    'status_reports_2026-06-02T13:14:52.000Z.csv',
    'status_reports_2026-06-02T15-14-52+02-00.csv',
    'status_reports_2026-06-02T13-14-52',
  ])('%s', (path) => {
    expect(instantInName(path)).toBe(AT);
  });

  test.each([
    'report.csv',
    '-',
    'status_reports_2026-06-02.csv',
    'status_reports_2026-02-30T00-00-00+00-00.csv',
    'status_reports_2026-06-02T13-14-52+00-00.d/report.csv',
    'my_status_reports_2026-06-02T13-14-52+00-00.csv',
  ])('none in %s', (path) => {
    expect(instantInName(path)).toBeUndefined();
    expect(offerInstant(path)).toEqual([]);
  });
});

test('the offer is a setting to copy, and none of the rest of the name', () => {
  expect(offerInstant('status_reports_2026-06-02T13-14-52Z\u001b[2J.csv')).toEqual([
    "The file's name says 2026-06-02T13:14:52Z. Where that is when IAM generated it, set IAMSPEC_AS_OF=2026-06-02T13:14:52Z.",
  ]);
});
