'use strict';
// Stands for `npx` in the terminal of a page: has the process at SOCKET run a command of iamspec, and
// says what it said, in the order in which it came.
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
