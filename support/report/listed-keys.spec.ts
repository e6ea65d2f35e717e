import { AS_OF } from '../../tools/testing/report';
import { DAY } from './instant';
import { keysInSlots } from './listed-keys';

const slot = (age: number | undefined, active = true) => ({
  active,
  lastRotated: age === undefined ? undefined : AS_OF - age * DAY,
});
const key = (id: string, age: number, active = true) => ({
  id,
  active,
  createdAt: AS_OF - age * DAY,
});

/** `<id of each slot, or ->[?]`, then the ids in no slot. */
function told(slots: readonly ReturnType<typeof slot>[], keys: readonly ReturnType<typeof key>[]) {
  const { slots: found, others } = keysInSlots(slots, keys);
  const ids = found.map(({ key: held, certain }) => `${held?.id ?? '-'}${certain ? '' : '?'}`);
  return [ids.join(' '), others.map(({ id }) => id).join(' ')];
}

test.each([
  ['by its date, in whatever order', [slot(9), slot(3)], [key('B', 3), key('A', 9)], ['A B', '']],
  ['by its date, whatever its status is now', [slot(9)], [key('A', 9, false)], ['A', '']],
  ['none where it is gone since', [slot(9), slot(3)], [key('A', 9)], ['A -?', '']],
  ['none made since, which is another', [slot(9)], [key('N', -1)], ['-?', 'N']],
  [
    'an older one that was activated then, as far as can be told',
    [slot(3)],
    [key('A', 9)],
    ['A?', ''],
  ],
  ['no older one of another status', [slot(3)], [key('A', 9, false)], ['-?', 'A']],
  ['no older one where two are left', [slot(3), slot(2)], [key('A', 9)], ['-? -?', 'A']],
  ['no older one of two', [slot(3)], [key('A', 9), key('B', 8)], ['-?', 'A B']],
  ['none where the report has no date', [slot(undefined)], [key('A', 9)], ['-?', 'A']],
  ['besides a third', [slot(9), slot(3)], [key('A', 9), key('C', 5), key('B', 3)], ['A B', 'C']],
  [
    'one of two of a second, nobody knows which',
    [slot(3), slot(3)],
    [key('A', 3), key('B', 3)],
    ['A? B?', ''],
  ],
  [
    'either, where one was activated in the second in which the other was made',
    [slot(3), slot(3)],
    [key('A', 9), key('B', 3)],
    ['B? A?', ''],
  ],
  [
    'the other of two that were activated in one second, nobody knows which',
    [slot(3), slot(3)],
    [key('A', 9), key('B', 8)],
    ['-? -?', 'A B'],
  ],
  ['one of a second, and the other is gone', [slot(3), slot(3)], [key('A', 3)], ['A? -?', '']],
])('a slot holds %s', (_, slots, keys, expected) => {
  expect(told(slots, keys)).toEqual(expected);
});
