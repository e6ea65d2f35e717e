import { existsSync } from 'node:fs';
import { ConfigurationError, type Control, TEST_FILE } from '../control';
import type { Catalogue } from './catalogue';
import { loadModule } from './load-module';
import { whyNotLoaded } from './policy-files';
import { isOfPolicy, shown } from './policy-places';

/** What is wrong with the controls of this policy by their samples, a sentence each. */
export function ownProblems({ entries }: Catalogue): readonly string[] {
  return entries.flatMap(({ file, control }) =>
    control && isOfPolicy(file)
      ? problemsOf(file, control).map((problem) => `${shown(file)}: ${problem}.`)
      : [],
  );
}

/** The file of a control's samples, if there is one. */
function samplesFile(file: string): string | undefined {
  const ends = ['ts', 'mts', 'js'].map((end) => file.replace(TEST_FILE, `.samples.${end}`));
  return ends.find((path) => existsSync(path));
}

/** The samples of the control that a file declares; none where it has no such file. Throws what theirs throws. */
export function samplesOf(file: string): Samples | undefined {
  const path = samplesFile(file);
  if (path === undefined) return undefined;
  const samples: unknown = Reflect.get(Object(loadModule(path)), 'samples');
  if (isSamples(samples)) return samples;
  throw new ConfigurationError([`${shown(path)} exports no list of samples.`]);
}

function problemsOf(file: string, control: Control): readonly string[] {
  try {
    const samples = samplesOf(file);
    const { controlProblems }: typeof import('../control/proof') = require('../control/proof');
    if (samples) return controlProblems(control, samples);
    return [`it has no samples: ${shown(file.replace(TEST_FILE, '.samples.ts'))} would prove it`];
  } catch (error) {
    return [`its samples cannot be judged: ${whyNotLoaded(error)}`];
  }
}

type Samples = import('../control/samples').Samples;

function isSamples(value: unknown): value is Samples {
  return (
    Array.isArray(value) &&
    value.every((each) => typeof each?.why === 'string' && typeof each.verdicts === 'object')
  );
}
