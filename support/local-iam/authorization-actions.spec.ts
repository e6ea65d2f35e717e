import {
  type EntityType,
  GetAccountAuthorizationDetailsCommand,
  paginateGetAccountAuthorizationDetails,
} from '@aws-sdk/client-iam';
import { closeSessions, session } from '../../tools/testing/local-iam.fixture';
import type { LocalAccount } from './account';

const TIME = '2026-01-01T00:00:00Z';
const LATER = '2026-01-02T00:00:00Z';
const ARN = 'arn:aws:iam::000000000000';
const OWN = `${ARN}:policy/team/break-glass`;
const OF_AWS = 'arn:aws:iam::aws:policy/AdministratorAccess';
const DOCUMENT = '{"Statement": [{"Effect":"Allow","Action":"*","Resource":"a\'(b)!c"}]}';

const version = (id: string, isDefault: boolean, createDate: string) => ({
  id,
  isDefault,
  document: DOCUMENT,
  createDate,
});

const account: LocalAccount = {
  accountId: '000000000000',
  partition: 'aws',
  callerArn: 'arn:aws:sts::000000000000:assumed-role/auditor/spec',
  report: '',
  generatedTime: TIME,
  summary: {},
  virtualMfaDevices: [],
  users: [
    {
      userName: 'ann',
      path: '/ops/',
      arn: `${ARN}:user/ops/ann`,
      userId: 'AIDAANN',
      createDate: TIME,
      groups: ['admins'],
      inlinePolicies: [{ name: 'all', document: DOCUMENT }],
      attachedPolicies: [OF_AWS],
    },
    { userName: 'bo', path: '/', arn: `${ARN}:user/bo`, userId: 'AIDABO', createDate: TIME },
  ],
  groups: [
    {
      groupName: 'admins',
      groupId: 'AGPAADMINS',
      arn: `${ARN}:group/ops/admins`,
      createDate: TIME,
      inlinePolicies: [{ name: 'own', document: DOCUMENT }],
      attachedPolicies: [OWN],
    },
  ],
  policies: [
    {
      arn: OWN,
      policyId: 'ANPAOWN',
      createDate: TIME,
      versions: [version('v2', true, LATER), version('v1', false, TIME)],
    },
    {
      arn: OF_AWS,
      policyId: 'ANPAAWS',
      createDate: TIME,
      versions: [version('v1', true, TIME)],
    },
  ],
};

afterEach(closeSessions);

async function details(...Filter: EntityType[]) {
  const { iam } = await session({ account });
  const command = new GetAccountAuthorizationDetailsCommand({ Filter });
  const { $metadata: _, ...answer } = await iam.send(command);
  return answer;
}

describe('GetAccountAuthorizationDetails', () => {
  test('User: groups, attached and inline policies', async () => {
    expect(await details('User')).toEqual({
      IsTruncated: false,
      UserDetailList: [
        {
          Path: '/ops/',
          UserName: 'ann',
          UserId: 'AIDAANN',
          Arn: `${ARN}:user/ops/ann`,
          CreateDate: new Date(TIME),
          UserPolicyList: [{ PolicyName: 'all', PolicyDocument: expect.any(String) }],
          GroupList: ['admins'],
          AttachedManagedPolicies: [{ PolicyName: 'AdministratorAccess', PolicyArn: OF_AWS }],
        },
        expect.objectContaining({
          UserName: 'bo',
          UserPolicyList: [],
          GroupList: [],
          AttachedManagedPolicies: [],
        }),
      ],
      GroupDetailList: [],
      RoleDetailList: [],
      Policies: [],
    });
  });

  test('Group: attached and inline policies', async () => {
    const { GroupDetailList, UserDetailList } = await details('Group');
    expect(GroupDetailList).toEqual([
      {
        Path: '/ops/',
        GroupName: 'admins',
        GroupId: 'AGPAADMINS',
        Arn: `${ARN}:group/ops/admins`,
        CreateDate: new Date(TIME),
        GroupPolicyList: [{ PolicyName: 'own', PolicyDocument: expect.any(String) }],
        AttachedManagedPolicies: [{ PolicyName: 'break-glass', PolicyArn: OWN }],
      },
    ]);
    expect(UserDetailList).toEqual([]);
  });

  test('LocalManagedPolicy: each version, and which is the default', async () => {
    const { Policies } = await details('LocalManagedPolicy');
    expect(Policies).toEqual([
      {
        PolicyName: 'break-glass',
        PolicyId: 'ANPAOWN',
        Arn: OWN,
        Path: '/team/',
        DefaultVersionId: 'v2',
        AttachmentCount: 1,
        PermissionsBoundaryUsageCount: 0,
        IsAttachable: true,
        CreateDate: new Date(TIME),
        UpdateDate: new Date(LATER),
        PolicyVersionList: [
          {
            Document: expect.any(String),
            VersionId: 'v2',
            IsDefaultVersion: true,
            CreateDate: new Date(LATER),
          },
          {
            Document: expect.any(String),
            VersionId: 'v1',
            IsDefaultVersion: false,
            CreateDate: new Date(TIME),
          },
        ],
      },
    ]);
  });

  test('AWSManagedPolicy: those of AWS alone', async () => {
    const { Policies = [] } = await details('AWSManagedPolicy');
    expect(Policies.map(({ Arn }) => Arn)).toEqual([OF_AWS]);
  });

  test('encodes the documents by RFC 3986', async () => {
    const { UserDetailList, GroupDetailList, Policies } = await details();
    const encoded = [
      UserDetailList?.[0]?.UserPolicyList?.[0]?.PolicyDocument,
      GroupDetailList?.[0]?.GroupPolicyList?.[0]?.PolicyDocument,
      Policies?.[0]?.PolicyVersionList?.[0]?.Document,
    ];
    for (const document of encoded) {
      expect(document).toMatch(/^[\w.~%-]+$/);
      expect(decodeURIComponent(document ?? '')).toBe(DOCUMENT);
    }
  });

  test('without a filter tells all', async () => {
    const all = await details();
    const lengths = Object.values(all).flatMap((each) => (Array.isArray(each) ? each.length : []));
    expect(lengths.toSorted()).toEqual([0, 1, 2, 2]);
  });

  test('comes by pages, on which each list may be empty', async () => {
    const { iam } = await session({ account });
    const config = { client: iam, pageSize: 2 };
    const Filter: EntityType[] = ['User', 'Group', 'LocalManagedPolicy'];
    const pages = [];
    for await (const page of paginateGetAccountAuthorizationDetails(config, { Filter })) {
      const { UserDetailList = [], GroupDetailList = [], Policies = [] } = page;
      pages.push([UserDetailList.length, GroupDetailList.length, Policies.length]);
    }
    expect(pages).toEqual([
      [2, 0, 0],
      [0, 1, 1],
    ]);
  });

  test('does not know every filter', async () => {
    const { iam } = await session({ account });
    const Filter = ['Nonsense' as EntityType];
    const sent = iam.send(new GetAccountAuthorizationDetailsCommand({ Filter }));
    await expect(sent).rejects.toMatchObject({ name: 'ValidationError' });
  });
});
