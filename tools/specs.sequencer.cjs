'use strict';
// The order of the self-tests: where Jest does not know yet how long each takes, as on a fresh
// checkout, those that start processes come first, so that none of them is left for the end alone.
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');

// It comes with Jest, whose own dependency it is.
const sequencer = createRequire(require.resolve('jest')).resolve('@jest/core');
const { default: Sequencer } = createRequire(sequencer)('@jest/test-sequencer');

const STARTS = /'node:child_process'|'\.\.\/jest\/testing'/;

module.exports = class extends Sequencer {
  async sort(tests) {
    const sorted = await super.sort(tests);
    if (sorted.some(({ duration }) => duration !== undefined)) return sorted;
    const starts = ({ path }) => Number(STARTS.test(readFileSync(path, 'utf8')));
    return sorted.toSorted((one, other) => starts(other) - starts(one));
  }
};
