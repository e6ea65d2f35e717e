'use strict';
// As long as Jest knows no durations, specs that start processes come first: none is left for the end alone.
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');

const sequencer = createRequire(require.resolve('jest')).resolve('@jest/core');
const { default: Sequencer } = createRequire(sequencer)('@jest/test-sequencer');

const STARTS = /'node:child_process'|\/testing\/npm-test'/;

module.exports = class extends Sequencer {
  async sort(tests) {
    const sorted = await super.sort(tests);
    if (sorted.some(({ duration }) => duration !== undefined)) return sorted;
    const starts = ({ path }) => Number(STARTS.test(readFileSync(path, 'utf8')));
    return sorted.toSorted((one, other) => starts(other) - starts(one));
  }
};
