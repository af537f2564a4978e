import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An office of one whose store is another process (bench/probes/office.ts), in a folder of its own. `enrolment` is what it gave to its person. */
export async function openOfficeOfOne(): Promise<{ folder: string; enrolment: unknown; close: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'plainsight-bench-'));
  const store = spawn(process.execPath, [join(import.meta.dirname, 'probes', 'office.ts'), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const close = (): void => {
    store.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const enrolment = await new Promise<unknown>((resolve, reject) => {
      let text = '';
      store.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (text.includes('\n')) resolve(JSON.parse(text));
      });
      store.once('exit', (code) => reject(new Error(`the office ended with ${code} before it was ready`)));
    });
    return { folder, enrolment, close };
  } catch (error) {
    close();
    throw error;
  }
}
