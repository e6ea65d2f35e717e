import { mfaKind } from './mfa-devices';

const FIDO = 'arn:aws:iam::111122223333:u2f/user/alice/key-1';

test.each([
  ['GAHT12345678', undefined, 'hardware'],
  ['0123-4567_89', undefined, 'hardware'],
  ['arn:aws:iam::111122223333:mfa/alice', undefined, 'virtual'],
  ['arn:aws-us-gov:iam::111122223333:mfa/u2f/alice', undefined, 'virtual'],
  ['arn:aws:iam::111122223333:sms-mfa/alice', undefined, 'sms'],
  [FIDO, undefined, 'passkey'],
  [FIDO, {}, 'passkey'],
  [FIDO, { 'FIPS-140-2': 'L2' }, 'certified key'],
  ['arn:aws:iam::111122223333:u2f', undefined, 'passkey'],
  ['arn:aws:iam::111122223333:u2fx/alice', undefined, 'unknown'],
  ['arn:aws:iam::111122223333:mfa-u2f/alice', { FIDO: 'L1' }, 'unknown'],
  ['arn:', undefined, 'unknown'],
  ['', undefined, 'unknown'],
  [' ', undefined, 'unknown'],
  ['+15550100', undefined, 'unknown'],
])('%j with %p is of the kind %s', (serialNumber, certifications, kind) => {
  expect(mfaKind({ serialNumber, certifications })).toBe(kind);
});
