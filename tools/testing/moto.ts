import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether somebody else's AWS is installed, for a second opinion: `pip install 'moto[server]'`. */
export const motoInstalled: boolean = (process.env.PATH ?? '')
  .split(delimiter)
  .some((directory) => existsSync(join(directory, 'moto_server')));
if (!motoInstalled) process.stderr.write('SKIPPED what asks moto: there is no moto_server\n');

/** What moto takes for credentials. */
export const MOTO_CREDENTIALS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };

/** A server of its own on a free port; `stop` ends it. Throws Error where it does not start. */
export async function startMoto(): Promise<{ url: string; stop: () => Promise<unknown> }> {
  const url = `http://127.0.0.1:${await freePort()}`;
  const args = ['-H', '127.0.0.1', '-p', new URL(url).port];
  const child = spawn('moto_server', args, { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const stop = () => {
    child.kill();
    return ended;
  };
  while (child.exitCode === null) {
    const up = await fetch(`${url}/moto-api/data.json`).catch(() => undefined);
    if (up?.ok) return { url, stop };
    await sleep(100);
  }
  throw new Error('moto_server did not start');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}
