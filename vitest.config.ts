import { defineConfig } from 'vitest/config';

/** What measures or drives the machine as a whole: one file at a time, after the rest, so that nothing else takes its time. */
const alone = [
  'test/journeys/**/*.test.ts',
  'test/security/**/*.test.ts',
  'test/faults/**/*.test.ts',
  'test/bucket/ceph.test.ts',
];

/** `unit` runs two files at a time; `alone` one. `scripts/test.ts` runs them one after the other. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: alone,
          maxWorkers: 2,
          // A worker keeps what it loaded, and its browser, from file to file.
          isolate: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'alone',
          include: alone,
          fileParallelism: false,
          maxWorkers: 1,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
