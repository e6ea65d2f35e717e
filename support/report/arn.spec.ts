import { parseArn } from './arn';

const USER = 'arn:aws:iam::111122223333:user';

describe('parseArn', () => {
  test('reads the root user', () => {
    expect(parseArn('arn:aws-us-gov:iam::111122223333:root')).toEqual({
      partition: 'aws-us-gov',
      accountId: '111122223333',
      path: '/',
      userName: undefined,
    });
  });

  test.each([
    ['alice', '/', 'alice'],
    ['team/sub/alice', '/team/sub/', 'alice'],
    ['a,b/c,d', '/a,b/', 'c,d'],
    ['a:b/root', '/a:b/', 'root'],
    ['x+=,.@_-', '/', 'x+=,.@_-'],
    ['u'.repeat(64), '/', 'u'.repeat(64)],
    [`${'p'.repeat(510)}/alice`, `/${'p'.repeat(510)}/`, 'alice'],
  ])('reads path and name of user/%s', (text, path, userName) => {
    expect(parseArn(`${USER}/${text}`)).toMatchObject({ path, userName });
  });

  test.each([
    ['a name of 65 characters', `${USER}/${'u'.repeat(65)}`],
    ['a path of 513 characters', `${USER}/${'p'.repeat(511)}/alice`],
    ['a name with a space', `${USER}/al ice`],
    ['a name outside ASCII', `${USER}/ælice`],
    ['no name', `${USER}/`],
    ['an account id of 11 digits', 'arn:aws:iam::11112222333:root'],
    ['a role', 'arn:aws:iam::111122223333:role/admin'],
    ['another service', 'arn:aws:sts::111122223333:root'],
    ['something before it', ` ${USER}/alice`],
    ['a line end after it', `${USER}/alice\n`],
    ['root with a path', 'arn:aws:iam::111122223333:root/alice'],
    ['another scheme of partitions', 'arn:azure:iam::111122223333:root'],
  ])('refuses %s', (_, text) => {
    expect(parseArn(text)).toBeUndefined();
  });
});
