'use strict';
/** Runs `iamspec exec` where it stands, sets the outputs, and ends as it ended: 2 where it could not. */
const { spawnSync } = require('node:child_process');
const { existsSync, readFileSync, realpathSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { setOutputs } = require('./outputs.cjs');

const { OWN, PROFILE, REPORT, FAIL_ON, ...others } = process.env;
const PINNED = join(__dirname, 'node_modules', 'iamspec', 'dist', 'hosts', 'cli', 'bin.js');

// What is left out stays as the job may have set it.
const settings = { IAMSPEC_PROFILE: PROFILE, IAMSPEC_REPORT: REPORT, IAMSPEC_FAIL_ON: FAIL_ON };
const given = Object.entries(settings).filter(([, value]) => value);

/** The bundle of the last run, if there is one. */
function lastRun() {
  const link = join(resolve(process.env.IAMSPEC_REPORTS_DIR || 'reports'), 'last-run');
  return existsSync(link) ? realpathSync(link) : '';
}

function countsOf(bundle) {
  const manifest = join(bundle, 'manifest.json');
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).counts : {};
}

let exit = 2;
// Also where something is thrown in here: 1 would say that the policy is broken.
process.on('exit', () => {
  process.exitCode = exit;
});

const before = lastRun();
const { status } = spawnSync(process.execPath, [OWN || PINNED, 'exec'], {
  env: { ...others, ...Object.fromEntries(given) },
  stdio: 'inherit',
});
const after = lastRun();
// A run that wrote no bundle leaves that of an earlier step behind, or none.
const bundle = after === before ? '' : after;
const counts = JSON.stringify(bundle ? countsOf(bundle) : {});
setOutputs({ exit: status ?? exit, counts, bundle });
exit = status ?? exit;
