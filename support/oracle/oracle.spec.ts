import * as fc from 'fast-check';
import { expectAgreement, questions, reportControls } from '../../tools/testing/oracle';
import { PROCEDURES } from './oracle';

/**
 * Holds every control against `oracle.ts`. To see it bite, turn any `<` of a criterion into `<=`, or
 * drop a filter of a control, and run `npm run specs support/oracle`:
 * the message names control, subject, both verdicts, the inputs and the CSV. `oracle-bites.spec.ts`
 * shows for every control with a limit that an error of 1 ms or 1 s does not slip through.
 */

const controls = reportControls();

// A new control can do without a procedure, since its samples prove it; a lost one cannot.
test('every procedure of the oracle is that of a control that the report alone decides', () => {
  expect(controls.map(({ id }) => id)).toEqual(Object.keys(PROCEDURES).sort());
  expect(controls.length).toBeGreaterThan(22);
});

test('the controls and the oracle agree on every subject of random reports', () => {
  fc.assert(
    fc.property(questions, (question) => expectAgreement(controls, question)),
    { numRuns: 10_000 },
  );
});
