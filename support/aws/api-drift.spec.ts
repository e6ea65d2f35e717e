import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { driftOf, readSdk, type SdkModel, type Use } from '../../tools/testing/sdk-model';

/**
 * What iamspec relies on in each operation of AWS that it calls, held against the model that the
 * installed SDK ships. What AWS adds is drift too: a state, an error or a token for further pages
 * that nobody has thought of is how a pass without a check begins. Where a row fails, read what
 * changed, look at the code that it names, and then write the row anew.
 */

const ROOT = join(__dirname, '..', '..');

const NO_ENTITY = 'NoSuchEntityException = NoSuchEntity';
const FAILURE = 'ServiceFailureException = ServiceFailure';
const MARKED = { Marker: 'string', MaxItems: 'number' };
const PAGE = { IsTruncated: 'boolean', Marker: 'string' };
const STATUS = 'Active | Expired | Inactive';
const FEATURES = 'RootCredentialsManagement | RootSessions';

const FIGURES = [
  ...['AccessKeysPerUserQuota', 'AccountAccessKeysPresent', 'AccountMFAEnabled'],
  ...['AccountPasswordPresent', 'AccountSigningCertificatesPresent', 'AssumeRolePolicySizeQuota'],
  ...['AttachedPoliciesPerGroupQuota', 'AttachedPoliciesPerRoleQuota'],
  ...['AttachedPoliciesPerUserQuota', 'GlobalEndpointTokenVersion', 'GroupPolicySizeQuota'],
  ...['Groups', 'GroupsPerUserQuota', 'GroupsQuota', 'InstanceProfiles', 'InstanceProfilesQuota'],
  ...['MFADevices', 'MFADevicesInUse', 'Policies', 'PoliciesQuota', 'PolicySizeQuota'],
  ...['PolicyVersionsInUse', 'PolicyVersionsInUseQuota', 'Providers', 'RolePolicySizeQuota'],
  ...['Roles', 'RolesQuota', 'ServerCertificates', 'ServerCertificatesQuota'],
  ...['SigningCertificatesPerUserQuota', 'UserPolicySizeQuota', 'Users', 'UsersQuota'],
  'VersionsPerPolicyQuota',
].join(' | ');

const IAM: Readonly<Record<string, Use>> = {
  GenerateCredentialReport: {
    gives: { State: 'COMPLETE | INPROGRESS | STARTED', Description: 'string' },
    throws: ['LimitExceededException = LimitExceeded', FAILURE],
  },
  GetCredentialReport: {
    gives: { Content: 'Uint8Array', ReportFormat: 'text/csv', GeneratedTime: 'Date' },
    throws: [
      'CredentialReportExpiredException = ReportExpired',
      'CredentialReportNotPresentException = ReportNotPresent',
      'CredentialReportNotReadyException = ReportInProgress',
      FAILURE,
    ],
  },
  GetAccountSummary: {
    gives: { 'SummaryMap{key}': FIGURES, 'SummaryMap{value}': 'number' },
    throws: [FAILURE],
  },
  GetAccountPasswordPolicy: {
    gives: {
      'PasswordPolicy.MinimumPasswordLength': 'number',
      'PasswordPolicy.RequireSymbols': 'boolean',
      'PasswordPolicy.RequireNumbers': 'boolean',
      'PasswordPolicy.RequireUppercaseCharacters': 'boolean',
      'PasswordPolicy.RequireLowercaseCharacters': 'boolean',
      'PasswordPolicy.ExpirePasswords': 'boolean',
      'PasswordPolicy.MaxPasswordAge': 'number',
      'PasswordPolicy.PasswordReusePrevention': 'number',
    },
    throws: [NO_ENTITY, FAILURE],
  },
  ListVirtualMFADevices: {
    takes: { AssignmentStatus: 'Any | Assigned | Unassigned', ...MARKED },
    gives: {
      'VirtualMFADevices[].SerialNumber': 'string',
      'VirtualMFADevices[].User.Arn': 'string',
      ...PAGE,
    },
    throws: [],
  },
  ListMFADevices: {
    takes: { UserName: 'string', ...MARKED },
    gives: {
      'MFADevices[].UserName': 'string',
      'MFADevices[].SerialNumber': 'string',
      'MFADevices[].EnableDate': 'Date',
      ...PAGE,
    },
    throws: [NO_ENTITY, FAILURE],
  },
  GetMFADevice: {
    takes: { SerialNumber: 'string', UserName: 'string' },
    gives: {
      UserName: 'string',
      SerialNumber: 'string',
      EnableDate: 'Date',
      'Certifications{key}': 'string',
      'Certifications{value}': 'string',
    },
    throws: [NO_ENTITY, FAILURE],
  },
  ListServiceSpecificCredentials: {
    takes: { AllUsers: 'boolean', ...MARKED },
    gives: {
      'ServiceSpecificCredentials[].UserName': 'string',
      'ServiceSpecificCredentials[].ServiceName': 'string',
      'ServiceSpecificCredentials[].Status': STATUS,
      'ServiceSpecificCredentials[].CreateDate': 'Date',
      'ServiceSpecificCredentials[].ExpirationDate': 'Date',
      ...PAGE,
    },
    throws: [NO_ENTITY, 'ServiceNotSupportedException = NotSupportedService'],
  },
  ListOrganizationsFeatures: {
    gives: { OrganizationId: 'string', 'EnabledFeatures[]': FEATURES },
    throws: [
      'AccountNotManagementOrDelegatedAdministratorException',
      'OrganizationNotFoundException',
      'OrganizationNotInAllFeaturesModeException',
      'ServiceAccessNotEnabledException',
    ],
  },
  ListAccessKeys: {
    takes: { UserName: 'string', ...MARKED },
    gives: {
      'AccessKeyMetadata[].UserName': 'string',
      'AccessKeyMetadata[].AccessKeyId': 'string',
      'AccessKeyMetadata[].Status': STATUS,
      'AccessKeyMetadata[].CreateDate': 'Date',
      ...PAGE,
    },
    throws: [NO_ENTITY, FAILURE],
  },
  ListSSHPublicKeys: {
    takes: { UserName: 'string', ...MARKED },
    gives: {
      'SSHPublicKeys[].UserName': 'string',
      'SSHPublicKeys[].SSHPublicKeyId': 'string',
      'SSHPublicKeys[].Status': STATUS,
      'SSHPublicKeys[].UploadDate': 'Date',
      ...PAGE,
    },
    throws: [NO_ENTITY],
  },
  GetAccountAuthorizationDetails: {
    takes: {
      'Filter[]': 'AWSManagedPolicy | Group | LocalManagedPolicy | Role | User',
      ...MARKED,
    },
    gives: {
      'UserDetailList[].UserName': 'string',
      'UserDetailList[].UserId': 'string',
      'UserDetailList[].Arn': 'string',
      'UserDetailList[].CreateDate': 'Date',
      'UserDetailList[].Tags[].Key': 'string',
      'UserDetailList[].Tags[].Value': 'string',
      GroupDetailList: 'GroupDetail[]',
      RoleDetailList: 'RoleDetail[]',
      Policies: 'ManagedPolicyDetail[]',
      ...PAGE,
    },
    throws: [FAILURE],
  },
};

const STS: Readonly<Record<string, Use>> = {
  GetCallerIdentity: {
    gives: { UserId: 'string', Account: 'string', Arn: 'string' },
    throws: [],
  },
  AssumeRole: {
    takes: {
      RoleArn: 'string',
      RoleSessionName: 'string',
      DurationSeconds: 'number',
      ExternalId: 'string',
      'Tags[].Key': 'string',
      'Tags[].Value': 'string',
    },
    gives: {
      'Credentials.AccessKeyId': 'string',
      'Credentials.SecretAccessKey': 'string',
      'Credentials.SessionToken': 'string',
      'AssumedRoleUser.Arn': 'string',
    },
    more: true,
    throws: [
      'ExpiredTokenException = ExpiredTokenException',
      'MalformedPolicyDocumentException = MalformedPolicyDocument',
      'PackedPolicyTooLargeException = PackedPolicyTooLarge',
      'RegionDisabledException = RegionDisabledException',
    ],
  },
};

const NEXT = { NextToken: 'string' };
const ORGANIZATIONS_ERRORS = [
  'AccessDeniedException',
  'AWSOrganizationsNotInUseException',
  'InvalidInputException',
  'ServiceException',
  'TooManyRequestsException',
];
const ACCOUNTS = {
  'Accounts[].Id': 'string',
  'Accounts[].Name': 'string',
  'Accounts[].Email': 'string',
  'Accounts[].State': 'ACTIVE | CLOSED | PENDING_ACTIVATION | PENDING_CLOSURE | SUSPENDED',
  'Accounts[].Status': 'ACTIVE | PENDING_CLOSURE | SUSPENDED',
  ...NEXT,
};

const ORGANIZATIONS: Readonly<Record<string, Use>> = {
  ListAccounts: { takes: NEXT, gives: ACCOUNTS, throws: ORGANIZATIONS_ERRORS },
  ListAccountsForParent: {
    takes: { ParentId: 'string', ...NEXT },
    gives: ACCOUNTS,
    throws: [...ORGANIZATIONS_ERRORS, 'ParentNotFoundException'],
  },
  ListRoots: {
    takes: NEXT,
    gives: { 'Roots[].Id': 'string', 'Roots[].Name': 'string', ...NEXT },
    throws: ORGANIZATIONS_ERRORS,
  },
  ListOrganizationalUnitsForParent: {
    takes: { ParentId: 'string', ...NEXT },
    gives: {
      'OrganizationalUnits[].Id': 'string',
      'OrganizationalUnits[].Name': 'string',
      ...NEXT,
    },
    throws: [...ORGANIZATIONS_ERRORS, 'ParentNotFoundException'],
  },
  ListTagsForResource: {
    takes: { ResourceId: 'string', ...NEXT },
    gives: { 'Tags[].Key': 'string', 'Tags[].Value': 'string', ...NEXT },
    throws: [...ORGANIZATIONS_ERRORS, 'TargetNotFoundException'],
  },
};

const HUB_ERRORS = [
  'InternalException',
  'InvalidAccessException',
  'InvalidInputException',
  'LimitExceededException',
];

const SECURITY_HUB: Readonly<Record<string, Use>> = {
  BatchImportFindings: {
    takes: {
      'Findings[].Id': 'string',
      'Findings[].RecordState': 'ACTIVE | ARCHIVED',
      'Findings[].Severity.Label': 'CRITICAL | HIGH | INFORMATIONAL | LOW | MEDIUM',
      'Findings[].Compliance.Status': 'FAILED | NOT_AVAILABLE | PASSED | WARNING',
    },
    gives: {
      SuccessCount: 'number',
      FailedCount: 'number',
      'FailedFindings[].Id': 'string',
      'FailedFindings[].ErrorCode': 'string',
      'FailedFindings[].ErrorMessage': 'string',
    },
    throws: HUB_ERRORS,
  },
  GetFindings: {
    takes: {
      'Filters.ProductArn[].Value': 'string',
      'Filters.ProductArn[].Comparison':
        'CONTAINS | CONTAINS_WORD | EQUALS | NOT_CONTAINS | NOT_EQUALS | PREFIX | PREFIX_NOT_EQUALS',
      MaxResults: 'number',
      ...NEXT,
    },
    gives: {
      'Findings[].GeneratorId': 'string',
      'Findings[].RecordState': 'ACTIVE | ARCHIVED',
      ...NEXT,
    },
    throws: HUB_ERRORS,
  },
};

const OBJECT = { Bucket: 'string', Key: 'string', ExpectedBucketOwner: 'string' };

const S3: Readonly<Record<string, Use>> = {
  GetObject: { takes: OBJECT, more: true, throws: ['InvalidObjectState', 'NoSuchKey'] },
  HeadBucket: {
    takes: { Bucket: 'string', ExpectedBucketOwner: 'string' },
    more: true,
    throws: ['NotFound'],
  },
  HeadObject: { takes: OBJECT, more: true, throws: ['NotFound'] },
  ListObjectsV2: {
    takes: { Bucket: 'string', Prefix: 'string', ContinuationToken: 'string' },
    gives: {
      'Contents[].Key': 'string',
      IsTruncated: 'boolean',
      NextContinuationToken: 'string',
    },
    more: true,
    throws: ['NoSuchBucket'],
  },
  PutObject: {
    takes: {
      ...OBJECT,
      ContentType: 'string',
      IfNoneMatch: 'string',
      SSEKMSKeyId: 'string',
      ServerSideEncryption: 'AES256 | aws:backup | aws:fsx | aws:kms | aws:kms:dsse',
    },
    more: true,
    throws: ['EncryptionTypeMismatch', 'InvalidRequest', 'InvalidWriteOffset', 'TooManyParts'],
  },
};

const SERVICES: Readonly<Record<string, Readonly<Record<string, Use>>>> = {
  iam: IAM,
  sts: STS,
  organizations: ORGANIZATIONS,
  securityhub: SECURITY_HUB,
  s3: S3,
};

const sdks = new Map(Object.keys(SERVICES).map((service) => [service, readSdk(service)]));

/** Whatever is loaded of an SDK, file by file. */
const imports = ['support', 'deploy', 'controls', 'profiles'].flatMap(sourcesOf).flatMap((file) =>
  [
    ...readFileSync(join(ROOT, file), 'utf8').matchAll(
      /\{([^{}]*)\}\s*(?:from|=\s*(?:await import|require)\()\s*'@aws-sdk\/client-([\w-]+)'/g,
    ),
  ].flatMap(([, names = '', service = '']) => {
    const values = names.split(',').map((name) => name.trim());
    const used = values.filter((name) => name !== '' && !name.startsWith('type '));
    return used.map((name) => ({ file, service, name }));
  }),
);

function sourcesOf(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.(?:spec|d)\.ts$|node_modules|^dist/.test(name))
    .map((name) => `${folder}/${name}`);
}

const calls = imports.flatMap(({ name, ...rest }) => {
  const [, paginated, sent] = /^(?:paginate(\w+)|(\w+)Command)$/.exec(name) ?? [];
  const operation = paginated ?? sent;
  return operation === undefined ? [] : [{ ...rest, operation }];
});

/** What changed in an operation, and what to look at. */
function drift(sdk: SdkModel, service: string, operation: string): readonly string[] {
  const use = SERVICES[service]?.[operation];
  const files = calls.filter((call) => call.service === service && call.operation === operation);
  const places = files.map(({ file }) => file).join(' and ');
  return driftOf(sdk, operation, use ?? { throws: [] }).map(
    (text) => `${sdk.name}, ${operation}: ${text}. Look at ${places}, then write its row anew.`,
  );
}

describe.each(Object.entries(SERVICES))('%s', (service, uses) => {
  test.each(Object.keys(uses))('%s is what iamspec relies on', (operation) => {
    const sdk = sdks.get(service);
    expect(sdk && drift(sdk, service, operation)).toEqual([]);
  });
});

describe('the rows', () => {
  test('are there for every operation that is called', () => {
    expect(calls.length).toBeGreaterThan(15);
    const without = calls.filter(({ service, operation }) => !SERVICES[service]?.[operation]);
    expect(without).toEqual([]);
  });

  test('see every call: nothing of an SDK is loaded but clients, commands, paginators and base errors', () => {
    const others = imports.filter(
      ({ name }) => !/^paginate|(?:Client|Command|ServiceException)$/.test(name),
    );
    expect(others).toEqual([]);
    const sent = sourcesOf('support').flatMap((file) => {
      const text = readFileSync(join(ROOT, file), 'utf8');
      return [...text.matchAll(/\bnew (\w+)Command\(/g)].map(([, operation]) => operation);
    });
    const known = new Set(calls.map(({ operation }) => operation));
    expect(sent.filter((operation) => !known.has(operation ?? ''))).toEqual([]);
  });
});

describe('a change of the model is found', () => {
  const iam = sdks.get('iam');

  /** The drift of an operation where one place in the model of IAM is another. */
  function drifted(operation: string, file: string, was: RegExp, is: string): readonly string[] {
    if (iam === undefined) throw new Error('there is no model of IAM');
    const text = iam.files.get(file) ?? '';
    if (!was.test(text)) throw new Error(`${file} does not have ${was}`);
    const files = new Map([...iam.files, [file, text.replace(was, is)]]);
    return drift({ ...iam, files }, 'iam', operation);
  }

  const SERVICE_CREDENTIAL = /(interface ServiceSpecificCredentialMetadata \{[\s\S]*?)/;
  const ENUMS = 'models/enums.d.ts';
  const MODELS = 'models/models_0.d.ts';
  const GET = 'commands/GetCredentialReportCommand.d.ts';

  test('a new status, and the message says where to look', () => {
    const was = /(StatusType: \{\n)/;
    const is = '$1    readonly Suspended: "Suspended";\n';
    expect(drifted('ListServiceSpecificCredentials', ENUMS, was, is)).toEqual([
      expect.stringMatching(
        /^@aws-sdk\/client-iam [\d.]+, ListServiceSpecificCredentials: output ServiceSpecificCredentials\[\]\.Status: Suspended is new\. Look at support\/aws\/fetch-facts\.ts, then write its row anew\.$/,
      ),
    ]);
    expect(drifted('ListAccessKeys', ENUMS, was, is)).toHaveLength(1);
    expect(drifted('GetCredentialReport', ENUMS, was, is)).toEqual([]);
  });

  test.each([
    [
      'a status that is gone',
      ['ListAccessKeys', ENUMS, /readonly Expired: "Expired";/, ''],
      'output AccessKeyMetadata[].Status: Expired is gone',
    ],
    [
      'a figure of the summary that is renamed',
      ['GetAccountSummary', ENUMS, /"AccountMFAEnabled"/, '"AccountMfaEnabled"'],
      'output SummaryMap{key}: AccountMfaEnabled is new',
    ],
    [
      'a figure that is no number',
      [
        'GetAccountSummary',
        MODELS,
        /Record<SummaryKeyType, number>/,
        'Record<SummaryKeyType, string>',
      ],
      'output SummaryMap{value}: string is new',
    ],
    [
      'a new status of an assignment',
      [
        'ListVirtualMFADevices',
        ENUMS,
        /(AssignmentStatusType: \{\n)/,
        '$1    readonly Lost: "Lost";\n',
      ],
      'input AssignmentStatus: Lost is new',
    ],
    [
      'a new error',
      [
        'GetCredentialReport',
        GET,
        /(@throws)/,
        '@throws {@link ReportTooLargeException} (client fault)\n * $1',
      ],
      'errors: ReportTooLargeException is new',
    ],
    [
      'an error that is gone',
      ['GetCredentialReport', GET, /@throws \{@link CredentialReportNotReadyException\}/, ''],
      'errors: CredentialReportNotReadyException = ReportInProgress is gone',
    ],
    [
      'a report that comes in pages',
      [
        'GetCredentialReport',
        MODELS,
        /(interface GetCredentialReportResponse \{\n)/,
        '$1    Marker?: string | undefined;\n',
      ],
      'output Marker is new: string',
    ],
    [
      'a time that is a text',
      ['GetCredentialReport', MODELS, /GeneratedTime\?: Date/, 'GeneratedTime?: string'],
      'output GeneratedTime: string is new',
    ],
    [
      'a member that is gone',
      [
        'ListServiceSpecificCredentials',
        MODELS,
        new RegExp(`${SERVICE_CREDENTIAL.source}ExpirationDate`),
        '$1EndDate',
      ],
      'output ServiceSpecificCredentials[].ExpirationDate is gone',
    ],
    [
      'a member of the input that must be given',
      [
        'ListOrganizationsFeatures',
        'commands/ListOrganizationsFeaturesCommand.d.ts',
        /extends ListOrganizationsFeaturesRequest/,
        'extends GetMFADeviceRequest',
      ],
      'input SerialNumber is required',
    ],
    [
      'a member of the input that is gone',
      ['ListServiceSpecificCredentials', MODELS, /AllUsers\?: boolean/, 'Everybody?: boolean'],
      'input AllUsers is gone',
    ],
  ] as const)('%s', (_, [operation, file, was, is], text) => {
    expect(drifted(operation, file, was, is).join('\n')).toContain(
      `${operation}: ${text}. Look at`,
    );
  });

  test('another code on the wire', () => {
    const wireCode = () => 'Expired';
    const found = iam && drift({ ...iam, wireCode }, 'iam', 'GetCredentialReport');
    expect(found?.join('\n')).toContain(
      'errors: CredentialReportExpiredException = Expired is new',
    );
  });

  test('an operation that is gone', () => {
    const files = new Map(
      [...(iam?.files ?? [])].filter(([file]) => !file.includes('GetMFADevice')),
    );
    expect(iam && drift({ ...iam, files }, 'iam', 'GetMFADevice')).toEqual([
      expect.stringContaining('GetMFADevice is gone. Look at support/aws/user-facts.ts'),
    ]);
  });
});
