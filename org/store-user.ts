import { z } from 'zod';

/** A name of a user at the bucket's provider, as policies write it. Apart from the administration: an option asks for it too. */
export const storeUserSchema = z.string().regex(/^[\w+=,.@-]{1,64}$/);
