import type { OnChange } from '../ipc/contract.ts';

/** The wait after the first break, and the longest one, in milliseconds. */
const firstWaitMs = 500;
const longestWaitMs = 30_000;

/**
 * The lines of a stream that `open` asks for, one stream for all listeners: `changed` is a change, and so is that the stream opens, the first
 * time and after each break, and the break itself, since it may mean that the service has gone: pages find out by asking. Comes back by itself, later each time, until nobody
 * listens, or until the host says that this page has no token that it knows: then it never will.
 */
export function changesOf(open: (signal: AbortSignal) => Promise<Response>): OnChange {
  const listeners = new Set<() => void>();
  let ending: AbortController | null = null;
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return (listener) => {
    listeners.add(listener);
    if (ending === null) {
      ending = new AbortController();
      void follow(open, ending.signal, tell);
    }
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      ending?.abort();
      ending = null;
    };
  };
}

async function follow(
  open: (signal: AbortSignal) => Promise<Response>,
  signal: AbortSignal,
  tell: () => void,
): Promise<void> {
  for (let waitMs = firstWaitMs; !signal.aborted; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
    const response = await open(signal).catch(() => null);
    if (response?.status === 401) return tell();
    if (response?.ok && response.body !== null) {
      // The page may have read before the stream was there: what changed in between would never be told.
      tell();
      waitMs = firstWaitMs;
      await readLines(response.body, (line) => line === 'changed' && tell()).catch(() => {});
      if (!signal.aborted) tell();
    }
    await pause(waitMs, signal);
  }
}

async function readLines(body: ReadableStream<Uint8Array>, onLine: (line: string) => void): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const lines = (rest + decoder.decode(read.value, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  }
}

function pause(forMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, forMs);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
