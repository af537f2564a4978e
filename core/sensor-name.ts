import { z } from 'zod';

export const sensorNames = ['active-window', 'input-counts', 'input-seconds', 'presence', 'screen'] as const;
export const sensorNameSchema = z.enum(sensorNames);
export type SensorName = z.infer<typeof sensorNameSchema>;
