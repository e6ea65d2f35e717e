import { Command, CommanderError } from 'commander';
import packageJson from '../../../package.json';
import { ExpectedError, inWords, messageOf } from '../../report';
import { asGiven, givenByFlags, refuseUnknown } from '../../run';
import { outliveReaders } from '../jest/broken-pipe';
import { hearUncaught } from '../jest/uncaught';
import { guardOutput, say } from '../output';
import { check } from './commands/check';
import { diff } from './commands/diff';
import { docs } from './commands/docs';
import { exec } from './commands/exec';
import { explain } from './commands/explain';
import { init } from './commands/init';
import { list } from './commands/list';
import { org } from './commands/org';
import { publish } from './commands/publish';
import { remediate } from './commands/remediate';
import { report } from './commands/report';
import { summary } from './commands/summary';
import { tools } from './commands/tools';
import { upgrade } from './commands/upgrade';
import { users } from './commands/users';
import { verify } from './commands/verify';
import { completion } from './completion';
import { refuseUnwritable } from './out-file';
import { refuseInBundle } from './output';
import { flagsOf } from './setting-options';

/** The `iamspec` command: each subcommand is a file of `commands/`. */
export function iamspec(): Command {
  const program = new Command('iamspec')
    .description('Policy as code for the credentials of AWS IAM users.')
    .version(packageJson.version)
    .showHelpAfterError('(iamspec --help tells more)')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .hook('preAction', (_, command) => begin(command))
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
  const audit = program.commandsGroup('Audit:');
  for (const add of [exec, org, check, list]) add(audit);
  const read = program.commandsGroup('Read:');
  for (const add of [users, explain, summary, remediate, report]) add(read);
  const evidence = program.commandsGroup('Evidence:');
  for (const add of [verify, diff, publish]) add(evidence);
  const own = program.commandsGroup('Tools:');
  init(own);
  docs(own);
  upgrade(own);
  tools(own);
  completion(program);
  return program;
}

// Before the work is done, rather than after.
function begin(command: Command): void {
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
    await iamspec().parseAsync([...argv]);
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
  say(`Could not be done: ${asGiven(inWords(error, packageJson.version))}`);
}
