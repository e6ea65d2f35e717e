import { array, assert, constantFrom, property } from 'fast-check';
import { reportOf, userRow } from '../../tools/testing/report';
import { matchesPattern } from './pattern';
import { PatternIndex } from './pattern-index';
import { classFinder } from './user-class';
import { usersMatching } from './user-pattern';
import { type Waiver, waiverFinder } from './waiver';

const often = { numRuns: 2000 };
const word = array(constantFrom('a', 'b', '/', '*'), { maxLength: 5 }).map((list) => list.join(''));
const words = array(word, { maxLength: 12 });

test('finds the first pattern that matches any of some texts, as trying them in turn does', () => {
  assert(
    property(words, word, word, (patterns, one, other) => {
      const place = patterns.findIndex((each) => matches(each, one) || matches(each, other));
      expect(new PatternIndex(patterns).first(one, other)).toBe(place === -1 ? undefined : place);
    }),
    often,
  );
});

test('finds the patterns that match none of some texts, as trying them in turn does', () => {
  assert(
    property(words, words, (patterns, texts) => {
      const idle = [...patterns.keys()].filter(
        (place) => !texts.some((text) => matches(patterns[place] ?? '', text)),
      );
      expect(new PatternIndex(patterns).idle(texts)).toEqual(idle);
    }),
    often,
  );
});

function matches(pattern: string, text: string): boolean {
  return matchesPattern(pattern, text);
}

describe('the waiver of a subject', () => {
  const asOf = 100;
  const waiver = (subject: string, expires: number): Waiver => ({
    ...{ control: 'key-age', subject, expires, ticket: undefined },
    ...{ reason: 'r', owner: 'o', approvedBy: 'a' },
  });
  const some = array(constantFrom('a', 'b', '*', 'a*', '*b'), { maxLength: 6 });
  const days = constantFrom(99, 100, 101);

  test('is the first in the file that holds, else the first that has expired', () => {
    assert(
      property(some, array(days, { minLength: 6, maxLength: 6 }), word, (subjects, ends, label) => {
        const waivers = subjects.map((subject, at) => waiver(subject, ends[at] ?? 0));
        const own = waivers.filter(({ subject }) => matches(subject, label) || subject === '*');
        const valid = own.find(({ expires }) => asOf <= expires);
        const expected = valid ?? own[0];
        const found = waiverFinder(waivers, 'key-age', asOf)?.(label, '-');
        expect(found?.waiver).toBe(expected);
        expect(found?.valid ?? false).toBe(valid !== undefined);
      }),
      often,
    );
  });

  test('is never that of another control', () => {
    expect(waiverFinder([waiver('*', 101)], 'root-mfa', asOf)?.('alice', '-')).toBeUndefined();
  });
});

describe('patterns of users', () => {
  const report = reportOf(
    userRow('alice'),
    userRow('db', { arn: 'arn:aws:iam::111122223333:user/service/db' }),
  );
  const named = (patterns: string[]) => usersMatching(report, patterns).map(({ name }) => name);

  test.each([
    [['db'], ['db']],
    [['/service/*'], ['db']],
    [['/*'], ['alice', 'db']],
    [['*'], ['alice', 'db']],
    [['arn:aws:iam::111122223333:user/alice'], ['alice']],
    [['arn:*/service/*'], ['db']],
    [
      ['d*', 'alice'],
      ['alice', 'db'],
    ],
  ])('%j are held against name, path or ARN', (patterns, expected) => {
    expect(named(patterns)).toEqual(expected);
  });

  test.each(['service', '*/service/*', '/db', 'Alice', 'arn:*bob', ''])(
    '%j is nobody here: a name is held against names alone',
    (pattern) => {
      expect(() => named(['alice', pattern])).toThrow(`no user of the report matches "${pattern}"`);
    },
  );

  test('the class of a user is the first that matches', () => {
    const each = { inputs: undefined, loosens: undefined };
    const classOf = classFinder([
      { ...each, name: 'machine', users: ['x', '/service/*'] },
      { ...each, name: 'rest', users: ['*', 'db'] },
    ]);
    expect(report.users.map((user) => classOf(user)?.name)).toEqual(['rest', 'machine']);
  });
});
