import type { Waiver } from '../control';
import { subjectsText, waiverGroups } from './waiver-groups';

const waiver = (subject: string, others: Partial<Waiver> = {}): Waiver => ({
  control: 'user-mfa',
  subject,
  reason: 'r',
  owner: 'o',
  approvedBy: 'a',
  ticket: undefined,
  expires: 1,
  ...others,
});

const grouped = (...waivers: readonly Waiver[]) =>
  waiverGroups(waivers).map(({ waivers: own }) => own.map(({ subject }) => subject));

describe('waivers are put together', () => {
  test('where they differ in their subjects alone', () => {
    expect(grouped(waiver('a'), waiver('b'), waiver('c'))).toEqual([['a', 'b', 'c']]);
    expect(grouped()).toEqual([]);
  });

  test.each([
    ['control', { control: 'root-mfa' }],
    ['reason', { reason: 'another' }],
    ['owner', { owner: 'another' }],
    ['approver', { approvedBy: 'another' }],
    ['ticket', { ticket: 'SEC-1' }],
    ['end', { expires: 2 }],
  ])('but not with another %s', (_, others) => {
    expect(grouped(waiver('a'), waiver('b', others))).toEqual([['a'], ['b']]);
  });

  test('in their order, since the first that matches counts', () => {
    const other = waiver('*', { reason: 'another' });
    expect(grouped(waiver('a'), other, waiver('b'))).toEqual([['a'], ['*'], ['b']]);
  });
});

test.each([
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
  [['a', 'b', 'c', 'd'], 'a, b, c and 1 more'],
  [['a', 'b', 'c', 'd', 'e'], 'a, b, c and 2 more'],
])('%j are called %j', (subjects, text) => {
  expect(subjectsText(subjects.map((subject) => waiver(subject)))).toBe(text);
});
