import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

/** The command as it is installed. */
export const BIN = join(__dirname, '..', '..', 'dist', 'hosts', 'cli', 'bin.js');

/** Columns that break no sentence, so that a spec finds it in one piece. */
export const UNBROKEN = '9999';

/** What a command came to. */
export interface Said {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Runs `iamspec` in a directory: `alone` in a process of its own, `run` in a shared one, which is faster. */
export interface Iamspec {
  readonly alone: (args: readonly string[], env: Environment) => Promise<Said>;
  readonly run: (args: readonly string[], env: Environment) => Promise<Said>;
  readonly close: () => void;
}

/** These read the arguments of their process, hear its signals, or go on after `main` is done. */
export const PROGRAMS = ['exec', 'org', 'demo', 'local-iam', 'new-control'];

const ANSWER = z.object({
  id: z.number(),
  status: z.number(),
  stdout: z.string(),
  stderr: z.string(),
});

/** Gets ready to run commands in a directory. */
export function startIamspec(cwd: string): Iamspec {
  const waiting = new Map<
    number,
    { resolve: (said: Said) => void; reject: (why: Error) => void }
  >();
  let others: ChildProcess | undefined;
  let next = 0;

  function startOthers(env: Environment): ChildProcess {
    const child = fork(join(__dirname, 'one-process.fixture.cjs'), [], { cwd, env, execArgv: [] });
    child.on('message', (message) => {
      const { id, ...said } = ANSWER.parse(message);
      waiting.get(id)?.resolve(said);
      waiting.delete(id);
    });
    child.on('exit', (code) => {
      for (const { reject } of waiting.values()) reject(new Error(`it ended with ${code}`));
    });
    return child;
  }

  async function alone(args: readonly string[], given: Environment): Promise<Said> {
    const env = { COLUMNS: UNBROKEN, ...given };
    const child = spawn(process.execPath, [BIN, ...args], { cwd, env });
    child.stdin.end();
    const [stdout, stderr, [status]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit'),
    ]);
    return { status, stdout, stderr };
  }

  function run(args: readonly string[], given: Environment): Promise<Said> {
    if (PROGRAMS.includes(args[0] ?? '')) return alone(args, given);
    const env = { COLUMNS: UNBROKEN, ...given };
    others ??= startOthers(env);
    const id = next++;
    const child = others;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      child.send({ id, args, env });
    });
  }

  return { alone, run, close: () => others?.kill() };
}
