import type { PostUploadTask } from './uploader.ts';

/** Two tasks as one; `second` is left out while `isWanted` answers false. */
export function followedBy(first: PostUploadTask, second: PostUploadTask, isWanted: () => boolean): PostUploadTask {
  return {
    run: async (signal, atOnce) => {
      await first.run(signal, atOnce);
      if (isWanted()) await second.run(signal, atOnce);
    },
    nextAt: () => {
      const times = [first.nextAt(), isWanted() ? second.nextAt() : null].filter((at) => at !== null);
      return times.length === 0 ? null : Math.min(...times);
    },
  };
}
