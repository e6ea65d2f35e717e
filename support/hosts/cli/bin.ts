#!/usr/bin/env node
import '../before';
import packageJson from '../../../package.json';

// Scripts ask for the version often, and the commands take their time to load.
if (process.argv.length === 3 && process.argv[2] === '--version') {
  process.stdout.write(`${packageJson.version}\n`);
} else {
  const { main }: typeof import('./main') = require('./main');
  main(process.argv);
}
