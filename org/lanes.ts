/** How many requests an administrator's command has under way. */
export const atOnce = 8;

/** Does `work` for each item, a few at a time; the answers are in the order of the items. */
export async function inLanes<T, U>(items: readonly T[], work: (item: T) => Promise<U>): Promise<U[]> {
  const results: U[] = [];
  const queue = items.entries();
  const lane = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return results;
}
