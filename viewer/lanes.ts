/** Works through `items`, `atOnce` at a time, and answers the results in their order. Rejects with the first that rejects. */
export async function inLanes<T, U>(items: readonly T[], atOnce: number, work: (item: T) => Promise<U>): Promise<U[]> {
  const results: U[] = [];
  const queue = items.entries();
  const lane = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
  return results;
}
