import { type BundleReader, MANIFEST, SIGNATURE } from '../../bundle';
import { type CheckedSignature, NOTHING } from '../core/verification';
import { bytesOf, hasSigned, type TrustedKey } from './keys';

/** Checks the manifest's bytes against any of the keys, without parsing them. */
export async function checkSignature(
  files: BundleReader,
  keys: readonly TrustedKey[],
): Promise<CheckedSignature> {
  const isSigned = files.names.includes(SIGNATURE);
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

async function signerOf(
  files: BundleReader,
  keys: readonly TrustedKey[],
): Promise<TrustedKey | undefined> {
  const message = Uint8Array.from(files.bytes(MANIFEST));
  const signature = base64(files.text(SIGNATURE));
  for (const key of keys) {
    if (signature && (await hasSigned(key, signature, message))) return key;
  }
  return undefined;
}

const LONGEST = 1000;

// As Node reads base64: what is none in it is passed over.
function base64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length > LONGEST) return undefined;
  const digits = text
    .replace(/=.*$/s, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .replace(/[^A-Za-z\d+/]/g, '');
  return bytesOf(digits.length % 4 === 1 ? digits.slice(0, -1) : digits);
}
