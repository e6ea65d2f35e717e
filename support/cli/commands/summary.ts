import { type Command, Option } from 'commander';
import { auditAccount } from '../../audit';
import { summary as summaryText, writePrivateFile } from '../../evidence';
import { printOrWrite, say, terminal } from '../output';
import { addSettings, environmentOf, READING } from '../setting-options';

const FORMATS = ['text', 'json', 'markdown', 'prompt'] as const;

/** `iamspec summary`: prioritized findings and recommendations. */
export function summary(program: Command): void {
  const command = program
    .command('summary')
    .description('sum up an audit for people, tickets, programs or a language model')
    .addOption(new Option('--format <format>', 'how').choices(FORMATS).default('text'))
    .option(
      '--pseudonymize <key-file>',
      'replace names and account ids; the key stays in this file',
    )
    .option('--out <file>', 'write to a file')
    .addHelpText(
      'after',
      `
Examples:
  iamspec summary --report reports/latest
  iamspec summary --format markdown --out summary.md
  iamspec summary --format prompt --pseudonymize key.json --out prompt.txt

Exit code: as of exec.`,
    );
  addSettings(command, READING).action(async ({ format, pseudonymize: keyFile, out }) => {
    if (keyFile !== undefined && (format === 'text' || format === 'markdown')) {
      command.error('error: --pseudonymize goes with --format json or prompt');
    }
    const result = await auditAccount(environmentOf(command, process.env), say);
    if (format === 'text') printOrWrite(summaryText(result, { ...terminal(), evidence: [] }), out);
    else if (format === 'markdown') {
      const { summaryMarkdown } = await import('../../evidence/summary-markdown');
      printOrWrite(summaryMarkdown(result), out);
    } else {
      const { summaryJson } = await import('../../evidence/summary-json');
      const { summaryPrompt } = await import('../../evidence/prompt');
      const told = keyFile === undefined ? summaryJson(result) : await hidden(result, keyFile);
      const text = format === 'json' ? JSON.stringify(told, null, 2) : summaryPrompt(told);
      printOrWrite(text, out, keyFile === undefined);
    }
    process.exitCode = result.exitCode;
  });
}

async function hidden(result: Parameters<typeof summaryText>[0], keyFile: string) {
  const { summaryJson } = await import('../../evidence/summary-json');
  const { pseudonymize } = await import('../../evidence/pseudonymize');
  const { summary: told, key } = pseudonymize(summaryJson(result));
  writePrivateFile(keyFile, `${JSON.stringify(key, null, 2)}\n`);
  say(`The key to the pseudonyms is in ${keyFile} (readable by you only). Do not hand it on.`);
  return told;
}
