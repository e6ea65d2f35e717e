import * as fc from 'fast-check';
import {
  expectAgreement,
  loadControls,
  questions,
  reportControls,
} from '../../tools/testing/oracle';
import { PROCEDURES } from './procedures';

/**
 * Holds every control against `procedures.ts`. To see it bite, turn any `<` of a criterion into `<=`, or
 * drop a filter of a control, and run `npm run specs support/oracle`:
 * the message names control, subject, both verdicts, the inputs and the CSV. `oracle-bites.spec.ts`
 * shows for every control with a limit that an error of 1 ms or 1 s does not slip through.
 */

const controls = reportControls();

test('the oracle has a procedure for every control that the report alone decides, and for no other', () => {
  const decided = [...loadControls().values()].filter(({ facts }) => facts.length === 0);
  expect(Object.keys(PROCEDURES).sort()).toEqual(decided.map(({ id }) => id).sort());
  expect(controls.length).toBe(decided.length);
});

test('the controls and the oracle agree on every subject of random reports', () => {
  fc.assert(
    fc.property(questions, (question) => expectAgreement(controls, question)),
    { numRuns: 10_000 },
  );
});
