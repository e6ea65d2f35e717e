import {
  explainPublication,
  KMS_PUBLISH_STATEMENT,
  PublishError,
  S3_PUBLISH_POLICY,
  SECURITY_HUB_PUBLISH_POLICY,
} from './publish-permissions';

const explained = (name: string, message = 'as AWS puts it') =>
  explainPublication(Object.assign(new Error(message), { name }), 's3:PutObject').message;

describe('explainPublication', () => {
  test.each([
    ['AccessDenied', /^AWS refused s3:PutObject \(AccessDenied: as AWS puts it\)\. Allow that/],
    ['ExpiredToken', /^AWS did not accept the credentials at s3:PutObject/],
    ['InvalidAccessKeyId', /^AWS did not accept the credentials at s3:PutObject.*Renew them/],
    ['ECONNREFUSED', /^AWS cannot be reached for s3:PutObject .*AWS_ENDPOINT_URL/],
    ['ECONNRESET', /^The connection broke at s3:PutObject, again and again/],
    [
      'SlowDown',
      /^AWS could not serve s3:PutObject, again and again \(SlowDown: .*Try again later/,
    ],
    ['TooManyRequestsException', /^AWS could not serve s3:PutObject.*Throttling/],
    ['LimitExceededException', /^AWS could not serve s3:PutObject.*LimitExceeded/],
    ['InternalError', /^AWS could not serve s3:PutObject.*ServiceFailure/],
    ['SomethingNew', /^The answer to s3:PutObject was not understood/],
  ])('%s: names the call and says what to do next', (name, sentence) => {
    expect(explained(name)).toMatch(sentence);
  });

  test('no credentials: says where they come from, and what the SDK says', () => {
    expect(explained('CredentialsProviderError', 'None found')).toMatch(
      /AWS_PROFILE.*aws sso login.*publish again\. The SDK says: None found$/,
    );
  });

  test('names the action that AWS found missing', () => {
    const message =
      'User: arn:aws:iam::111122223333:user/bob is not authorized to perform: ' +
      'kms:GenerateDataKey on resource: arn:aws:kms:us-east-1:111122223333:key/1';
    expect(explained('AccessDenied', message)).toMatch(/^AWS refused kms:GenerateDataKey /);
  });

  test('keeps the error as its cause', () => {
    const cause = new Error('first');
    const error = explainPublication(cause, 's3:PutObject');
    expect(error).toBeInstanceOf(PublishError);
    expect(error).toMatchObject({ name: 'PublishError', cause });
  });
});

test('the least policies allow what is called, and nothing for everything but a reading', () => {
  const statements = [
    ...S3_PUBLISH_POLICY.Statement,
    KMS_PUBLISH_STATEMENT,
    ...SECURITY_HUB_PUBLISH_POLICY.Statement,
  ];
  expect(statements.flatMap(({ Action }): readonly string[] => Action)).toEqual([
    's3:PutObject',
    's3:GetObject',
    'kms:GenerateDataKey',
    'kms:Decrypt',
    'securityhub:BatchImportFindings',
    'securityhub:GetFindings',
  ]);
  expect(statements.filter(({ Resource }) => Resource === '*')).toEqual([
    { Effect: 'Allow', Action: ['securityhub:GetFindings'], Resource: '*' },
  ]);
});
