'use strict';
// Runs commands one after the other in one process, each as if alone: with its own modules, arguments, environment
// and streams. Only packages, whose loading is most of a start, are loaded once.
const { createServer } = require('node:net');
const { join, sep } = require('node:path');

const BIN = join(__dirname, '..', '..', 'dist', 'hosts', 'cli', 'bin.js');
const PACKAGES = `${sep}node_modules${sep}`;
const EVENTS = ['exit', 'uncaughtException', 'unhandledRejection', 'SIGINT', 'SIGTERM'];
const STREAMS = ['stdout', 'stderr'];

function remembered() {
  const heard = EVENTS.map((event) => [event, process.listeners(event)]);
  const writes = STREAMS.map((name) => [process[name], process[name].write]);
  const { exit, argv } = process;
  return () => {
    for (const [event, before] of heard) {
      for (const each of process.listeners(event)) {
        if (!before.includes(each)) process.removeListener(event, each);
      }
    }
    for (const [stream, write] of writes) {
      stream.write = write;
      stream.removeAllListeners('error');
    }
    Object.assign(process, { exit, argv, exitCode: undefined });
  };
}

function forgetModules() {
  for (const file of Object.keys(require.cache)) {
    if (file !== __filename && !file.includes(PACKAGES)) delete require.cache[file];
  }
}

function inEnvironment(env) {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
}

async function run({ args, env, cwd = process.cwd() }) {
  const restore = remembered();
  const output = { stdout: '', stderr: '' };
  // As they came, for whoever reads both.
  const both = [];
  for (const name of STREAMS) {
    process[name].write = (text, ...others) => {
      output[name] += text;
      both.push([name, String(text)]);
      others.findLast((each) => typeof each === 'function')?.();
      return true;
    };
  }
  forgetModules();
  inEnvironment(env);
  process.chdir(cwd);
  process.argv = [process.execPath, BIN, ...args];
  const ended = new Promise((resolve) => {
    process.exit = (code) => resolve(code ?? process.exitCode);
  });
  try {
    await Promise.race([ended, require('../../dist/hosts/cli/main.js').main(process.argv)]);
    // What was left behind comes now.
    await new Promise((resolve) => setImmediate(resolve));
    process.emit('exit', process.exitCode ?? 0);
    return { status: process.exitCode ?? 0, both, ...output };
  } finally {
    restore();
  }
}

let last = Promise.resolve();
const answer = (command) => {
  last = last.then(() => run(command));
  return last;
};

const { SOCKET } = process.env;
if (SOCKET === undefined) {
  process.on('message', async ({ id, ...command }) => {
    const { both: _both, ...said } = await answer(command);
    process.send({ id, ...said });
  });
} else {
  createServer({ allowHalfOpen: true }, (connection) => {
    let command = '';
    connection.setEncoding('utf8').on('data', (part) => {
      command += part;
    });
    connection.on('end', async () => {
      connection.end(JSON.stringify(await answer(JSON.parse(command))));
    });
  }).listen(SOCKET);
}
