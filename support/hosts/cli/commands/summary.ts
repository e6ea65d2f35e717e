import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Command, Option } from 'commander';
import { writeNewFile } from '../../../bundle';
import { ConfigurationError } from '../../../control';
import { type AuditResult, summaryJson } from '../../../result';
import { auditWithPlainTests } from '../../jest/audit-with-plain-tests';
import { ENDINGS, formatOf } from '../out-file';
import { printOrWrite, say, terminal } from '../output';
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
    .addOption(new Option('--format <format>', 'how').choices(Object.keys(FORMATS)).default('text'))
    .option(
      '--pseudonymize <key-file>',
      'replace names and account ids; the key stays in this file',
    )
    .option('--out <file>', 'write to a file: its ending says the format')
    .addHelpText(
      'after',
      `
Examples:
  iamspec summary --report reports/latest
  iamspec summary --out summary.md
  iamspec summary --format prompt --pseudonymize key.json --out prompt.txt

Exit code: that of exec.`,
    );
  addSettings(command, READING).action(async ({ pseudonymize: keyFile, out }) => {
    const format = formatOf(command, FORMATS);
    if (keyFile !== undefined && (format === 'text' || format === 'markdown')) {
      command.error('error: --pseudonymize goes with --format json or prompt');
    }
    if (keyFile !== undefined) refuseKeyFile(keyFile, out);
    const result = await auditWithPlainTests(settingsFrom(command), say);
    if (format === 'text') {
      const { colors } = terminal(out);
      const { summary: summaryText } = await import('../../../formats');
      printOrWrite(summaryText(result, { colors, evidence: [] }), out, { colors });
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
  });
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
