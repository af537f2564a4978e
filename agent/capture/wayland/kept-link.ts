import type { SensorFailure } from '../../ports.ts';
import { KeptConnection } from '../linux/kept-connection.ts';

/** What a connection to a Wayland desktop ends with. */
export interface Closable {
  /** Why it is of no use any more; null while it is. */
  readonly failure: SensorFailure | null;
  onEnd(listener: () => void): () => void;
  close(): void;
}

interface KeptLinkOptions<Link extends Closable> {
  /** Rejects with an error whose `failure` says why, or with any other. */
  readonly open: () => Promise<Link>;
  readonly gone: SensorFailure;
  readonly retryMs?: readonly number[] | undefined;
}

/** A connection that is made again, of which error and link say themselves why it is not there. */
export function keptLink<Link extends Closable>({ open, gone, retryMs }: KeptLinkOptions<Link>): KeptConnection<Link> {
  return new KeptConnection({
    open,
    watch: (link, lost) => void link.onEnd(() => lost(link.failure ?? gone)),
    end: (link) => link.close(),
    why: (error) => failureOf(error) ?? gone,
    ...{ notAsked: gone, closed: gone, retryMs },
  });
}

/** Why an error says that there is no connection; null where it does not. */
export function failureOf(error: unknown): SensorFailure | null {
  const failure = error instanceof Error && 'failure' in error ? error.failure : null;
  return failure === null ? null : (failure as SensorFailure);
}
