import { patience } from './patience';

function waiting(timeout: number) {
  let now = 0;
  const clock = { now: () => now, sleep: async () => {}, random: () => 1 };
  const { restOf, forget } = patience(timeout, clock);
  return {
    restOf: (id: string, again: string, error?: unknown) => restOf(id, { again, error }),
    forget,
    goOn: (milliseconds: unknown) => (now += Number(milliseconds)),
  };
}

describe('patience', () => {
  test('lets an account rest for longer and longer, each on its own', () => {
    const { restOf } = waiting(300_000);
    const rests = ['a', 'a', 'b', 'a'].map((id) => restOf(id, 'ReportInProgress'));
    expect(rests).toEqual([1000, 1500, 1000, 2250]);
  });

  test('ends at the timeout of the account, and says what was answered last', () => {
    const { restOf, goOn } = waiting(10_000);
    for (let tries = 1; tries <= 4; tries++) goOn(restOf('a', 'Throttling'));
    expect(restOf('a', 'ReportInProgress')).toMatchObject({
      message: expect.stringMatching(
        /^AWS did not deliver the credential report within 10 s and 5 tries \(last answer: ReportInProgress\)/,
      ),
    });
    expect(restOf('b', 'Throttling')).toBe(1000);
  });

  test('an account gets five tries however long the others take', () => {
    const { restOf, goOn } = waiting(10_000);
    for (let tries = 1; tries <= 4; tries++) {
      restOf('a', 'Throttling');
      goOn(60_000);
    }
    expect(restOf('a', 'Throttling')).toHaveProperty('message', expect.stringMatching(/5 tries/));
  });

  test('quotes what AWS answered last, not that the last call was cut off', () => {
    const { restOf, goOn } = waiting(10_000);
    const full = Object.assign(new Error('No more capacity'), { name: 'LimitExceeded' });
    for (let tries = 1; tries <= 4; tries++) goOn(restOf('a', 'LimitExceeded', full));
    const cut = Object.assign(new Error('aborted'), { name: 'AbortError' });
    expect(restOf('a', 'TimeoutError', cut)).toHaveProperty(
      'message',
      expect.stringContaining('(last answer: LimitExceeded: No more capacity)'),
    );
  });

  test('begins anew with an account that has answered', () => {
    const { restOf, forget, goOn } = waiting(10_000);
    for (let tries = 1; tries <= 4; tries++) goOn(restOf('a', 'Throttling'));
    forget('a');
    expect(restOf('a', 'Throttling')).toBe(1000);
  });
});
