/** The value at `index`; throws where there is none, so that nothing is made up out of nothing. */
export function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new RangeError(`there is nothing at ${index} of ${list.length}`);
  return found;
}
