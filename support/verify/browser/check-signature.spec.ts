import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { memoryBundle } from '../../../tools/testing/memory-bundle';
import { checkSignature } from './check-signature';
import { keysIn } from './keys';

const MANIFEST = '{"schemaVersion": 1}\n';
const OURS = generateKeyPairSync('ed25519');
const OTHERS = generateKeyPairSync('ed25519');

const pem = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();
const signed = (manifest = MANIFEST) => ({
  'manifest.json': manifest,
  'manifest.json.sig': `${sign(null, Buffer.from(MANIFEST), OURS.privateKey).toString('base64')}\n`,
});

describe('a manifest that is signed', () => {
  test('is authenticated by its key, and by no other', async () => {
    const keys = await keysIn(pem(OURS.publicKey), 'ours.pem');
    const checked = await checkSignature(memoryBundle(signed()), keys);
    expect(checked).toMatchObject({ problems: [], authenticated: true });
    expect(checked.notes).toEqual(['The manifest is signed by the key ours.pem.']);
    const others = await keysIn(pem(OTHERS.publicKey), 'other.pem');
    const refused = await checkSignature(memoryBundle(signed()), others);
    expect(refused.authenticated).toBe(false);
    expect(refused.problems.join()).toMatch(
      /the signature is not that of this manifest and this key/,
    );
  });

  test('does not stand for another manifest, nor for one whose signature was taken away', async () => {
    const keys = await keysIn(pem(OURS.publicKey), 'ours.pem');
    const other = await checkSignature(memoryBundle(signed('{}')), keys);
    expect(other.problems.join()).toMatch(/the signature is not that of this manifest/);
    const { 'manifest.json': manifest } = signed();
    const bare = await checkSignature(memoryBundle({ 'manifest.json': manifest }), keys);
    expect(bare.problems).toEqual(['it is not signed: there is no manifest.json.sig.']);
    expect([other.authenticated, bare.authenticated]).toEqual([false, false]);
  });

  test('is not authenticated without a key', async () => {
    const checked = await checkSignature(memoryBundle(signed()), []);
    expect(checked).toMatchObject({ problems: [], authenticated: false });
  });
});

test.each([
  [
    'a private key',
    OURS.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    /holds a private key/,
  ],
  [
    'a key of another kind',
    pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey),
    /holds no public key that can be used/,
  ],
  ['nothing', 'key', /Expected is an Ed25519 public key/],
])('%s is no key to be trusted', async (_what, text, expected) => {
  await expect(keysIn(text, 'x.pem')).rejects.toThrow(expected);
});
