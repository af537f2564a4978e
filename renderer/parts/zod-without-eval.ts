import { config } from 'zod';

// Imported first by each entry: zod otherwise tries `new Function` while schemas are made, which the pages' policy
// forbids and reports.
config({ jitless: true });
