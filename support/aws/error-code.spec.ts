import { GenerateCredentialReportCommand, GetCredentialReportCommand } from '@aws-sdk/client-iam';
import { closeSessions, session } from '../../tools/testing/local-iam.fixture';
import { liveAccount } from '../../tools/testing/npm-test';
import { errorCode, isTransient, said } from './error-code';

afterEach(closeSessions);

describe('errorCode', () => {
  test.each([
    ['CredentialReportNotPresentException', 'ReportNotPresent'],
    ['CredentialReportNotReadyException', 'ReportInProgress'],
    ['CredentialReportExpiredException', 'ReportExpired'],
    ['LimitExceededException', 'LimitExceeded'],
    ['ServiceFailureException', 'ServiceFailure'],
    ['ThrottlingException', 'Throttling'],
    ['AccessDeniedException', 'AccessDenied'],
    ['ExpiredTokenException', 'ExpiredToken'],
  ])('%s of the SDK and %s on the wire are one', (sdk, wire) => {
    for (const word of [sdk, wire]) {
      expect(errorCode(Object.assign(new Error('Unknown'), { name: word }))).toBe(wire);
      expect(errorCode(Object.assign(new Error('Unknown'), { Code: word }))).toBe(wire);
      expect(errorCode(Object.assign(new Error('Unknown'), { name: 'Other', Code: word }))).toBe(
        wire,
      );
    }
  });

  test.each([
    'ReportNotPresent',
    'ReportInProgress',
    'ReportExpired',
    'LimitExceeded',
    'ServiceFailure',
    'Throttling',
    'AccessDenied',
    'ExpiredToken',
  ])('the SDK throws what is read as %s', async (error) => {
    const script = { GetCredentialReport: [{ error }], GenerateCredentialReport: [{ error }] };
    const { iam } = await session({ account: liveAccount(), script });
    const thrown = await Promise.allSettled([
      iam.send(new GetCredentialReportCommand()),
      iam.send(new GenerateCredentialReportCommand()),
    ]);
    const codes = thrown.map(
      (outcome) => outcome.status === 'rejected' && errorCode(outcome.reason),
    );
    expect(codes).toEqual([error, error]);
  });

  test.each([
    [
      'a network error, by its code',
      Object.assign(new Error('read'), { code: 'ECONNRESET' }),
      'ECONNRESET',
    ],
    ['an abort', Object.assign(new Error('aborted'), { name: 'AbortError' }), 'TimeoutError'],
    ['an error without a name', new Error('what?'), 'Error'],
    [
      'a name that Object.prototype has',
      Object.assign(new Error(''), { name: 'constructor' }),
      'constructor',
    ],
    ['a text', 'what?', 'Error'],
    ['nothing', undefined, 'Error'],
  ])('reads %s', (_, error, code) => {
    expect(errorCode(error)).toBe(code);
  });
});

describe('isTransient', () => {
  test.each([
    ['Throttling', true],
    ['ServiceFailure', true],
    ['ServiceUnavailable', true],
    ['ECONNRESET', true],
    ['TimeoutError', true],
    ['ECONNREFUSED', false],
    ['ENOTFOUND', false],
    ['AccessDenied', false],
    ['ExpiredToken', false],
    ['ReportExpired', false],
    ['SomethingNew', false],
  ])('%s: %p', (name, transient) => {
    expect(isTransient(Object.assign(new Error(''), { name }))).toBe(transient);
  });
});

test('said: one line, of bounded length', () => {
  expect(said(new Error('No match.\nx-amz-security-token:IQoJ'))).toBe('No match.');
  expect(said('x'.repeat(1000))).toHaveLength(300);
  expect(said(undefined)).toBe('undefined');
});
