import { deviceGrant, viewerGrant } from '../../../../bucket/rights.ts';
import { deviceIdSchema, idFromRandom, personIdSchema, viewerIdSchema } from '../../../../core/ids.ts';

export const person = personIdSchema.parse(idFromRandom(new Uint8Array(26).fill(1)));
export const other = personIdSchema.parse(idFromRandom(new Uint8Array(26).fill(2)));
export const viewerId = viewerIdSchema.parse(idFromRandom(new Uint8Array(26).fill(3)));
export const deviceId = deviceIdSchema.parse(idFromRandom(new Uint8Array(26).fill(4)));
export const device = deviceGrant({ bucket: 'b', prefix: 'office/' }, person, deviceId);
export const viewer = viewerGrant({ bucket: 'b', prefix: 'office/' }, viewerId, [person]);
export const own = `office/people/${person}/`;
export const ownDays = `office/days/${person}/`;
