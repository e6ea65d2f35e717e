import type { KeyObject } from 'node:crypto';
import { type BundleFiles, isSignedBy, MANIFEST, SIGNATURE } from '../bundle';
import { type Findings, NOTHING } from './core/verification';

/** A public key that the auditor trusts, named by its path. */
export interface TrustedKey {
  readonly name: string;
  readonly key: KeyObject;
}

/** Checks the manifest's bytes against any of the keys, without parsing them. */
export function checkSignature(bundle: BundleFiles, keys: readonly TrustedKey[]): Findings {
  const isSigned = bundle.names.includes(SIGNATURE);
  if (keys.length === 0) {
    const note = isSigned
      ? 'Signed, but no key was given to check it with: --key public.pem.'
      : 'Not signed: whoever could change its files could have changed its manifest too.';
    return { ...NOTHING, notes: [note] };
  }
  if (!isSigned) return problem(`it is not signed: there is no ${SIGNATURE}.`);
  const signature = bundle.text(SIGNATURE);
  const manifest = bundle.bytes(MANIFEST);
  const signer = keys.find(({ key }) => isSignedBy(manifest, signature, key));
  if (signer) return { ...NOTHING, notes: [`The manifest is signed by the key ${signer.name}.`] };
  const which = keys.length === 1 ? 'this key' : `any of these ${keys.length} keys`;
  return problem(
    `the signature is not that of this manifest and ${which}. Nothing else of it was read.`,
  );
}

function problem(text: string): Findings {
  return { ...NOTHING, problems: [text] };
}
