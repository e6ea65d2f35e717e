import { readFileSync, statSync } from 'node:fs';
import tab from '@bomb.sh/tab/commander';
import type { Command } from 'commander';
import { BundleFiles } from '../../bundle';
import { parseReport, readSavedReport, resolveAsOf } from '../../report';
import { FORMAT_NAMES } from '../../result';
import { profileNames } from '../../run';
import { allowTabs, writeAsIs } from '../output';
import { npxCompletion } from './npx-completion';

/** Adds `iamspec complete`: commands and flags, and the names of profiles and users. */
export function completion(program: Command): void {
  if (process.argv[2] === 'complete') allowTabs();
  const root = tab(program);
  const setup = root.setup.bind(root);
  // Who runs iamspec by npx has no command of that name.
  const isNpx = process.env.npm_command === 'exec';
  root.setup = (name, executable, shell) => {
    setup(name, isNpx ? `npx ${name}` : executable, shell);
    writeAsIs(process.stdout, npxCompletion(shell));
  };
  for (const { options, arguments: given } of root.commands.values()) {
    for (const each of [options.get('profile'), given.get('profile')]) {
      if (each) each.handler = (complete) => offer(profiles(), complete);
    }
    const format = given.get('format');
    if (format) format.handler = (complete) => offer(FORMAT_NAMES, complete);
    for (const user of [given.get('user'), options.get('user')]) {
      if (user) user.handler = (complete) => offer(users(), complete);
    }
  }
}

// The shell's script evaluates what it is offered: nothing may be more than a word.
const WORD = /^[\w+=,.@-]+$/;

function offer(
  words: readonly string[],
  complete: (value: string, description: string) => void,
): void {
  for (const word of words) if (WORD.test(word)) complete(word, '');
}

// Those that stand before a comma are kept.
function profiles(): readonly string[] {
  const typed = process.argv.at(-1) ?? '';
  const [, former = ''] = /^(?:--profile=)?(.*,)?[^,]*$/.exec(typed) ?? [];
  return profileNames().map((name) => `${former}${name}`);
}

function users(): readonly string[] {
  const path = savedReport();
  if (path === undefined) return [];
  try {
    const isBundle = statSync(path).isDirectory();
    const bytes = isBundle ? new BundleFiles(path).bytes('report.csv') : readFileSync(path);
    const saved = readSavedReport(bytes);
    const snapshot = { content: saved.content, caller: undefined };
    const report = parseReport(snapshot, resolveAsOf(saved, undefined, Date.now()));
    return ['root', ...report.users.map(({ name }) => name)];
  } catch {
    // A command line that is being typed is no place for errors.
    return [];
  }
}

function savedReport(): string | undefined {
  const { argv, env } = process;
  const at = argv.lastIndexOf('--report');
  const path = at === -1 ? env.IAMSPEC_REPORT : argv[at + 1];
  return path === '-' ? undefined : path;
}
