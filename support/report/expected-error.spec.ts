import { ExpectedError, inWords, ReportError } from '.';

function thrownBy(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}

describe('an error in words', () => {
  test.each([
    ['one that iamspec expects', new ExpectedError('Set AWS_PROFILE.'), 'Set AWS_PROFILE.'],
    ['a kind of it', new ReportError(['no rows.']), /cannot be used:\n {2}- no rows\.$/],
    [
      'one of the system about a file',
      Object.assign(new Error('ENOENT: no such file'), { syscall: 'open' }),
      /^ENOENT: no such file$/,
    ],
  ])('%s: its sentence alone', (_, error, told) => {
    expect(inWords(error, '1.2.3')).toMatch(told);
  });

  test.each<[string, unknown]>([
    ['a fault of the code', thrownBy(() => Reflect.get(Object(undefined).x, 'y'))],
    ['what is no error', 'a text'],
  ])('%s: its stack, whose fault it is, and what to report', (_, error) => {
    const told = inWords(error, '1.2.3').split('\n');
    expect(told[0]).toMatch(/^(?:TypeError: |Error: a text$)/);
    expect(told[1]).toMatch(/^ +at /);
    expect(told.at(-1)).toBe(
      'This is a fault of iamspec, not of the account or its policy. Please report it: the command, ' +
        'and the lines above without the names of users ' +
        `(iamspec 1.2.3, Node ${process.version}, ${process.platform}).`,
    );
  });
});
