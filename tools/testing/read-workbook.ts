import { execFileSync } from 'node:child_process';

// In a process of its own: it is ES modules alone, which Jest cannot load.
const READ = `
import { readXlsx } from 'hucre/xlsx';
import { readFileSync } from 'node:fs';
const { sheets } = await readXlsx(readFileSync(0));
process.stdout.write(JSON.stringify(sheets.map(({ name, rows }) => [name, rows])));
`;

/** The rows of each sheet of an Excel workbook, by its name, as another library reads them. */
export function readWorkbook(workbook: Uint8Array): Readonly<Record<string, unknown[][]>> {
  const read = ['--input-type=module', '--eval', READ];
  const options = { input: workbook, encoding: 'utf8', maxBuffer: 1e9, cwd: __dirname } as const;
  return Object.fromEntries(JSON.parse(execFileSync(process.execPath, read, options)));
}
