import type { Command } from 'commander';

/** The commands that are programs of their own: their arguments are passed on as they are. */
export function tools(program: Command): void {
  program
    .command('demo')
    .description('audit a made-up account: needs no AWS account')
    .action(() => start([], () => import('../../../local-iam/demo')));
  program
    .command('local-iam')
    .description('serve the made-up account, or a report of yours, to any AWS SDK or CLI')
    .option('--port <number>', 'where to listen (default: any free port)')
    .option('--report <file>', 'a credential report as CSV')
    .option('--generated-time <instant>', 'when that report was generated')
    .option('--organization', 'a made-up organization of 12 accounts, for iamspec org')
    .action((_, { args, parent }: Command) => {
      const given = parent?.args.slice(1) ?? args;
      return start(given, () => import('../../../local-iam/main'));
    });
  program
    .command('new-control')
    .description('begin a control of your own: its file and its samples')
    .argument('[id...]', 'what it is called, such as certificate-user-mfa')
    .action((ids: readonly string[]) => start(ids, () => import('../new-control')));
}

async function start(args: readonly string[], load: () => Promise<unknown>): Promise<void> {
  process.argv = [...process.argv.slice(0, 2), ...args];
  await load();
}
