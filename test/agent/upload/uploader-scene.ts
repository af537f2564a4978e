import { onTestFinished } from 'vitest';
import { Uploader } from '../../../agent/upload/uploader.ts';
import type { Vault } from '../../../agent/vault/vault.ts';
import { unwrap } from '../../../core/result.ts';
import { newObject } from '../../fixtures/agent/vaults.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';

/** An uploader at an instant that the test moves. */
export function startUploader(vault: Vault, store = new MemoryStore()) {
  const time = { now: 1_000 };
  const { outbox } = vault;
  const waiting: (() => void)[] = [];
  const nextChange = () => new Promise<void>((done) => waiting.push(done));
  const uploader = new Uploader({
    folder: vault.folder,
    outbox,
    store,
    clock: { now: () => time.now },
    random: () => 0.5,
    onChange: () => {
      for (const done of waiting.splice(0)) done();
    },
  });
  onTestFinished(() => uploader.stop());
  return { uploader, outbox, store, time, nextChange };
}
export const add = async (vault: Vault, ...names: string[]) => {
  for (const name of names) unwrap(await vault.addObject(newObject(name)));
};
