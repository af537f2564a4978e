import { type ViewerId, viewerIdSchema } from '../../../core/ids.ts';
import { partsOfHash, useHash } from '../../parts/use-hash.ts';

/** The pages that the navigation leads to. */
export const adminPages = ['people', 'viewers', 'settings', 'log', 'administrators'] as const;
export type AdminPage = (typeof adminPages)[number];

/** A place in the administrator's window. It names nobody: addresses stay in a browser's history. */
export type AdminRoute =
  | { readonly page: AdminPage }
  /** Whose access is changed. */
  | { readonly page: 'access'; readonly viewer: ViewerId };

/** Where an address leads; to the people where it makes no sense. */
export function adminRouteOf(hash: string): AdminRoute {
  const [page, first = ''] = partsOfHash(hash);
  const viewer = viewerIdSchema.safeParse(first);
  if (page === 'access') return viewer.success ? { page, viewer: viewer.data } : { page: 'viewers' };
  return { page: adminPages.find((each) => each === page) ?? 'people' };
}

/** Where the address leads now. */
export function useAdminRoute(): AdminRoute {
  return adminRouteOf(useHash().join('/'));
}
