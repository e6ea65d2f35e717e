import type { Command } from 'commander';
import { ConfigurationError } from '../../../control';
import { formatInstant } from '../../../report';
import { count, subjectsText, visible, waiverGroups } from '../../../result';
import {
  type GivenSettings,
  makePlan,
  ownProblems,
  type Plan,
  readCatalogue,
  withSetting,
} from '../../../run';
import { addFormats, ENDINGS, formatOf } from '../out-file';
import { printOrWrite, printVerdict } from '../output';
import { addSettings, settingsFrom } from '../setting-options';

function idleWaivers({ waivers, controls }: Plan, now: number): readonly string[] {
  const selected = new Set(controls.map(({ id }) => id));
  return waiverGroups(waivers).flatMap(({ control, waivers: own, expires }) => {
    const whose = `the waiver of ${subjectsText(own)} (${control})`;
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
  addFormats(addSettings(command, ['waivers']), FORMATS).action(
    (profile: string | undefined, { out }) => {
      const given = settingsFrom(command);
      const named = profile === undefined ? given : withSetting(given, 'profiles', profile);
      const isJson = formatOf(command, FORMATS) === 'json';
      try {
        const plan = provenPlan(named);
        if (isJson) printOrWrite(checkedJson(plan), out, { holdsNames: false });
        else printVerdict(checkedText(plan), out, { holdsNames: false });
      } catch (error) {
        if (!isJson || !(error instanceof ConfigurationError)) throw error;
        printOrWrite(problemsJson(error.problems), out, { holdsNames: false });
        process.exitCode = 2;
      }
    },
  );
}

const FORMATS = { text: ENDINGS.text, json: ENDINGS.json };

function provenPlan(given: GivenSettings): Plan {
  const plan = makePlan(given);
  const catalogue = readCatalogue();
  const broken = catalogue.entries.flatMap(({ problem }) => problem ?? []);
  broken.push(...ownProblems(catalogue));
  if (broken.length > 0) throw new ConfigurationError(broken);
  return plan;
}

function checkedText(plan: Plan): string {
  const names = plan.profiles.map(({ name }) => visible(name)).join(', ');
  const idle = idleWaivers(plan, Date.now());
  const found = idle.length > 0 ? `${idle.length} without effect` : 'nothing wrong';
  const counted = `${count(plan.controls.length, 'control')} and ${count(plan.waivers.length, 'waiver')}, ${found}.`;
  return [...idle.map((text) => `Warning   ${visible(text)}`), `${names}: ${counted}`].join('\n');
}

// The same keys whatever is found, so that a program need not ask which it got.
function checkedJson(plan: Plan): string {
  return json({
    schemaVersion: 1,
    profiles: plan.profiles.map(({ name }) => name),
    controls: plan.controls.length,
    waivers: plan.waivers.length,
    warnings: idleWaivers(plan, Date.now()),
    problems: [],
  });
}

function problemsJson(problems: readonly string[]): string {
  return json({
    schemaVersion: 1,
    profiles: [],
    controls: 0,
    waivers: 0,
    warnings: [],
    problems,
  });
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
