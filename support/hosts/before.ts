// What comes before all else, in each way to start: it has no types to tell.
require('../node-version.cjs');
require('./umask');
