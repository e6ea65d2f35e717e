import type { Control } from '../control';
import { metadataProblems } from '../metadata';
import type { Samples } from '../samples/samples';
import { judgeSample, missingSamples, statuses } from './sample-problems';

/** What is wrong with a control by what it says of itself and by its samples, a sentence each. */
export function controlProblems(control: Control, samples: Samples): readonly string[] {
  return [
    ...metadataProblems(control),
    ...samples.flatMap((sample) => {
      const found = statuses(judgeSample(control, sample));
      const subjects = new Set([...Object.keys(found), ...Object.keys(sample.verdicts)]);
      return [...subjects]
        .filter((subject) => found[subject] !== sample.verdicts[subject])
        .map(
          (subject) =>
            `the sample "${sample.why}" expects of ${subject}: ${sample.verdicts[subject] ?? 'no verdict'}; ` +
            `found: ${found[subject] ?? 'no verdict'}`,
        );
    }),
    ...missingSamples(control, samples),
  ];
}
