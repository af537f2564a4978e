import { deviceGrant, viewerGrant } from '../../../../bucket/rights.ts';
import { deviceIdSchema, idFromRandom, personIdSchema, viewerIdSchema } from '../../../../core/ids.ts';

export const person = personIdSchema.parse(idFromRandom(new Uint8Array(26).fill(1)));
export const other = personIdSchema.parse(idFromRandom(new Uint8Array(26).fill(2)));
export const viewerId = viewerIdSchema.parse(idFromRandom(new Uint8Array(26).fill(3)));
export const deviceId = deviceIdSchema.parse(idFromRandom(new Uint8Array(26).fill(4)));
export const device = deviceGrant('b', 'office/', person, deviceId);
export const viewer = viewerGrant('b', 'office/', viewerId, [person]);
export const own = `office/people/${person}/`;
