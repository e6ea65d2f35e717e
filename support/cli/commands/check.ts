import { join } from 'node:path';
import type { Command } from 'commander';
import { makePlan, ROOT_DIR, readCatalogue } from '../../audit';
import { ConfigurationError } from '../../control';
import { visible } from '../../evidence/visible';
import { print } from '../output';
import { addSettings, environmentOf } from '../setting-options';

/** `iamspec check`: finds what is wrong with controls, profiles, waivers and settings. */
export function check(program: Command): void {
  const command = program
    .command('check')
    .description('check profiles, controls, waivers and settings, without AWS')
    .argument('[profile]', 'names or paths of profiles, comma-separated (default: baseline)')
    .addHelpText('after', '\nExamples:\n  iamspec check\n  iamspec check ./profiles/house.ts');
  addSettings(command, ['IAMSPEC_WAIVERS']).action((profile: string | undefined) => {
    const named = profile === undefined ? {} : { IAMSPEC_PROFILE: profile };
    const plan = makePlan({ ...environmentOf(command, process.env), ...named });
    const { entries } = readCatalogue(join(ROOT_DIR, 'controls'));
    const broken = entries.flatMap(({ problem }) => problem ?? []);
    if (broken.length > 0) throw new ConfigurationError(broken);
    const names = plan.profiles.map(({ name }) => visible(name)).join(', ');
    print(
      `${names}: ${plan.controls.length} controls and ${plan.waivers.length} waivers, nothing wrong.`,
    );
  });
}
