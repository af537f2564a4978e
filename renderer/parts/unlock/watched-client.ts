import type { Result } from '../../../core/result.ts';

/** The same calls; an answer that says that the key is locked is also told to `onLocked`. */
export function watchedClient<Client extends object>(client: Client, onLocked: () => void): Client {
  const calls = Object.entries(client).map(([name, call]) => [
    name,
    async (args: never): Promise<Result<unknown>> => {
      const result: Result<unknown> = await (call as (args: never) => Promise<Result<unknown>>)(args);
      if (!result.ok && result.problem.code === 'viewer-locked') onLocked();
      return result;
    },
  ]);
  return Object.fromEntries(calls) as Client;
}
