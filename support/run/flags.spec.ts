import { asGiven, givenByFlags } from './flags';

afterEach(() => givenByFlags(new Map()));

describe('asGiven', () => {
  test('leaves a message as it is where no flag was given', () => {
    expect(asGiven('Unset IAMSPEC_AS_OF.')).toBe('Unset IAMSPEC_AS_OF.');
  });

  test.each([
    [
      'IAMSPEC_AS_OF is "x", expected a date; unset it for the clock.',
      '--as-of is "x", expected a date; leave it out for the clock.',
    ],
    [
      'Unset IAMSPEC_AS_OF: it is for a bare CSV only.',
      'Leave out --as-of: it is for a bare CSV only.',
    ],
    ['the limit is 24 h (IAMSPEC_AS_OF).', 'the limit is 24 h (--as-of).'],
    [
      'IAMSPEC_REPORT is "x"; unset it for the live account.',
      'IAMSPEC_REPORT is "x"; unset it for the live account.',
    ],
    [
      'x/IAMSPEC_AS_OF.csv, IAMSPEC_AS_OF/x, IAMSPEC_AS_OFF, XIAMSPEC_AS_OF',
      'x/IAMSPEC_AS_OF.csv, IAMSPEC_AS_OF/x, IAMSPEC_AS_OFF, XIAMSPEC_AS_OF',
    ],
    ['one\nIAMSPEC_AS_OF is "x"', 'one\n--as-of is "x"'],
  ])('%s', (message, told) => {
    givenByFlags(new Map([['IAMSPEC_AS_OF', '--as-of']]));
    expect(asGiven(message)).toBe(told);
  });
});
