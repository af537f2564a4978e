import fc from 'fast-check';
import type { Purpose } from '../../../core/organisation/purpose.ts';

export const noon = Date.parse('2026-06-01T12:00:00Z');

export const purpose = fc.constantFrom<Purpose>('apps', 'presence', 'input-counts', 'screenshots');
