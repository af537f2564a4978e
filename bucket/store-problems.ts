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

export function isCredentialRefused({ code }: Problem): boolean {
  return refusedCredentials.has(code);
}
