import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OfficeReach } from './bucket/open-store.ts';
import { type OfficePlan, type OfficeSize, planOffice } from './plan.ts';

/** A made-up office whose store runs in another process. */
export interface LargeOffice extends OfficeReach {
  readonly plan: OfficePlan;
}

const running = new Map<string, Promise<LargeOffice>>();
const closing: (() => void)[] = [];

/** The office of that size, made the first time that it is asked for in this run. */
export function largeOffice(size: OfficeSize): Promise<LargeOffice> {
  const name = JSON.stringify([size.people, size.days, size.seed, size.months]);
  const known = running.get(name) ?? start(size);
  running.set(name, known);
  return known;
}

/** Ends the stores of every office and removes what they kept. */
export function closeLargeOffices(): void {
  for (const close of closing.splice(0)) close();
  running.clear();
}

async function start(size: OfficeSize): Promise<LargeOffice> {
  const folder = mkdtempSync(join(tmpdir(), 'plainsight-bench-'));
  const probe = join(import.meta.dirname, '..', 'probes', 'large-office.ts');
  const { people, days, seed, months = false } = size;
  const store = spawn(process.execPath, [probe, folder, String(people), String(days), seed, String(months)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  closing.push(() => {
    store.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const reach = await new Promise<OfficeReach>((resolve, reject) => {
    let text = '';
    store.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(JSON.parse(text));
    });
    store.once('exit', (code) => reject(new Error(`the office’s store ended with ${code} before it was ready`)));
  });
  return { ...reach, plan: planOffice(size) };
}
