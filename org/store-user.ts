import { z } from 'zod';

/** A user at the bucket's provider, as policies write it. An option asks for it too. */
export const storeUserSchema = z.string().regex(/^[\w+=,.@-]{1,64}$/);
