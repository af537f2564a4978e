import { z } from 'zod';

/**
 * What may be recorded, one purpose at a time. Each is agreed to, refused and withdrawn on its own,
 * and everything works with any of them refused (GDPR Art. 5(1)(b), 7(4)).
 */
export const purposes = ['apps', 'titles', 'websites', 'input-counts', 'presence', 'screenshots'] as const;

export const purposeSchema = z.enum(purposes);

export type Purpose = z.infer<typeof purposeSchema>;
