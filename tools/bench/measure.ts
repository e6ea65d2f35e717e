import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';

/** What a process cost, children included: seconds, seconds of CPU, megabytes of its largest process. */
export interface Cost {
  readonly wall: number;
  readonly cpu: number;
  readonly memory: number;
}

/** What to run, and in which environment besides this one. */
export interface Command {
  readonly name: string;
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** A directory that is taken away before each run. */
  readonly fresh?: string;
}

/** Runs commands in turn, A B A B ..., so that a machine that drifts drifts for all; medians. */
export function compare(commands: readonly Command[], rounds: number): readonly Cost[] {
  for (const command of commands) run(command);
  const costs = commands.map((): Cost[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, command] of commands.entries()) costs[index]?.push(run(command));
  }
  return costs.map((list) => ({
    wall: median(list.map(({ wall }) => wall)),
    cpu: median(list.map(({ cpu }) => cpu)),
    memory: median(list.map(({ memory }) => memory)),
  }));
}

/** Runs a command once. GNU time (Debian's package `time`) does the accounting. */
export function run({ name, argv, env, cwd, fresh }: Command): Cost {
  if (fresh !== undefined) rmSync(fresh, { recursive: true, force: true });
  const { stderr, error } = spawnSync('/usr/bin/time', ['-f', 'cost %e %U %S %M', ...argv], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    ...(cwd === undefined ? {} : { cwd }),
    maxBuffer: 1 << 28,
  });
  const [, wall, user, system, memory] = /cost (\S+) (\S+) (\S+) (\d+)\n$/.exec(stderr) ?? [];
  if (error || wall === undefined)
    throw new Error(`${name} could not be measured: ${error ?? stderr}`);
  return { wall: Number(wall), cpu: Number(user) + Number(system), memory: Number(memory) / 1024 };
}

/** The middle one of some values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
