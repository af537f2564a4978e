import { z } from 'zod';
import type { StoreGrant } from '../auth/authorisation.ts';

/** What the calls about a bucket's rules have in common: `/<bucket>?lifecycle`, for an owner. */
export const ofLifecycle = {
  path: 'bucket',
  isMeant: (query: ReadonlyMap<string, string>) => query.has('lifecycle'),
  query: z.object({ lifecycle: z.literal('') }),
  mayAsk: ({ grant }: { readonly grant: StoreGrant }) => grant.role === 'owner',
} as const;
