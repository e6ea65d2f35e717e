import { dirname, join, relative, resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { ConfigurationError } from '../../../control';
import type { OrganizationRun, WriteBundle } from '../../../organization';
import { type GivenSettings, readKey, type Settings } from '../../../run';
import { isQuiet, print, say, terminal } from '../output';
import { progressDisplay } from '../progress-display';
import { addSettings, append, settingsFrom, settingsOf } from '../setting-options';

const EXAMPLES = `
Examples:
  iamspec org                                            every account of the organization
  iamspec org --role-name audit/iamspec --external-id x  with a role of your own
  iamspec org --ou Root/Workloads --exclude 'sandbox-*'  a part of it
  iamspec org --accounts accounts.csv --concurrency 32   without asking AWS Organizations
  iamspec org --profile-map profiles.yaml                a profile for each unit or tag
  iamspec org --resume                                   go on after an interruption

Ctrl-C finishes the accounts that are begun; a second one stops at once. Either way --resume goes
on where it ended, and tries again what could not be read.

Exit code: 0 policy held in every account, 1 broken in some, 2 some could not be checked.`;

interface Flags {
  readonly accounts?: string;
  readonly ou?: readonly string[];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly profileMap?: string;
  readonly roleName: string;
  readonly externalId?: string;
  readonly sessionTag?: Readonly<Record<string, string>>;
  readonly concurrency: number;
  readonly resume?: string | true;
}

/** `iamspec org`: audits all accounts of an AWS organization. */
export function org(program: Command): void {
  const command = program
    .command('org')
    .description('audit every account of an AWS organization')
    .option('--accounts <file>', 'audit these: ids, a CSV or what list-accounts prints')
    .option('--ou <unit>', 'only this unit and those below: id or path (repeatable)', append)
    .option(
      '--include <pattern>',
      'only these: id, name with * or tag:key=value (repeatable)',
      append,
    )
    .option('--exclude <pattern>', 'not these (repeatable)', append)
    .option('--profile-map <file>', 'which profile is for which account, unit or tag (YAML)')
    .option('--role-name <name>', 'the role to assume in each account', 'iamspec-member')
    .option('--external-id <id>', 'what the role asks for')
    .option('--session-tag <key=value>', 'tags of the role session (repeatable)', appendTag)
    .option('--concurrency <number>', 'accounts at a time', parseConcurrency, 16)
    .option('--resume [run]', 'go on with a run: its id (default: the latest)')
    .addHelpText('after', EXAMPLES);
  // A bundle is of one account.
  const policy = settingsOf('policy', 'live').filter((name) => name !== 'since');
  addSettings(command, policy);
  // A page that leads to the pages of the accounts needs their bundles.
  const evidence = settingsOf('evidence').filter(
    (name) => name !== 'evidence' && name !== 'previous',
  );
  addSettings(command, evidence).action(async (flags: Flags) => {
    const result = await audit(flags, settingsFrom(command));
    await report(result);
    process.exitCode = result.exitCode;
  });
}

async function audit(flags: Flags, given: GivenSettings): Promise<OrganizationRun> {
  const { accounts, ou = [], include = [], exclude = [], profileMap, concurrency, resume } = flags;
  const { runOrganization } = await import('../../../organization');
  const writeBundle = await bundleWriter(given.settings);
  const display = isQuiet() ? NO_DISPLAY : progressDisplay(process.stderr);
  const signals = interruptible(display.end);
  try {
    return await runOrganization({
      given,
      directory: resolve(given.settings.reportsDir, 'organization'),
      role: {
        name: flags.roleName,
        externalId: flags.externalId,
        sessionTags: flags.sessionTag,
      },
      accountsFile: accounts,
      units: ou,
      include,
      exclude,
      profileMap,
      concurrency,
      resume,
      writeBundle,
      progress: display.show,
      ...signals,
    });
  } finally {
    signals.end();
    display.end();
  }
}

const NO_DISPLAY = { show: () => {}, end: () => {} };

async function bundleWriter({ sign, evidence }: Settings): Promise<WriteBundle> {
  if (evidence === 'junit') {
    throw new ConfigurationError([
      'IAMSPEC_EVIDENCE is "junit", but an organization’s page leads to the page of each account. Unset it.',
    ]);
  }
  const { findEarlier, withChanges, withPrevious, writeBundle } = await import('../../../bundle');
  let key: string | undefined;
  return async (root, result) => {
    // Once, and only after the plan has tried it: a key that cannot sign ends the run with evidence.
    key ??= readKey(sign);
    const account = result.audited?.report.accountId;
    if (account === undefined) return writeBundle(root, result, key);
    const own = join(root, account);
    const found = await findEarlier(own, result);
    return writeBundle(root, withPrevious(withChanges(result, found), own, found.earlier), key);
  };
}

// The first Ctrl-C aborts `signal`, the second `abort`; a third ends the process.
function interruptible(clearLine: () => void) {
  const [stop, cut] = [new AbortController(), new AbortController()];
  const end = () => {
    for (const name of NAMES) process.off(name, interrupt);
  };
  function interrupt(): void {
    clearLine();
    if (stop.signal.aborted) {
      cut.abort();
      end();
      return;
    }
    say('Interrupted: finishing the accounts that are begun. Ctrl-C again stops at once.');
    stop.abort();
  }
  for (const name of NAMES) process.on(name, interrupt);
  return { signal: stop.signal, abort: cut.signal, end };
}

const NAMES = ['SIGINT', 'SIGTERM'] as const;

async function report(run: OrganizationRun): Promise<void> {
  const { organizationText } = await import('../../../formats');
  const { FILES } = await import('../../../organization');
  // The page and the JUnit of the latest run lie where people and CI look.
  const organization = dirname(dirname(run.directory));
  const paths = [join(organization, FILES.page), join(organization, FILES.junit), run.directory];
  const evidence = paths.map((path) => relative(process.cwd(), path));
  const text = organizationText(run, { ...terminal(), quiet: isQuiet(), evidence });
  print(text, terminal().colors);
}

function appendTag(value: string, former: Flags['sessionTag'] = {}): Flags['sessionTag'] {
  const [, key, content] = /^([^=]+)=(.*)$/s.exec(value) ?? [];
  if (key === undefined || content === undefined) {
    throw new InvalidArgumentError('expected key=value');
  }
  return { ...former, [key]: content };
}

function parseConcurrency(value: string): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= 1 && number <= 256) return number;
  throw new InvalidArgumentError('expected a number from 1 to 256');
}
