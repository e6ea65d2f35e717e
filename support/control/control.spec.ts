import { type Control, compile, control, type Declaration, setControlHost } from './control';

const declaration: Declaration<{ maxAgeDays: number }, never> = {
  id: 'sample',
  title: 'A sample',
  severity: 'low',
  nist: [],
  rationale: 'To be tested.',
  remediation: 'None.',
  inputs: { maxAgeDays: 90 },
  subjects: () => {
    throw new Error('nothing may run when a control is declared');
  },
  check: () => {
    throw new Error('nothing may run when a control is declared');
  },
};

afterEach(() => {
  setControlHost(undefined);
});

describe('control()', () => {
  test('without a host throws, since then nothing would be checked', () => {
    expect(() => control(declaration)).toThrow(
      'Control sample was loaded by something that does not evaluate controls. Run it with: npx iamspec exec',
    );
  });

  test('hands its control to the host, and runs nothing', () => {
    const declared: Control[] = [];
    setControlHost((sample) => declared.push(sample));
    control(declaration);
    const { subjects, check, ...metadata } = declaration;
    expect(declared).toEqual([
      {
        ...{ ...metadata, steps: [], keeps: false, ages: undefined },
        ...{ stricter: {}, values: {}, facts: [], judge: expect.any(Function) },
      },
    ]);
  });

  test('without inputs has none', () => {
    const host = jest.fn();
    setControlHost(host);
    const { inputs, ...bare } = declaration;
    control(bare);
    expect(host).toHaveBeenCalledWith(expect.objectContaining({ inputs: {} }));
  });
});

test('setControlHost gives back the former host, so that it can be set again', () => {
  const [outer, inner] = [jest.fn(), jest.fn()];
  expect(setControlHost(outer)).toBeUndefined();
  expect(setControlHost(inner)).toBe(outer);
  expect(setControlHost(outer)).toBe(inner);
  control(declaration);
  expect(outer).toHaveBeenCalledTimes(1);
  expect(inner).not.toHaveBeenCalled();
});

describe('a declaration that types would refuse, were they checked', () => {
  const declaration = {
    id: 'sample',
    title: 'Sample',
    severity: 'low' as const,
    nist: [],
    rationale: 'Because.',
    remediation: 'Mend it.',
    subjects: () => [],
    check: () => ({ passed: true, measured: 0, limit: 0, reason: '' }),
  };

  test.each([
    ['with a misspelt severity, whose failures would not count', { severity: 'hihg' }, 'hihg'],
    ['without a severity', { severity: undefined }, 'undefined'],
    ['without a title', { title: undefined }, 'lacks id, title'],
  ])('%s throws', (_, wrong, message) => {
    expect(() => compile(Object.assign({ ...declaration }, wrong))).toThrow(message);
  });
});
