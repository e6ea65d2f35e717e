import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '../control';
import { formatDuration, formatInstant, type Instant } from '../report';
import { hasManifest, type Manifest, readManifest } from './manifest';
import { FILES } from './run-files';

/** Where the directories of runs lie, named by their ids. */
export function runsIn(directory: string): string {
  return join(directory, 'runs');
}

/**
 * Reads the manifest of the run that is to be resumed.
 *
 * @param which its id, or true for the latest
 * @throws ConfigurationError where there is none, the latest never began, it was started with other
 *   options, or so long ago that its reports are not of today
 */
export function resumeRun(
  directory: string,
  which: string | true,
  options: Manifest['options'],
  maxAge: number,
  now: Instant,
): Manifest {
  const manifest = readManifest(
    join(runsIn(directory), which === true ? latest(directory) : which),
  );
  const { id, startedAt } = manifest.run;
  const names = [...new Set([...Object.keys(manifest.options), ...Object.keys(options)])];
  const problems = names
    .filter((name) => manifest.options[name] !== options[name])
    .map(
      (name) =>
        `Run ${id} was started with ${name} ${quoted(manifest.options[name])}, not ` +
        `${quoted(options[name])}. Resume it with the same, or start anew.`,
    );
  if (now - startedAt > maxAge) {
    problems.push(
      `Run ${id} was started at ${formatInstant(startedAt)}, ${formatDuration(now - startedAt)} ago; ` +
        `the limit is ${formatDuration(maxAge)} (IAMSPEC_MAX_REPORT_AGE). Start anew.`,
    );
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  return manifest;
}

function latest(directory: string): string {
  let runs: string[] = [];
  try {
    runs = readdirSync(runsIn(directory)).sort().reverse();
  } catch {}
  const began = (name: string) => hasManifest(join(runsIn(directory), name));
  // One that was refused, such as a resumed one, has no log: it set out to nothing.
  const [last] = runs.filter(
    (name) => began(name) || existsSync(join(runsIn(directory), name, FILES.records)),
  );
  if (last !== undefined && began(last)) return last;
  const older = runs.find(began);
  if (last === undefined || older === undefined) {
    throw new ConfigurationError([`There is no run to resume in ${directory}.`]);
  }
  throw new ConfigurationError([
    `The latest run, ${last}, never began, so there is nothing to resume. Start anew, or name an ` +
      `earlier run: --resume ${older}.`,
  ]);
}

function quoted(value: string | undefined): string {
  return value === undefined ? 'none' : JSON.stringify(value);
}
