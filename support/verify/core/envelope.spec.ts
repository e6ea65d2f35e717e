import { createHash } from 'node:crypto';
import { memoryBundle } from '../../../tools/testing/memory-bundle';
import { preAuthEncoding, signedStatement, statementProblems } from './envelope';

const MANIFEST = '{"schemaVersion": 1}\n';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const statement = (digest = sha256(MANIFEST)) =>
  JSON.stringify({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [
      { name: 'report.csv', digest: { sha256: sha256('') } },
      { name: 'manifest.json', digest: { sha256: digest } },
    ],
    predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
    predicate: {},
  });

const envelope = (payload: string, others: object = {}) =>
  JSON.stringify({
    payloadType: 'application/vnd.in-toto+json',
    payload: Buffer.from(payload).toString('base64'),
    signatures: [{ keyid: 'k', sig: Buffer.from('sig').toString('base64') }],
    ...others,
  });

test('is what the authors of DSSE give as an example', () => {
  const payload = new TextEncoder().encode('hello world');
  expect(Buffer.from(preAuthEncoding('http://example.com/HelloWorld', payload)).toString()).toBe(
    'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
  );
});

describe('a statement', () => {
  const problemsOf = (text: string) =>
    statementProblems(memoryBundle({ 'manifest.json': MANIFEST, 'statement.json': text }));

  test('is about this manifest, or a problem', () => {
    expect(problemsOf(statement())).toEqual([]);
    expect(problemsOf(statement(sha256('another')))).toEqual([
      expect.stringMatching(/statement\.json is about another manifest\.json, whose SHA-256 is/),
    ]);
  });

  test('that says nothing of a manifest, or is none, is a problem', () => {
    const none = JSON.stringify({ _type: 'https://in-toto.io/Statement/v1', subject: [] });
    expect(problemsOf(none)).toEqual(['statement.json states nothing about manifest.json.']);
    expect(problemsOf('{}').join()).toMatch(/statement\.json is not understood/);
    expect(problemsOf(statement().replace('"subject"', '"subject":[],"subject"')).join()).toMatch(
      /stands twice/,
    );
  });

  test('need not be there', () => {
    expect(statementProblems(memoryBundle({ 'manifest.json': MANIFEST }))).toEqual([]);
  });
});

describe('an envelope', () => {
  const read = (text: string, of = statement()) =>
    signedStatement(memoryBundle({ 'statement.json': of, 'statement.dsse.json': text }));

  test('tells what was signed', () => {
    const { message, signatures } = read(envelope(statement()));
    const { length } = Buffer.from(statement());
    expect(Buffer.from(message).toString()).toBe(
      `DSSEv1 28 application/vnd.in-toto+json ${length} ${statement()}`,
    );
    expect(signatures.map(({ sig }) => Buffer.from(sig).toString())).toEqual(['sig']);
  });

  test.each([
    ['another statement', envelope(statement(sha256('x'))), /around another statement/],
    ['another kind', envelope(statement(), { payloadType: 'text/plain' }), /is not understood/],
    ['no signature', envelope(statement(), { signatures: [] }), /is not understood/],
    ['no base64', envelope(statement(), { payload: 'a*' }), /is not understood/],
    ['more than it may', envelope(statement(), { more: 1 }), /is not understood/],
  ])('is refused that holds %s', (_what, text, expected) => {
    expect(() => read(text)).toThrow(expected);
  });
});
