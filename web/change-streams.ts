import type { ServerResponse } from 'node:http';
import type { OnChange } from '../ipc/contract.ts';
import { refuseRequest, securityHeaders } from './answer.ts';

/** Keeps proxies and laptops that slept from holding a dead stream open. */
const heartbeatMs = 25_000;

// A page holds one stream; this many pages at once is a fault, not a wish.
const mostStreams = 32;

export interface ChangeStreams {
  /**
   * Turns `response` into a stream of lines: `open`, and `changed` at each change, until the page
   * goes away. Others are to be passed over.
   */
  open(response: ServerResponse): void;
  close(): void;
}

/**
 * The open streams of one contract. Listens to the service, and beats, only while somebody listens
 * here.
 */
export function createChangeStreams(onChange: OnChange): ChangeStreams {
  const streams = new Set<ServerResponse>();
  let stop: (() => void) | null = null;

  function write(text: string): void {
    for (const stream of streams) stream.write(text);
  }

  function start(): () => void {
    const unsubscribe = onChange(() => write('changed\n'));
    const beat = setInterval(() => write('beat\n'), heartbeatMs);
    return () => {
      unsubscribe();
      clearInterval(beat);
    };
  }

  function drop(stream: ServerResponse): void {
    streams.delete(stream);
    if (streams.size > 0) return;
    stop?.();
    stop = null;
  }

  return {
    open(response) {
      if (streams.size >= mostStreams) return refuseRequest(response, 'too-many');
      response.writeHead(200, { ...securityHeaders, 'content-type': 'text/plain; charset=utf-8' });
      response.write('open\n');
      streams.add(response);
      response.once('close', () => drop(response));
      stop ??= start();
    },
    close() {
      for (const stream of [...streams]) {
        stream.end();
        drop(stream);
      }
    },
  };
}
