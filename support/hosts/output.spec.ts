import { auditResult, controlResult, verdict } from '../../tools/testing/result';
import { summary } from '../formats/summary/summary';
import { showsColors, write, writeAsIs } from './output';

function written(print: (out: { write: (text: string | Uint8Array) => boolean }) => void): string {
  let text = '';
  print({
    write(piece) {
      text += String(piece);
      return true;
    },
  });
  return text;
}

const HOSTILE = 'x\u001b[8m\u001b[2J\u001b]0;t\u0007\n::error::y\n##vso[z]';

test('a summary in colours holds these alone, whoever wrote what is in it', () => {
  const results = [controlResult(HOSTILE, 'high', [verdict('alice', 'failed', HOSTILE)])];
  const result = auditResult({ results, problems: [HOSTILE], exitCode: 2 });
  const text = written((out) =>
    write(out, summary(result, { colors: true, evidence: [HOSTILE] }), true),
  );
  expect(text).toContain('\u001b[31m');
  const plain = text.split(/\p{Cc}\[(?:1|2|22|31|32|33|39)m/u).join('');
  expect(plain).not.toMatch(/(?!\n)\p{Cc}|^\s*::|##\w*\[/mu);
});

test('colours that no writer of ours has added do not pass', () => {
  expect(written((out) => write(out, '\u001b[31mred'))).toBe('\\u001b[31mred');
});

test('what is meant passes as it is', () => {
  expect(written((out) => writeAsIs(out, '::notice::\r\u001b[2K'))).toBe('::notice::\r\u001b[2K');
});

test.each([
  [true, true, {}],
  [false, false, {}],
  [false, true, { NO_COLOR: '1' }],
  [false, true, { TERM: 'dumb' }],
])('colours: %j on a terminal (%j) with %j', (expected, isTTY, env) => {
  const former = process.env;
  process.env = { ...env };
  try {
    expect(showsColors({ isTTY })).toBe(expected);
  } finally {
    process.env = former;
  }
});
