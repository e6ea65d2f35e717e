import { AS_OF } from '../../tools/testing/report';
import { CLOCK_TOLERANCE, resolveAsOf } from './as-of';
import { ReportError } from './report-error';

const YEAR = 366 * 86_400_000;
const CLOCK = AS_OF + YEAR;
const bare = { generatedTime: undefined };
const dated = { generatedTime: AS_OF };

describe('resolveAsOf', () => {
  test('tolerates 5 minutes between two clocks', () => {
    expect(CLOCK_TOLERANCE).toBe(300_000);
  });

  test("takes the report's own time, however old", () => {
    expect(resolveAsOf(dated, undefined, CLOCK)).toEqual({
      instant: AS_OF,
      source: 'GeneratedTime',
    });
  });

  test('takes IAMSPEC_AS_OF for a bare CSV', () => {
    expect(resolveAsOf(bare, AS_OF, CLOCK)).toEqual({ instant: AS_OF, source: 'IAMSPEC_AS_OF' });
  });

  test('takes the clock where nothing else says the time', () => {
    expect(resolveAsOf(bare, undefined, CLOCK)).toEqual({ instant: CLOCK, source: 'clock' });
  });

  test('lets IAMSPEC_AS_OF repeat what the report says, never change it', () => {
    expect(resolveAsOf(dated, AS_OF, CLOCK).source).toBe('GeneratedTime');
    for (const other of [AS_OF - 1, AS_OF + 1]) {
      expect(() => resolveAsOf(dated, other, CLOCK)).toThrow(ReportError);
    }
    expect(() => resolveAsOf(dated, AS_OF - YEAR, CLOCK)).toThrow(
      'IAMSPEC_AS_OF is 2024-06-29T12:00:00Z, but the report says that it was generated at 2025-06-30T12:00:00Z. Unset IAMSPEC_AS_OF: it is for a bare CSV only.',
    );
  });

  test('refuses a time that the clock has not reached by more than 5 minutes', () => {
    const clock = AS_OF - CLOCK_TOLERANCE;
    expect(resolveAsOf(dated, undefined, clock).instant).toBe(AS_OF);
    expect(resolveAsOf(bare, AS_OF, clock).instant).toBe(AS_OF);
    expect(() => resolveAsOf(dated, undefined, clock - 1)).toThrow(
      "The report's GeneratedTime is 2025-06-30T12:00:00Z, but this machine's clock says 2025-06-30T11:54:59Z.",
    );
    expect(() => resolveAsOf(bare, AS_OF, clock - 1)).toThrow(
      "IAMSPEC_AS_OF is 2025-06-30T12:00:00Z, but this machine's clock says",
    );
  });
});
