import { blamesCredentials, explain } from './explain';

const said = (name: string, message = 'as AWS puts it') =>
  explain(Object.assign(new Error(message), { name }), 'iam:GetCredentialReport').message;

describe('explain', () => {
  test.each([
    [
      'AccessDenied',
      /^AWS refused iam:GetCredentialReport \(AccessDenied: as AWS puts it\)\. Allow/,
    ],
    [
      'ExpiredToken',
      /^AWS did not accept the credentials at iam:GetCredentialReport .* Renew them/,
    ],
    ['SignatureDoesNotMatch', /^AWS did not accept the credentials/],
    ['ENOTFOUND', /^AWS cannot be reached for iam:GetCredentialReport .* Check the network, proxy/],
    ['ECONNREFUSED', /^AWS cannot be reached .* AWS_ENDPOINT_URL/],
    ['ECONNRESET', /^The connection broke at iam:GetCredentialReport.*Try again later/],
    ['AbortError', /^The connection broke at iam:GetCredentialReport, .*TimeoutError/],
    ['Throttling', /^IAM could not serve iam:GetCredentialReport.*Try again later/],
    ['LimitExceededException', /^IAM could not serve .*LimitExceeded/],
    ['SyntaxError', /^The answer to iam:GetCredentialReport was not understood .*proxy/],
  ])('%s: names the call and says what to do next', (name, sentence) => {
    expect(said(name)).toMatch(sentence);
  });

  test.each([
    [
      'SignatureDoesNotMatch',
      'Signature expired: 20260602T000000Z is now earlier than 20260602T001000Z',
    ],
    [
      'SignatureDoesNotMatch',
      'Signature not yet current: 20260602T001000Z is still later than 20260602T000500Z',
    ],
    ['InvalidSignatureException', 'Signature expired: 20260602T000000Z is now earlier than ...'],
    [
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
    ],
    ['RequestExpired', 'Request has expired.'],
    ['RequestInTheFuture', 'as AWS puts it'],
  ])('%s (%s) is a wrong clock, not bad credentials', (name, message) => {
    expect(said(name, message)).toMatch(
      /^AWS refused iam:Get.*clock of this machine is wrong.*Set the clock/,
    );
    expect(said(name, message)).not.toMatch(/did not accept|Renew/);
    expect(blamesCredentials(Object.assign(new Error(message), { name }))).toBe(true);
  });

  test.each([
    ['ExpiredToken', 'The security token included in the request is expired'],
    ['SignatureDoesNotMatch', 'The request signature we calculated does not match'],
    ['InvalidSignatureException', 'The request signature we calculated does not match'],
  ])('%s (%s) is no wrong clock', (name, message) => {
    expect(said(name, message)).toMatch(/^AWS did not accept the credentials.*Renew them/);
  });

  test('no credentials: names the three ways on, and what the SDK says', () => {
    expect(said('CredentialsProviderError', 'Could not load credentials')).toMatchInlineSnapshot(`
"No AWS credentials were found. There are three ways on:
  - credentials: set AWS_PROFILE, or run "aws configure" or "aws sso login", then npx iamspec exec
  - a saved report: npx iamspec exec --report report.csv
  - the demo, which needs neither: npx iamspec demo
The SDK says: Could not load credentials"
`);
  });

  test('passes on one line only: AWS puts the signed headers, the token among them, on the next', () => {
    const message = 'The signature does not match.\n\nx-amz-security-token:IQoJb3JpZ2luX2VjE';
    expect(said('SignatureDoesNotMatch', message)).not.toContain('IQoJ');
    expect(said('SomethingNew', 'x'.repeat(10_000)).length).toBeLessThan(600);
  });

  test('blames IAM for calls of IAM only', () => {
    const full = Object.assign(new Error('Rate exceeded'), { name: 'TooManyRequestsException' });
    expect(explain(full, 'organizations:ListAccounts').message).toMatch(
      /^AWS could not serve organizations:ListAccounts, again and again \(Throttling/,
    );
  });

  test('keeps the error as its cause', () => {
    const cause = new Error('first');
    expect(explain(cause, 'iam:GetCredentialReport').cause).toBe(cause);
    expect(explain('a text', 'iam:GetCredentialReport').message).toContain('a text');
  });
});
