import { promises } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import { sharpEncoder } from '../../agent/screenshot/encode-sharp.ts';
import { maskShot } from '../../agent/screenshot/shot-masking.ts';
import { Vault } from '../../agent/vault/vault.ts';
import { unwrap } from '../../core/result.ts';
import { keyPairOf, readIdentityFile } from '../../seal/age.ts';
import { keeperOf } from '../fixtures/agent/keepers.ts';
import { type Errand, errandSchema } from './removal-errand.ts';

/** A process that removes a span, or covers a picture, in a vault that is there; on the way it may kill itself before any of its steps. */
const errand = errandSchema.parse(JSON.parse(process.argv[2] ?? ''));
const steps = { isArmed: false, taken: 0 };

/** Every call that changes a file or the database is a step. */
function step(): void {
  if (!steps.isArmed) return;
  steps.taken++;
  if (steps.taken === errand.dieBefore) process.kill(process.pid, 'SIGKILL');
}

function counting<T extends object>(target: T, ...names: (keyof T)[]): void {
  for (const name of names) {
    const original = target[name];
    if (typeof original !== 'function') throw new Error(`no ${String(name)} to count`);
    const counted = function (this: unknown, ...args: unknown[]): unknown {
      step();
      return original.apply(this, args);
    };
    Object.defineProperty(target, name, { value: counted, configurable: true, writable: true });
  }
}

async function countSteps(): Promise<void> {
  const handle = await promises.open(import.meta.filename);
  counting(Object.getPrototypeOf(handle), 'writeFile', 'sync');
  await handle.close();
  counting(promises, 'open', 'rename', 'rm');
  counting(DatabaseSync.prototype, 'exec');
  counting(StatementSync.prototype, 'run', 'all');
  syncBuiltinESMExports();
}

async function carryOut({ folder, identity, work }: Errand): Promise<string> {
  const read = readIdentityFile(Buffer.from(identity));
  if (read === null) throw new Error('no identity');
  const vault = unwrap(Vault.open(folder));
  const keeper = await keeperOf(vault, { employee: await keyPairOf(read), holdMs: () => 3_600_000 });
  const encoder = await sharpEncoder();
  await countSteps();
  steps.isArmed = true;
  process.stdout.write('begun\n');
  const done =
    work.kind === 'remove'
      ? await keeper.removeSpan(work.span, work.at)
      : await maskShot({ vault, keeper, encoder: async () => encoder }, work.id, [work.part]);
  return done.ok ? 'ok' : done.problem.code;
}

process.stdout.write(`done ${await carryOut(errand)} in ${steps.taken} steps\n`);
// Until it is killed.
setInterval(() => {}, 60_000);
