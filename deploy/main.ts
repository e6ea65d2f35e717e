import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll } from './build';

const OUT = join(__dirname, 'dist');

async function main(): Promise<void> {
  await buildAll(OUT);
  const files = readdirSync(join(OUT, 'lambda'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => statSync(join(parentPath, name)).size);
  const bytes = files.reduce((sum, size) => sum + size, 0);
  process.stdout.write(
    `${OUT}: the functions are ${(bytes / 1e6).toFixed(1)} MB, ${files.length} files\n`,
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
