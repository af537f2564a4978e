import { relative } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** These compare with what another program saw at the same moment: four at a time, which mostly wait, when nothing else runs. */
const alone = [
  'test/journeys/main-job*.test.ts',
  'test/security/consent/recording-sign.test.ts',
  'test/wine/agent.test.ts',
];

/** Ways through the whole product, on desktops and with processes of their own. Much of their time is waiting. */
const whole = [
  'test/journeys/**/*.test.ts',
  'test/security/**/*.test.ts',
  'test/faults/**/*.test.ts',
  'test/bucket/ceph.test.ts',
  'test/wine/**/*.test.ts',
];

/** What takes longest begins first, so that nothing is waited for at the end. */
const longest = [
  'test/faults/kill.test.ts',
  'test/faults/bad-input.test.ts',
  'test/journeys/consent-and-settings.test.ts',
  'test/wine/agent.test.ts',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId, project }: TestSpecification): number => {
      const place = longest.indexOf(relative(import.meta.dirname, moduleId));
      if (place >= 0) return place;
      return longest.length + (project.name === 'unit' ? 1 : 0);
    };
    return sorted.sort((a, b) => rank(a) - rank(b));
  }
}

const long = { testTimeout: 600_000, hookTimeout: 600_000 };

/** `npm test` runs `unit` and `whole` side by side, each in a pool of its own, and `alone` after them (`scripts/testing/run-tests.ts`). */
export default defineConfig({
  test: {
    globalSetup: './scripts/testing/build-program.ts',
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: whole,
          maxWorkers: 2,
          // A worker keeps what it loaded, and its browser, from file to file.
          isolate: false,
          // For what hangs; how fast something is the bench measures.
          testTimeout: 300_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: { name: 'whole', include: whole, exclude: alone, maxWorkers: 3, ...long, sequence: { groupOrder: 1 } },
      },
      {
        test: {
          name: 'alone',
          include: alone,
          maxWorkers: 4,
          ...long,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
