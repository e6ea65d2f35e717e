import { type Command, InvalidArgumentError, Option } from 'commander';
import { ConfigurationError, SEVERITIES, type Severity } from '../../../control';
import { loadNamed, loadProfile, profileNames, readCatalogue } from '../../../run';
import { addFormats, ENDINGS, formatOf } from '../out-file';
import { printOrWrite, terminal } from '../output';

const FORMATS = { text: ENDINGS.text, json: ENDINGS.json };

interface Flags {
  readonly profile?: readonly string[];
  readonly severity?: readonly Severity[];
  readonly requirement?: readonly string[];
  readonly policy?: true;
  readonly out?: string;
  readonly json?: true;
}

/** `iamspec list`: what there is to select. */
export function list(program: Command): void {
  const command = program
    .command('list')
    .description('list controls, inputs, profiles and the AWS permissions that they need')
    .option('--profile <profiles>', 'what these select, comma-separated, at their limits', names)
    .option('--severity <severities>', 'controls of these alone, comma-separated', severities)
    .option('--requirement <ids>', 'controls that serve one of these, comma-separated', names)
    .option('--policy', 'the least IAM policy that these controls need, as JSON')
    .addOption(new Option('--json', 'the same as --format json').hideHelp())
    .addHelpText(
      'after',
      `
Examples:
  iamspec list
  iamspec list --profile cis-aws-5.0 --severity critical,high
  iamspec list --profile cis-aws-5.0,soc-2 --requirement 1.11 --format json
  iamspec list --profile strict --policy --output policy.json`,
    );
  addFormats(command, FORMATS).action(async ({ out, policy, json, ...flags }: Flags) => {
    const listed = await select(flags);
    const options = { holdsNames: false };
    if (policy) return printOrWrite(await policyOf(command, listed), out, options);
    const { controlListJson, controlListText } = await import('../../../formats');
    const isJson = json || formatOf(command, FORMATS) === 'json';
    if (isJson) return printOrWrite(controlListJson(listed), out, options);
    const { colors, ...drawn } = terminal(out);
    const bySelection = flags.profile !== undefined;
    printOrWrite(controlListText(listed, { colors, ...drawn, bySelection }), out, {
      ...options,
      colors,
    });
  });
}

async function select({ profile, severity, requirement }: Flags) {
  const { controlList, filterList } = await import('../../../formats');
  const profiles = profile?.map(loadProfile) ?? profileNames().map(loadNamed);
  const all = controlList(readCatalogue().entries, profiles);
  const selected = all.controls.filter(({ selections }) => selections.length > 0);
  const list = profile === undefined ? all : { ...all, controls: selected };
  return filterList(list, { severities: severity, requirements: requirement });
}

type Listed = Awaited<ReturnType<typeof select>>;

// A policy for a profile that cannot be resolved would allow too little.
async function policyOf(command: Command, { controls, profiles }: Listed): Promise<string> {
  const broken = [
    ...controls.flatMap(({ problem }) => problem ?? []),
    ...profiles.flatMap(({ problems }) => problems),
  ];
  if (broken.length > 0) throw new ConfigurationError(broken);
  if (controls.length === 0) throw new ConfigurationError(['No control is meant by that.']);
  formatOf(command, { json: ENDINGS.json });
  const { leastPolicy } = await import('../least-policy');
  return leastPolicy(controls.flatMap(({ permissions }) => permissions));
}

function names(text: string): readonly string[] {
  const found = text.split(',').map((name) => name.trim());
  if (found.every((name) => name !== '')) return found;
  throw new InvalidArgumentError('expected names, comma-separated');
}

function severities(text: string): readonly Severity[] {
  return names(text).map((name) => {
    const known = SEVERITIES.find((severity) => severity === name);
    if (known) return known;
    throw new InvalidArgumentError(`expected some of ${SEVERITIES.join(', ')}, comma-separated`);
  });
}
