import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { memoryBundle } from '../../../tools/testing/memory-bundle';
import { preAuthEncoding } from '../core/envelope';
import { checkSignature } from './check-signature';
import { keysIn } from './keys';

const MANIFEST = '{"schemaVersion": 1}\n';
const IN_TOTO = 'application/vnd.in-toto+json';

function stated(text: string): string {
  const sha256 = createHash('sha256').update(text).digest('hex');
  const subject = [{ name: 'manifest.json', digest: { sha256 } }];
  return JSON.stringify({ _type: 'https://in-toto.io/Statement/v1', subject });
}

const KEYS = {
  Ed25519: { pair: generateKeyPairSync('ed25519'), hash: null },
  'ECDSA P-256': { pair: generateKeyPairSync('ec', { namedCurve: 'P-256' }), hash: 'sha256' },
} as const;

const pem = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();

function files(kind: keyof typeof KEYS, manifest = MANIFEST) {
  const { pair, hash } = KEYS[kind];
  const payload = Buffer.from(stated(MANIFEST));
  const sig = sign(hash, preAuthEncoding(IN_TOTO, payload), pair.privateKey).toString('base64');
  return {
    'manifest.json': manifest,
    'statement.json': payload.toString(),
    'statement.dsse.json': JSON.stringify({
      payloadType: IN_TOTO,
      payload: payload.toString('base64'),
      signatures: [{ keyid: '', sig }],
    }),
  };
}

describe.each(Object.entries(KEYS))('a statement that is signed by %s', (name, { pair }) => {
  const kind = name === 'Ed25519' ? name : 'ECDSA P-256';

  test('is authenticated by its key, and by no other', async () => {
    const keys = await keysIn(pem(pair.publicKey), 'ours.pem');
    const checked = await checkSignature(memoryBundle(files(kind)), keys);
    expect(checked).toMatchObject({ problems: [], authenticated: true });
    expect(checked.notes).toEqual(['The manifest is signed by the key ours.pem.']);
    const other = kind === 'Ed25519' ? 'ECDSA P-256' : 'Ed25519';
    const others = await keysIn(pem(KEYS[other].pair.publicKey), 'other.pem');
    const refused = await checkSignature(memoryBundle(files(kind)), others);
    expect(refused.authenticated).toBe(false);
    expect(refused.problems.join()).toMatch(
      /the signature is not that of this manifest and this key/,
    );
  });

  test('does not stand for another manifest', async () => {
    const keys = await keysIn(pem(pair.publicKey), 'ours.pem');
    const checked = await checkSignature(memoryBundle(files(kind, '{}')), keys);
    expect(checked.problems.join()).toMatch(/statement\.json is about another manifest\.json/);
    expect(checked.authenticated).toBe(false);
  });
});

test('many signatures of ECDSA, whose numbers are of any length, are read', async () => {
  const { pair } = KEYS['ECDSA P-256'];
  const keys = await keysIn(pem(pair.publicKey), 'ours.pem');
  for (let at = 0; at < 100; at++) {
    const checked = await checkSignature(memoryBundle(files('ECDSA P-256')), keys);
    expect(checked.authenticated).toBe(true);
  }
});

test('an envelope does without no key what it does with one: it must be around the statement', async () => {
  const own = { ...files('Ed25519'), 'statement.json': `${stated(MANIFEST)}\n` };
  const checked = await checkSignature(memoryBundle(own), []);
  expect(checked.problems.join()).toMatch(/around another statement/);
});

test.each([
  [
    'a private key',
    KEYS.Ed25519.pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    /holds a private key/,
  ],
  [
    'RSA',
    pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey),
    /holds no public key that can be used/,
  ],
  ['nothing', 'key', /Expected is an Ed25519 or ECDSA P-256 public key/],
])('%s is no key to be trusted', async (_what, text, expected) => {
  await expect(keysIn(text, 'x.pem')).rejects.toThrow(expected);
});
