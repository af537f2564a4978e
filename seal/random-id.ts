import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { idFromRandom } from '../core/ids.ts';

/** A new id of the kind that `schema` takes, such as `recordIdSchema`. */
export function randomId<Schema extends z.ZodType>(schema: Schema): z.output<Schema> {
  return schema.parse(idFromRandom(randomBytes(26)));
}
