import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { isActivityName } from '../../bucket/layout.ts';
import { type ChainEntry, checkObject, fault } from '../../core/day/chain.ts';
import type { ChainFault } from '../../core/day/chain-report.ts';
import type { Opener } from '../../seal/age.ts';
import { usualBudget } from './day-budget.ts';

const decompress = promisify(gunzip);

type Opened<T> = { readonly value: T } | { readonly fault: ChainFault };

/** The content of the chain's `entry`, verified, opened with the day's key, unpacked. */
export async function openObject(entry: ChainEntry, bytes: Uint8Array, opener: Opener): Promise<Opened<Uint8Array>> {
  const wrong = checkObject(entry, bytes);
  if (wrong !== null) return { fault: wrong };
  const plain = await opener(bytes);
  if (plain === null) return { fault: fault('unreadable', entry.name) };
  if (!isActivityName(entry.name)) return { value: plain };
  try {
    return { value: await decompress(plain, { maxOutputLength: usualBudget.segmentBytes }) };
  } catch {
    return { fault: fault('unreadable', entry.name) };
  }
}
