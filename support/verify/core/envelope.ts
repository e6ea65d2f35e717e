import { z } from 'zod';
import { BundleError, type BundleReader, MANIFEST, parseStrictJson } from '../../bundle';
import { messageOf } from '../../report';

/** What a bundle states, for others' tools: https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md */
export const STATEMENT = 'statement.json';

/** The signed statement: https://github.com/secure-systems-lab/dsse/blob/v1.0.2/envelope.md */
export const ENVELOPE = 'statement.dsse.json';

/** What an authority said of when the statement was there (RFC 3161). */
export const TIMESTAMP = 'statement.json.tsr';

/** What was signed, and by whom; `keyid` is a hint, and proves nothing. */
export interface SignedStatement {
  readonly message: Uint8Array;
  readonly signatures: readonly { readonly keyid: string; readonly sig: Uint8Array }[];
}

// In characters; those that are written take a hundredth.
const LONGEST = 1 << 20;
const IN_TOTO = 'application/vnd.in-toto+json';

const BASE64 = z
  .string()
  .max(LONGEST)
  .regex(/^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/);

const DSSE = z.strictObject({
  payloadType: z.literal(IN_TOTO),
  payload: BASE64,
  signatures: z
    .array(z.strictObject({ keyid: z.string().max(1000).default(''), sig: BASE64 }))
    .min(1)
    .max(16),
});

const SUBJECT = z.object({
  name: z.string().max(1000),
  digest: z.object({ sha256: z.string().max(64) }),
});
const IN_TOTO_STATEMENT = z.object({
  _type: z.literal('https://in-toto.io/Statement/v1'),
  subject: z.array(SUBJECT).max(100),
});

/** What an envelope signs: https://github.com/secure-systems-lab/dsse/blob/v1.0.2/protocol.md#signature-definition */
export function preAuthEncoding(type: string, payload: Uint8Array): Uint8Array {
  const encoder = new TextEncoder();
  const head = `DSSEv1 ${encoder.encode(type).length} ${type} ${payload.length} `;
  const start = encoder.encode(head);
  const whole = new Uint8Array(start.length + payload.length);
  whole.set(start);
  whole.set(payload, start.length);
  return whole;
}

/** Throws BundleError where the envelope is none, or is around another statement than that of the bundle. */
export function signedStatement(files: BundleReader): SignedStatement {
  const { payloadType, payload, signatures } = read(files, ENVELOPE, DSSE);
  const bytes = decoded(payload);
  if (!files.names.includes(STATEMENT)) {
    throw new BundleError(`${ENVELOPE} is around a statement, but there is no ${STATEMENT}.`);
  }
  if (!isSame(bytes, files.bytes(STATEMENT))) {
    throw new BundleError(`${ENVELOPE} is around another statement than ${STATEMENT}.`);
  }
  return {
    message: preAuthEncoding(payloadType, bytes),
    signatures: signatures.map(({ keyid, sig }) => ({ keyid, sig: decoded(sig) })),
  };
}

/** Where the statement of a bundle is about another manifest, a sentence each; none where there is no statement. */
export function statementProblems(files: BundleReader): readonly string[] {
  if (!files.names.includes(STATEMENT)) return [];
  try {
    const { subject } = read(files, STATEMENT, IN_TOTO_STATEMENT);
    const stated = subject.filter(({ name }) => name === MANIFEST);
    const found = files.sha256(MANIFEST);
    if (stated.length === 0) return [`${STATEMENT} states nothing about ${MANIFEST}.`];
    return stated
      .filter(({ digest }) => digest.sha256 !== found)
      .map(
        ({ digest }) =>
          `${STATEMENT} is about another ${MANIFEST}, whose SHA-256 is ${digest.sha256}; this one's is ${found}.`,
      );
  } catch (error) {
    if (error instanceof BundleError) return [error.message];
    throw error;
  }
}

function read<T extends z.ZodType>(files: BundleReader, name: string, schema: T): z.infer<T> {
  const text = files.text(name);
  if (text.length > LONGEST) throw new BundleError(`${name} is longer than any that is written.`);
  try {
    return schema.parse(parseStrictJson(text));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : messageOf(error);
    throw new BundleError(`${name} is not understood: ${why}.`);
  }
}

function decoded(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
