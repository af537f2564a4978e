import type { Problem, ProblemCode } from '../core/problem.ts';

const refusedCredentials: ReadonlySet<ProblemCode> = new Set([
  'store-credential-expired',
  'store-credential-unknown',
  'store-credential-secret',
  'store-region',
]);

/** What is the same whichever object is asked for. */
const aboutStore: ReadonlySet<ProblemCode> = new Set([
  'store-unreachable',
  'store-unreachable-by-proxy',
  'store-proxy-refuses',
  'store-closed',
  'store-cut',
  'store-certificate',
  'store-certificate-date',
  'store-certificate-name',
  'store-clock',
  'store-no-bucket',
  ...refusedCredentials,
]);

/** Whether the store answers nobody, or not with this credential. */
export function isStoreAway({ code }: Problem): boolean {
  return aboutStore.has(code);
}

/** Whether nothing more is to be had of the store now, whatever is asked for: then there is no part of the truth to be told. */
export function isOutage(problem: Problem): boolean {
  return isStoreAway(problem) || problem.code === 'cancelled';
}

/** Whether asking the store failed, for whatever reason; anything else is about what was found in it, or was not. */
export function isOfStore({ code }: Problem): boolean {
  return code.startsWith('store-') || code === 'cancelled';
}

export function isCredentialRefused({ code }: Problem): boolean {
  return refusedCredentials.has(code);
}
