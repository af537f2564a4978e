import { randomBytes } from 'node:crypto';
import { idFromRandom, personIdSchema } from '../../../core/ids.ts';
import { problem } from '../../../core/problem.ts';

export const prefix = 'office/';
export const newId = () => idFromRandom(randomBytes(26));
export const person = personIdSchema.parse(newId());
export const denied = problem('store-denied', { accessKeyId: 'PSKEY', object: 'day.age', bucket: 'plainsight' });
export const silent = problem('cancelled');
export const gone = problem('object-missing', { object: 'day.age', bucket: 'plainsight' });
export const hour = 3_600_000;
