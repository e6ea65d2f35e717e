import fc from 'fast-check';
import { bytes, csv, rootRow, userRow } from '../../tools/testing/report';
import { ReportError } from './report-error';
import { readSavedReport } from './saved';

const CSV = csv([rootRow(), userRow('alice')]);
const ANSWER = {
  Content: Buffer.from(CSV).toString('base64'),
  ReportFormat: 'text/csv',
  GeneratedTime: '2025-06-30T12:00:00+00:00',
};

const read = (answer: unknown) => readSavedReport(bytes(JSON.stringify(answer, null, 4)));
const text = (content: Uint8Array) => new TextDecoder().decode(content);

describe('readSavedReport', () => {
  test('takes a CSV as it is, and does not guess when it was generated', () => {
    const content = bytes(`\uFEFF${CSV}\r\n`);
    expect(readSavedReport(content)).toEqual({ format: 'csv', content, generatedTime: undefined });
  });

  test.each(['2025-06-30T12:00:00+00:00', '2025-06-30T12:00:00Z', '2025-06-30T14:00:00+02:00'])(
    'reads the JSON of the AWS CLI, generated at %s',
    (GeneratedTime) => {
      const saved = read({ ...ANSWER, GeneratedTime });
      expect(saved).toMatchObject({ format: 'json', generatedTime: Date.UTC(2025, 5, 30, 12) });
      expect(text(saved.content)).toBe(CSV);
    },
  );

  test.each([
    ['on one line', JSON.stringify(ANSWER)],
    ['after white space', `\n\t ${JSON.stringify(ANSWER)}\n`],
    ['after a byte order mark', `\uFEFF${JSON.stringify(ANSWER)}`],
    ['with further members', JSON.stringify({ ResponseMetadata: { RetryAttempts: 0 }, ...ANSWER })],
  ])('reads such JSON %s', (_, json) => {
    expect(text(readSavedReport(bytes(json)).content)).toBe(CSV);
  });

  test('reads the JSON of an account at its quota', () => {
    const large = Buffer.alloc(1_800_001, 'x');
    const saved = read({ ...ANSWER, Content: large.toString('base64') });
    expect(large.equals(saved.content)).toBe(true);
  });

  test('reads, or refuses, whatever length Content has', () => {
    const Content = 'YWFh'.repeat(8_000_000);
    expect(read({ ...ANSWER, Content }).content).toHaveLength(24_000_000);
    expect(() => read({ ...ANSWER, Content: `${Content}aaa!` })).toThrow('Content is not base64.');
  });

  test.each(['', 'YQ==', 'YWE=', 'YWFh', 'YWFhYQ=='])('takes %j for base64', (Content) => {
    expect(text(read({ ...ANSWER, Content }).content)).toMatch(/^a*$/);
  });

  test.each(['=', '==', 'Y', 'YQ', 'YWE', 'YQ=', 'Y===', '====', 'YQ==YQ==', 'Y-E=', 'YWFh\n'])(
    'takes %j for none',
    (Content) => {
      expect(() => read({ ...ANSWER, Content })).toThrow('Content is not base64.');
    },
  );

  test('refuses JSON that is nested a million deep', () => {
    const json = `${'{"Content":'.repeat(1e6)}1${'}'.repeat(1e6)}`;
    expect(() => readSavedReport(bytes(json))).toThrow('it has no text Content.');
  });

  test('refuses JSON that was cut off, wherever', () => {
    const json = JSON.stringify({ ...ANSWER, Content: 'dXNlcg==' });
    for (let length = 1; length < json.length; length += 1) {
      expect(() => readSavedReport(bytes(json.slice(0, length)))).toThrow(
        'the JSON cannot be parsed (was it cut off?)',
      );
    }
  });

  test.each(['Content', 'ReportFormat', 'GeneratedTime'])(
    'refuses JSON without %s, or where it is no text',
    (name) => {
      expect(() => read({ ...ANSWER, [name]: undefined })).toThrow(`it has no text ${name}.`);
      expect(() => read({ ...ANSWER, [name]: 5 })).toThrow(`it has no text ${name}.`);
      expect(() => read({ ...ANSWER, [name]: null })).toThrow(ReportError);
    },
  );

  test.each([
    ['not base64 at all', CSV],
    ['base64 with a line break, as mail wraps it', 'dXNl\ncg=='],
    ['base64 for URLs', 'dXNlc_8='],
    ['base64 that lost its last character', ANSWER.Content.replace(/=*$/, '').slice(0, -1)],
    ['base64 with something behind it', `${ANSWER.Content}%`],
  ])('refuses a Content that is %s', (_, Content) => {
    expect(() => read({ ...ANSWER, Content })).toThrow('Content is not base64');
  });

  test('refuses another format', () => {
    expect(() => read({ ...ANSWER, ReportFormat: 'text/json' })).toThrow(
      'ReportFormat is "text/json", expected "text/csv"',
    );
  });

  test('refuses a GeneratedTime that is no date, and says what to do', () => {
    expect(() =>
      read({ ...ANSWER, GeneratedTime: '30 June 2025' }),
    ).toThrowErrorMatchingInlineSnapshot(`
"The credential report cannot be used:
  - the file is not what "aws iam get-credential-report" prints: GeneratedTime "30 June 2025" is no date. Save it again."
`);
  });

  const utf16 = (encoding: 'le' | 'be', from: string) => {
    const content = Buffer.from(`\uFEFF${from}`, 'utf16le');
    return encoding === 'le' ? content : content.swap16();
  };

  test.each(['le', 'be'] as const)(
    'reads the UTF-16%s of PowerShell 5.1, with its mark',
    (encoding) => {
      const json = utf16(encoding, JSON.stringify(ANSWER, null, 4).replaceAll('\n', '\r\n'));
      const saved = readSavedReport(json);
      expect(saved).toMatchObject({ format: 'json', generatedTime: Date.UTC(2025, 5, 30, 12) });
      expect(text(saved.content)).toBe(CSV);
      const bare = readSavedReport(utf16(encoding, CSV));
      expect(bare).toMatchObject({ format: 'csv', generatedTime: undefined });
      expect(text(bare.content)).toBe(CSV);
    },
  );

  test('refuses UTF-16 without a mark, or half a character, and says so', () => {
    expect(() => readSavedReport(utf16('le', CSV).subarray(2))).toThrow(
      /UTF-16 without a byte order mark/,
    );
    expect(() => readSavedReport(utf16('be', CSV).subarray(2))).toThrow(
      /UTF-16 without a byte order mark/,
    );
    expect(() => readSavedReport(utf16('le', CSV).subarray(0, -1))).toThrow(
      /UTF-16, but is cut off/,
    );
  });

  test.each([
    ['bare', ANSWER.Content],
    ['with a line end', `${ANSWER.Content}\r\n`],
    ['in lines', ANSWER.Content.replace(/.{76}/g, '$&\n')],
    ['as JSON', `${JSON.stringify(ANSWER.Content)}\n`],
    ['of a CSV with a mark', Buffer.from(`\uFEFF${CSV}`).toString('base64')],
  ])(
    'reads a Content that nobody decoded, %s: it does not say when it was generated',
    (_, file) => {
      const saved = readSavedReport(bytes(file));
      expect(saved).toMatchObject({ format: 'csv', generatedTime: undefined });
      expect(text(saved.content)).toBe(CSV);
      const wide = readSavedReport(utf16('le', file));
      expect(text(wide.content)).toBe(CSV);
    },
  );

  test.each([
    ['bare', ANSWER.Content.slice(0, -1)],
    ['as JSON', JSON.stringify(ANSWER.Content).slice(0, -1)],
    ['with something behind it', `${ANSWER.Content}%`],
  ])('refuses a Content that was cut off or damaged, %s', (_, file) => {
    expect(() => readSavedReport(bytes(file))).toThrow(/in base64.*cut off or damaged/);
  });

  test.each([
    ['text', `${ANSWER.Content}\t${ANSWER.GeneratedTime}\ttext/csv\n`],
    ['text', `${ANSWER.Content}\t${ANSWER.GeneratedTime}\ttext/csv`],
    ['table', `-------\n|  GetCredentialReport  |\n+-----+\n|  Content  | ${ANSWER.Content} |\n`],
    ['yaml', `Content: ${ANSWER.Content}\nGeneratedTime: '${ANSWER.GeneratedTime}'\n`],
    ['yaml', `- Content: ${ANSWER.Content}\n`],
  ])('names the cause where the AWS CLI printed %s', (format, file) => {
    for (const content of [bytes(file), utf16('le', file)]) {
      expect(() => readSavedReport(content)).toThrow(
        new RegExp(`prints with --output ${format}; only JSON is read\\. .*--output json`),
      );
    }
  });

  test('says of an empty file that what was to write it failed', () => {
    expect(() => readSavedReport(new Uint8Array())).toThrow(
      /the file is empty: what was to write it failed/,
    );
  });

  test('what is read of UTF-16 is what was written, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (word) => {
        const content = `user,arn\n${word.replaceAll('\0', '')}`;
        expect(text(readSavedReport(utf16('le', content)).content)).toBe(content);
        expect(text(readSavedReport(utf16('be', content)).content)).toBe(content);
      }),
    );
  });
});
