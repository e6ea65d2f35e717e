import type { Command } from 'commander';
import { ConfigurationError } from '../../../control';
import { formatInstant } from '../../../report';
import { visible } from '../../../result';
import { makePlan, ownProblems, type Plan, readCatalogue, withSetting } from '../../../run';
import { print } from '../output';
import { addSettings, settingsFrom } from '../setting-options';

function idleWaivers({ waivers, controls }: Plan, now: number): readonly string[] {
  const selected = new Set(controls.map(({ id }) => id));
  return waivers.flatMap(({ control, subject, expires }) => {
    const whose = `Warning   the waiver of ${visible(`${subject} (${control})`)}`;
    if (expires < now) return [`${whose} expired on ${formatInstant(expires)}: delete or renew it`];
    if (!selected.has(control)) return [`${whose} is of a control that no profile here selects`];
    return [];
  });
}

/** `iamspec check`: finds what is wrong with controls, profiles, waivers and settings. */
export function check(program: Command): void {
  const command = program
    .command('check')
    .description('check profiles, controls, waivers and settings, without AWS')
    .argument(
      '[profile]',
      'names or paths of profiles, comma-separated (default: your own, else baseline)',
    )
    .addHelpText('after', '\nExamples:\n  iamspec check\n  iamspec check ./profiles/house.ts');
  addSettings(command, ['waivers']).action((profile: string | undefined) => {
    const given = settingsFrom(command);
    const plan = makePlan(profile === undefined ? given : withSetting(given, 'profiles', profile));
    const catalogue = readCatalogue();
    const broken = catalogue.entries.flatMap(({ problem }) => problem ?? []);
    broken.push(...ownProblems(catalogue));
    if (broken.length > 0) throw new ConfigurationError(broken);
    const names = plan.profiles.map(({ name }) => visible(name)).join(', ');
    const idle = idleWaivers(plan, Date.now());
    const found = idle.length > 0 ? `${idle.length} without effect` : 'nothing wrong';
    const counted = `${plan.controls.length} controls and ${plan.waivers.length} waivers, ${found}.`;
    print([...idle, `${names}: ${counted}`].join('\n'));
  });
}
