/** What `ask` answers; null when it throws, rejects, or takes longer than `ms`. */
export async function withinDeadline<T>(ask: () => Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  const answer = async (): Promise<T | null> => ask();
  return Promise.race([answer().catch(() => null), late]).finally(() => clearTimeout(timer));
}

/** What a foreign call answers; `otherwise` where it throws, since its library or it is not there. */
export function answerOr<T>(ask: () => T, otherwise: T): T {
  try {
    return ask();
  } catch {
    return otherwise;
  }
}
