import { Command, CommanderError } from 'commander';
import packageJson from '../../../package.json';
import { ExpectedError, inWords, messageOf } from '../../report';
import { asGiven, givenByFlags, refuseUnknown } from '../../run';
import { outliveReaders } from '../jest/broken-pipe';
import { hearUncaught } from '../jest/uncaught';
import { beQuiet, guardOutput, warn } from '../output';
import { refuseUnwritable } from './out-file';
import { refuseInBundle } from './output';
import { flagsOf } from './setting-options';

/** The `iamspec` command with the subcommand that was typed, else with all: each is a file of `commands/`. */
export async function iamspec(): Promise<Command> {
  const program = new Command('iamspec')
    .description('Policy as code for the credentials of AWS IAM users.')
    .version(packageJson.version)
    .showHelpAfterError('(iamspec --help tells more)')
    .option('--quiet', 'only the verdict line and errors')
    .option('--no-color', 'no colours, as with NO_COLOR=1')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .hook('preAction', (root, command) => begin(root, command))
    .addHelpText(
      'after',
      `
Examples:
  iamspec demo                                    try it: no AWS account needed
  iamspec exec                                    audit the live account
  iamspec org                                     audit every account of an organization
  iamspec users                                   who has which credentials
  iamspec summary --report reports/latest         what to do first
  source <(npx iamspec complete bash)             completion; zsh, fish and powershell too`,
    );
  const [, , typed = ''] = process.argv;
  const wanted = Object.hasOwn(COMMANDS, typed) ? [typed] : Object.keys(COMMANDS);
  const meant = Object.hasOwn(OTHER_WORDS, typed) ? OTHER_WORDS[typed] : undefined;
  if (meant) program.error(`error: unknown command '${typed}'\n(Did you mean ${meant}?)`);
  for (const [group, names] of Object.entries(GROUPS)) {
    const own = program.commandsGroup(`${group}:`);
    for (const name of names.filter((each) => wanted.includes(each))) (await COMMANDS[name]())(own);
  }
  if (wanted.length > 1) (await import('./completion')).completion(program);
  return program;
}

const GROUPS = {
  Audit: ['exec', 'org', 'check', 'list', 'waive'],
  Read: ['users', 'due', 'triage', 'explain', 'summary', 'remediate', 'report'],
  Evidence: ['export', 'verify', 'verifier', 'history', 'diff', 'backtest', 'publish'],
  Tools: ['init', 'docs', 'upgrade', 'tools'],
} as const;

/** What other tools call these, which no spelling leads to. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  audit: 'exec',
  scan: 'exec',
  test: 'exec',
  run: 'exec',
  fix: 'remediate',
  compare: 'diff',
  validate: 'check',
  lint: 'check',
};

type Name = (typeof GROUPS)[keyof typeof GROUPS][number];

// Only the one that is typed is loaded: to load them all takes as long as many of them.
const COMMANDS: Readonly<Record<Name, () => Promise<(program: Command) => void>>> = {
  exec: async () => (await import('./commands/exec')).exec,
  org: async () => (await import('./commands/org')).org,
  check: async () => (await import('./commands/check')).check,
  list: async () => (await import('./commands/list')).list,
  waive: async () => (await import('./commands/waive')).waive,
  users: async () => (await import('./commands/users')).users,
  due: async () => (await import('./commands/due')).due,
  triage: async () => (await import('./commands/triage')).triage,
  explain: async () => (await import('./commands/explain')).explain,
  summary: async () => (await import('./commands/summary')).summary,
  remediate: async () => (await import('./commands/remediate')).remediate,
  report: async () => (await import('./commands/report')).report,
  export: async () => (await import('./commands/export')).exportEvidence,
  verify: async () => (await import('./commands/verify')).verify,
  verifier: async () => (await import('./commands/verifier')).verifier,
  history: async () => (await import('./commands/history')).history,
  diff: async () => (await import('./commands/diff')).diff,
  backtest: async () => (await import('./commands/backtest')).backtest,
  publish: async () => (await import('./commands/publish')).publish,
  init: async () => (await import('./commands/init')).init,
  docs: async () => (await import('./commands/docs')).docs,
  upgrade: async () => (await import('./commands/upgrade')).upgrade,
  tools: async () => (await import('./commands/tools')).tools,
};

// Before the work is done, rather than after.
function begin(root: Command, command: Command): void {
  const { quiet = false, color } = root.opts<{
    readonly quiet?: boolean;
    readonly color: boolean;
  }>();
  beQuiet(quiet);
  if (!color) process.env.NO_COLOR = '1';
  givenByFlags(flagsOf(command));
  // Whatever is wrong with its settings, `exec` leaves evidence of it.
  if (command.name() !== 'exec') refuseUnknown(process.env);
  const { out, pseudonymize }: Readonly<Record<string, unknown>> = command.opts();
  for (const [flag, path] of Object.entries({ out, pseudonymize })) {
    if (typeof path !== 'string') continue;
    refuseUnwritable(`--${flag}`, path);
    refuseInBundle(path);
  }
}

/** Runs the command. What could not be done ends with exit code 2, as everywhere. */
export async function main(argv: readonly string[]): Promise<void> {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  guardOutput();
  outliveReaders();
  hearUncaught((_, error) => {
    sayFailure(error);
    process.exit(2);
  });
  try {
    await (await iamspec()).parseAsync([...argv]);
  } catch (error) {
    process.exitCode = 2;
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) process.exitCode = 0;
      return;
    }
    sayFailure(withMissing(error, argv));
  }
}

// What few need is not installed with iamspec.
function withMissing(error: unknown, [, , command]: readonly string[]): unknown {
  const [, found] = /^Cannot find module '([^']+)'/.exec(messageOf(error)) ?? [];
  const name = Object.keys(packageJson.peerDependencies).find((each) => each === found);
  if (name === undefined) return error;
  return new ExpectedError(
    `iamspec ${command} needs the package ${name}, which is not installed with it: npm install --save-dev ${name}`,
  );
}

function sayFailure(error: unknown): void {
  warn(`Could not be done: ${asGiven(inWords(error, packageJson.version))}`);
}
