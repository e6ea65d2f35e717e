import { GetAccountAuthorizationDetailsCommand } from '@aws-sdk/client-iam';
import type { UserTags } from '../report';
import { allPages, type Call, required } from './pages';

/** The tags of all users who have any, in pages of users: ListUserTags would take a call for each. */
export async function fetchUserTags({ iam, until }: Call): Promise<readonly UserTags[]> {
  const users = await allPages(async (marker) => {
    const input = { Filter: ['User' as const], MaxItems: 1000, ...marker };
    const page = await iam.send(new GetAccountAuthorizationDetailsCommand(input), until);
    return { ...page, items: required(page.UserDetailList, 'UserDetailList') };
  });
  return users
    .map(({ UserName, Tags = [] }) => ({
      userName: required(UserName, 'UserName'),
      tags: Tags.map(({ Key, Value }) => ({
        key: required(Key, 'Key'),
        value: required(Value, 'Value'),
      })),
    }))
    .filter(({ tags }) => tags.length > 0);
}
