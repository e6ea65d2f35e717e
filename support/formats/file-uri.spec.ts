import { fileUri } from './file-uri';

test.each([
  ['profiles/house.ts', 'profiles/house.ts'],
  ['profiles/my house.yaml', 'profiles/my%20house.yaml'],
  ['a#b?c%d.ts', 'a%23b%3Fc%25d.ts'],
  ['javascript:alert(1).ts', 'javascript%3Aalert(1).ts'],
  ['/home/me/house.ts', 'file:///home/me/house.ts'],
  ['C:\\policy\\house.ts', 'file:///C:/policy/house.ts'],
  ['\ud800.ts', '%EF%BF%BD.ts'],
])('%j: %s', (path, uri) => {
  expect(fileUri(path)).toBe(uri);
});
