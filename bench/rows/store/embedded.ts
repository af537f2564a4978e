import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';

const reachSchema = z.object({
  endpoint: z.string(),
  caCertificate: z.string(),
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
});
export type StoreReach = z.infer<typeof reachSchema>;

/** An embedded store in a process of its own, with the buckets `ours` and `theirs`. */
export async function startEmbedded(
  folder: string,
): Promise<{ readonly reach: StoreReach; readonly stop: () => void }> {
  const probe = join(import.meta.dirname, '..', '..', 'probes', 'store.ts');
  const store = spawn(process.execPath, [probe, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve, reject) => {
    let text = '';
    store.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text);
    });
    store.once('exit', (code) => reject(new Error(`the store ended with ${code} before it was ready`)));
  });
  return { reach: reachSchema.parse(JSON.parse(line)), stop: () => void store.kill() };
}
