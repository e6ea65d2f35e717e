import { existsSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '../control';
import { formatDuration, formatInstant, type Instant } from '../report';
import { hasManifest, type RunManifest, readManifest } from './manifest';
import { FILES, namesIn, runsIn } from './run-files';

interface Resumed {
  readonly options: RunManifest['options'];
  readonly maxAge: number;
  readonly now: Instant;
}

/** Reads the manifest of a run, true for the latest. Throws where it is absent, too old or of other options. */
export function resumeRun(
  directory: string,
  which: string | true,
  { options, maxAge, now }: Resumed,
): RunManifest {
  const name = which === true ? latest(directory) : which;
  expectOwn(directory, name);
  const manifest = readManifest(join(runsIn(directory), name));
  const { id, startedAt } = manifest.run;
  if (id !== name) {
    throw new ConfigurationError([
      `The run in ${join(runsIn(directory), name)} says that it is ${quoted(id)}: it was put there by somebody else.`,
    ]);
  }
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

// What is written to it must not go elsewhere.
function expectOwn(directory: string, name: string): void {
  if (!namesIn(directory).includes(name)) {
    throw new ConfigurationError([
      `There is no run to resume in ${runsIn(directory)} that is called ${quoted(name)}.`,
    ]);
  }
  const log = join(runsIn(directory), name, FILES.records);
  const found = lstatSync(log, { throwIfNoEntry: false });
  if (!found || found.isFile()) return;
  throw new ConfigurationError([
    `${log} is no regular file, but the log of the run is to go on there. Find out who put it there, ` +
      'and start anew.',
  ]);
}

function latest(directory: string): string {
  const runs = namesIn(directory).toSorted().reverse();
  const began = (name: string) => hasManifest(join(runsIn(directory), name));
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
