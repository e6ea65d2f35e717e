'use strict';
const { randomUUID } = require('node:crypto');
const { appendFileSync } = require('node:fs');

/** Sets outputs of the step. A value that holds lines sets no other: nobody knows its end before. */
function setOutputs(outputs) {
  const end = randomUUID();
  const lines = Object.entries(outputs).map(
    ([name, value]) => `${name}<<${end}\n${value}\n${end}\n`,
  );
  appendFileSync(process.env.GITHUB_OUTPUT, lines.join(''));
}

module.exports = { setOutputs };
