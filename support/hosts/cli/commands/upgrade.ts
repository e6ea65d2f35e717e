import type { Command } from 'commander';
import packageJson from '../../../../package.json';
import { NAMES, SETTINGS } from '../../../run';
import { latestBundle } from '../latest-bundle';
import { print, say } from '../output';
import { addSettings, settingsFrom } from '../setting-options';

/** `iamspec upgrade`: what another version would judge otherwise. */
export function upgrade(program: Command): void {
  const command = program
    .command('upgrade')
    .description('show which verdicts would change under another version, before you take it')
    .argument('[version]', 'a version, a tag, or the path of a tarball', 'latest')
    .option('--bundle <directory>', 'what both judge (default: the latest bundle)')
    .addHelpText(
      'after',
      `
Examples:
  iamspec upgrade
  iamspec upgrade 1.1.0 --bundle reports/latest

Nothing here is changed: the other version is installed into a temporary directory, and judges the
same bundle by a copy of the same policy.

Exit code: 0 no verdict changes, 1 some do, 2 could not compare all.`,
    );
  addSettings(command, ['profiles', 'waivers']).action(async (version: string, { bundle }) => {
    const { judgeByBoth } = await import('../upgrade/judge-by-both');
    const { changesBetween, upgradeExitCode } = await import('../upgrade/changes');
    const { texts } = settingsFrom(command);
    const settings = NAMES.flatMap((name) => {
      const text = texts[name];
      // Verdicts are compared, whichever of them count.
      return text === undefined || name === 'since'
        ? []
        : [[SETTINGS[name].variable, text] as const];
    });
    const {
      now,
      next,
      version: other,
    } = judgeByBoth({
      version,
      bundle: latestBundle(bundle),
      settings: Object.fromEntries(settings),
      progress: say,
    });
    const changes = changesBetween(now, next);
    const lines = changes.flatMap(
      ({ what, before = 'no verdict', after = 'no verdict', reason }) => [
        `  ${what}`,
        `    ${before} -> ${after}${reason === '' ? '' : `: ${reason}`}`,
      ],
    );
    const total = `${changes.length} of ${now.size} verdicts would change`;
    print([`iamspec ${packageJson.version} -> ${other}: ${total}.`, ...lines].join('\n'));
    process.exitCode = upgradeExitCode(now, next);
    if (process.exitCode === 2)
      say('One of the two could not check everything: npx iamspec exec --report says what.');
  });
}
