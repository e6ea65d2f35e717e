import type { LocalUser } from './account';

// Teams answer for what is no person; some people carry their own address, some a team, some nothing.
const TEAMS: readonly (readonly [names: RegExp, team: string])[] = [
  [/^ci-/, 'platform'],
  [/^(backup|metrics|signer)/, 'operations'],
  [/^(legacy-erp|reporting|partner)/, 'finance'],
  [/^(nina|oscar|peggy|quentin)$/, 'data'],
];

const PEOPLE = ['alice', 'bob', 'carol', 'dan', 'erin', 'frank', 'grace', 'heidi'];

/** The tags of a user of the sample, by which it has an owner. */
export function sampleTags({
  userName,
}: Pick<LocalUser, 'userName'>): NonNullable<LocalUser['tags']> {
  const team = TEAMS.find(([names]) => names.test(userName))?.[1];
  if (team !== undefined) return { team, environment: 'production' };
  return PEOPLE.includes(userName) ? { email: `${userName}@example.com` } : {};
}
