import { z } from 'zod';

/** What sensors may record: what the sign on the screen tells of. */
export const recordedPurposes = ['apps', 'titles', 'websites', 'input-counts', 'presence', 'screenshots'] as const;

/**
 * What may be recorded or handed in, one purpose at a time. Each is agreed to, refused and withdrawn
 * on its own, and everything works with any of them refused (GDPR Art. 5(1)(b), 7(4)). Of
 * `timesheets` nothing is recorded: the person writes a week and hands it in.
 */
export const purposes = [...recordedPurposes, 'timesheets'] as const;

export const purposeSchema = z.enum(purposes);

export type Purpose = z.infer<typeof purposeSchema>;
export type RecordedPurpose = (typeof recordedPurposes)[number];
