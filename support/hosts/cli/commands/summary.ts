import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Command } from 'commander';
import { writeNewFile } from '../../../bundle';
import { ConfigurationError } from '../../../control';
import { type AuditResult, summaryJson } from '../../../result';
import type { GivenSettings } from '../../../run';
import { auditWithPlainTests } from '../../jest/audit-with-plain-tests';
import { addFormats, ENDINGS, formatOf } from '../out-file';
import { isQuiet, printOrWrite, say, terminal } from '../output';
import { addSettings, READING, settingsFrom } from '../setting-options';

const FORMATS = {
  text: ENDINGS.text,
  json: ENDINGS.json,
  markdown: ENDINGS.markdown,
  prompt: ENDINGS.text,
};

/** `iamspec summary`: prioritized findings and recommendations. */
export function summary(program: Command): void {
  const command = program
    .command('summary')
    .description('sum up an audit for people, tickets, programs or a language model')
    .option(
      '--pseudonymize <key-file>',
      'replace names and account ids; the key stays in this file',
    )
    .addHelpText(
      'after',
      `
Examples:
  iamspec summary --report reports/latest
  iamspec summary --out summary.md
  iamspec summary --format prompt --pseudonymize key.json --out prompt.txt

Exit code: that of exec.`,
    );
  addSettings(addFormats(command, FORMATS), READING).action(
    async ({ pseudonymize: keyFile, out }) => {
      const format = formatOf(command, FORMATS);
      if (keyFile !== undefined && (format === 'text' || format === 'markdown')) {
        command.error('error: --pseudonymize goes with --format json or prompt');
      }
      if (keyFile !== undefined) refuseKeyFile(keyFile, out);
      const given = settingsFrom(command);
      const result = await auditWithPlainTests(given, say);
      if (format === 'text') {
        const drawn = { ...terminal(out), quiet: out === undefined && isQuiet() };
        const { summary: summaryText } = await import('../../../formats');
        const text = summaryText(result, { ...drawn, evidence: [], bundle: bundleIn(given) });
        printOrWrite(text, out, drawn);
      } else if (format === 'markdown') {
        const { summaryMarkdown } = await import('../../../formats');
        printOrWrite(summaryMarkdown(result), out);
      } else {
        const { summaryPrompt } = await import('../../../formats');
        const told = keyFile === undefined ? summaryJson(result) : await hidden(result, keyFile);
        const text = format === 'json' ? JSON.stringify(told, null, 2) : summaryPrompt(told);
        printOrWrite(text, out, { holdsNames: keyFile === undefined });
      }
      process.exitCode = result.exitCode;
    },
  );
}

// What was typed is shorter than the directory that it leads to.
function bundleIn({ settings: { report } }: GivenSettings): string | undefined {
  if (report === undefined) return undefined;
  return statSync(report, { throwIfNoEntry: false })?.isDirectory() ? report : undefined;
}

function refuseKeyFile(keyFile: string, out: string | undefined): void {
  if (existsSync(keyFile)) {
    throw new ConfigurationError([
      `${keyFile} exists. It may be the key to an earlier summary, which would be lost: name a new file.`,
    ]);
  }
  if (out !== undefined && fileOf(out) === fileOf(keyFile)) {
    throw new ConfigurationError([
      '--pseudonymize and --out name the same file, but the key must not go where the summary goes.',
    ]);
  }
}

// Some file systems do not tell capitals from small letters.
function fileOf(path: string): string {
  const directory = existsSync(dirname(path)) ? realpathSync(dirname(path)) : dirname(path);
  return join(directory, basename(path)).toLowerCase();
}

async function hidden(result: AuditResult, keyFile: string) {
  const { pseudonymize } = await import('../../../formats');
  const { summary: told, key } = pseudonymize(summaryJson(result));
  writeNewFile(keyFile, `${JSON.stringify(key, null, 2)}\n`);
  say(`The key to the pseudonyms is in ${keyFile} (readable by you only). Do not hand it on.`);
  return told;
}
