import { readdirSync } from 'node:fs';
import { writeBundle } from '../../bundle';
import { makePlans, unreadable } from '../../organization';
import { organizationPage } from '../../page';
import { sumUpOrganization } from '../../result';
import { newRun, profileNames, readCatalogue, takeSettings } from '../../run';
import { inTemporaryDirectory } from './store';

/** Loads all controls and profiles, writes evidence and a page. @throws Error where a control does not load */
export async function selfTest() {
  const { entries } = readCatalogue();
  const broken = entries.flatMap(({ problem }) => problem ?? []);
  if (broken.length > 0) throw new Error(broken.join('\n'));
  const profiles = profileNames();
  return inTemporaryDirectory((directory) => {
    const [plan] = makePlans(takeSettings({}), profiles).values();
    if (!plan) throw new Error('there is no profile');
    const run = newRun(plan.settings);
    const bundle = writeBundle(directory, unreadable('self-test', plan, run));
    const manifest = { run, options: {}, listed: 0, accounts: [], excluded: [], notes: [] };
    const nothing = sumUpOrganization(manifest, [], []);
    const page = [...organizationPage(nothing, [], [nothing])].join('');
    if (!page.trimEnd().endsWith('</html>')) throw new Error('the page has no end');
    return { controls: entries.map(({ id }) => id), profiles, evidence: readdirSync(bundle) };
  });
}
