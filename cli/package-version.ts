import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const packageSchema = z.object({ version: z.string() });

/** Of this program, as its package says. */
export function packageVersion(): string {
  const path = fileURLToPath(new URL('../package.json', import.meta.url));
  return packageSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).version;
}
