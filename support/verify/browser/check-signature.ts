import { BundleError, type BundleReader, MANIFEST, SIGNATURE } from '../../bundle';
import { ENVELOPE, signedStatement, statementProblems, TIMESTAMP } from '../core/envelope';
import { type CheckedSignature, NOTHING } from '../core/verification';
import { bytesOf, hasSigned, type TrustedKey } from './keys';

/** Checks the statement's signature, else the manifest's, against any of the keys, before either is parsed. */
export async function checkSignature(
  files: BundleReader,
  keys: readonly TrustedKey[],
): Promise<CheckedSignature> {
  const stated = [
    ...statementProblems(files),
    ...(files.names.includes(ENVELOPE) ? envelopeProblems(files) : []),
  ];
  if (stated.length > 0) return { ...NOTHING, problems: stated, authenticated: false };
  const checked = await checkKeys(files, keys);
  const notes = files.names.includes(TIMESTAMP)
    ? [`${TIMESTAMP} was not checked: a page holds no authorities. iamspec verify checks it.`]
    : [];
  return { ...checked, notes: [...checked.notes, ...notes] };
}

async function checkKeys(
  files: BundleReader,
  keys: readonly TrustedKey[],
): Promise<CheckedSignature> {
  const isSigned = [ENVELOPE, SIGNATURE].some((name) => files.names.includes(name));
  if (keys.length === 0) {
    const note = isSigned
      ? 'Signed, but no key was given to check it with: --key public.pem.'
      : 'Not signed: whoever could change its files could have changed its manifest too.';
    return { ...NOTHING, notes: [note], authenticated: false };
  }
  if (!isSigned) return problem(`it is not signed: there is no ${SIGNATURE}.`);
  const signer = await signerOf(files, keys);
  if (signer) {
    const notes = [`The manifest is signed by the key ${signer.name}.`];
    return { ...NOTHING, notes, authenticated: true };
  }
  const which = keys.length === 1 ? 'this key' : `any of these ${keys.length} keys`;
  return problem(
    `the signature is not that of this manifest and ${which}. Nothing else of it was read.`,
  );
}

function problem(text: string): CheckedSignature {
  return { ...NOTHING, problems: [text], authenticated: false };
}

function envelopeProblems(files: BundleReader): readonly string[] {
  try {
    signedStatement(files);
    return [];
  } catch (error) {
    if (error instanceof BundleError) return [error.message];
    throw error;
  }
}

async function signerOf(
  files: BundleReader,
  keys: readonly TrustedKey[],
): Promise<TrustedKey | undefined> {
  const { message, signatures } = signedBytes(files);
  for (const key of keys) {
    for (const signature of signatures) {
      if (await hasSigned(key, signature, message)) return key;
    }
  }
  return undefined;
}

interface Signed {
  readonly message: Uint8Array<ArrayBuffer>;
  readonly signatures: readonly Uint8Array<ArrayBuffer>[];
}

function signedBytes(files: BundleReader): Signed {
  if (files.names.includes(ENVELOPE)) {
    const { message, signatures } = signedStatement(files);
    return { message: copied(message), signatures: signatures.map(({ sig }) => copied(sig)) };
  }
  return { message: copied(files.bytes(MANIFEST)), signatures: base64(files.text(SIGNATURE)) };
}

const LONGEST = 1000;

// As Node reads base64: what is none in it is passed over.
function base64(text: string): readonly Uint8Array<ArrayBuffer>[] {
  if (text.length > LONGEST) return [];
  const digits = text
    .replace(/=.*$/s, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .replace(/[^A-Za-z\d+/]/g, '');
  return [bytesOf(digits.length % 4 === 1 ? digits.slice(0, -1) : digits)];
}

function copied(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(bytes);
}
