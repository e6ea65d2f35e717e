'use strict';
// Refuses a Node that would check less than it says (20.0 overlooks files in nested directories), before anything else
// is loaded. Plain JavaScript, so that an old Node can read it.
const { engines } = require('../package.json');

// `version` is such as `20.19.0`, `range` such as `^20.19.0 || >=24.0.0`; undefined where it will do.
function whyNot(version, range) {
  const found = numbers(version);
  const holds = range.split('||').some((part) => {
    const least = numbers(part);
    const isLine = part.trim()[0] === '^';
    if (isLine && found[0] !== least[0]) return false;
    const differs = found.findIndex((number, index) => number !== least[index]);
    return differs === -1 || found[differs] > least[differs];
  });
  if (holds) return undefined;
  return `iamspec needs Node ${range}, but this is ${version}. Install another version of Node.`;
}

function numbers(text) {
  return text.match(/\d+/g).slice(0, 3).map(Number);
}

const problem = whyNot(process.versions.node, engines.node);
if (problem !== undefined) {
  process.stderr.write(`Could not check: ${problem}\n`);
  process.exit(2);
}

module.exports = { whyNot };
