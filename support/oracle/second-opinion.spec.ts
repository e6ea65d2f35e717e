import * as fc from 'fast-check';
import { evidenceOf, opinionOn, readRun, runs } from '../../tools/testing/opinion';

/**
 * The whole way of `iamspec verify --second-opinion`: from the bytes of a report, with classes, tags and
 * damaged cells. `oracle.spec.ts` compares as many reports control by control.
 */
const RUNS = Number(process.env.OPINION_RUNS ?? 400);

test(`the second method agrees on ${RUNS} random reports, and refuses those that the first refuses`, () => {
  const seen = { read: 0, refused: 0, judged: 0 };
  fc.assert(
    fc.property(runs, (run) => {
      const report = readRun(run);
      const opinion = opinionOn(evidenceOf(run, report));
      expect({ isRead: opinion !== undefined }).toEqual({ isRead: report !== undefined });
      seen[report ? 'read' : 'refused']++;
      if (!opinion) return;
      const { differences, notCompared, notJudged, judged, total } = opinion;
      const lines = differences.map(({ control: { id }, subject, recorded, second }) =>
        [id, subject, recorded, second].join(' '),
      );
      expect({ lines, notCompared, notJudged, judged }).toEqual({
        lines: [],
        notCompared: [],
        notJudged: [],
        judged: total,
      });
      seen.judged += judged;
    }),
    { numRuns: RUNS },
  );
  expect(seen.read).toBeGreaterThan(RUNS / 2);
  expect(seen.refused).toBeGreaterThan(RUNS / 50);
});
