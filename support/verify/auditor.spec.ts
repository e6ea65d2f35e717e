import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeSettings } from '../run/settings';
import { type Asked, readAuditor } from './auditor';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'iamspec-spec-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const PEM = generateKeyPairSync('ed25519')
  .publicKey.export({ type: 'spki', format: 'pem' })
  .toString();

const read = (asked: Partial<Asked>, env = {}) =>
  readAuditor(takeSettings(env), { keys: [], ...asked }, 0);

describe('an auditor', () => {
  test('trusts a key, or all .pem files of a directory', () => {
    writeFileSync(join(directory, 'a.pem'), PEM);
    writeFileSync(join(directory, 'b.pem'), PEM);
    writeFileSync(join(directory, 'README.md'), 'whose keys these are');
    const names = (path: string) => read({ keys: [path] }).keys.map(({ name }) => name);
    expect(names(join(directory, 'a.pem'))).toEqual([join(directory, 'a.pem')]);
    expect(names(directory)).toEqual([join(directory, 'a.pem'), join(directory, 'b.pem')]);
  });

  test.each<[string, () => string, RegExp]>([
    [
      'is not there',
      () => join(directory, 'none.pem'),
      /none\.pem", which cannot be used: .*ENOENT/,
    ],
    ['is a directory without keys', () => directory, /a directory without a \.pem file/],
    [
      'is one among keys that is none',
      () => {
        writeFileSync(join(directory, 'a.pem'), PEM);
        writeFileSync(join(directory, 'b.pem'), 'hello');
        return directory;
      },
      /b\.pem", which cannot be used: the key is no Ed25519 public key/,
    ],
  ])('cannot trust a key that %s', (_, make, expected) => {
    const path = make();
    expect(() => read({ keys: [path] })).toThrow(expected);
  });

  test('asks for an account by its 12 digits', () => {
    expect(read({ account: '111122223333' }).account).toBe('111122223333');
    expect(() => read({ account: '11112222333' })).toThrow(
      /--account is "11112222333", expected 12/,
    );
  });

  test('has the profiles, waivers and threshold of the settings, and none of the working directory', () => {
    const former = process.cwd();
    mkdirSync(join(directory, 'profiles'));
    writeFileSync(join(directory, 'profiles', 'waivers.yaml'), 'not: [a, waiver');
    process.chdir(directory);
    try {
      expect(read({})).toMatchObject({ profiles: undefined, waivers: [], failOn: 'low' });
      const env = { IAMSPEC_PROFILE: 'strict', IAMSPEC_FAIL_ON: 'high' };
      expect(read({}, env)).toMatchObject({ profiles: [{ name: 'strict' }], failOn: 'high' });
      expect(() => read({}, { IAMSPEC_WAIVERS: 'profiles/waivers.yaml' })).toThrow(
        /not valid YAML/,
      );
    } finally {
      process.chdir(former);
    }
  });
});
