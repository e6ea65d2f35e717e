'use strict';
// Stands for `npx` in a page's terminal: the process at SOCKET runs the command; this says what it said.
const { writeSync } = require('node:fs');
const { connect } = require('node:net');
const { text } = require('node:stream/consumers');

const { SOCKET, ...env } = process.env;
const connection = connect(SOCKET);
connection.end(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd(), env }));
text(connection).then((answer) => {
  const { status, both } = JSON.parse(answer);
  for (const [stream, said] of both) writeSync(stream === 'stdout' ? 1 : 2, said);
  process.exitCode = status;
});
