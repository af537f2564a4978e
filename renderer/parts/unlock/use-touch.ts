import { useEffect } from 'react';
import type { Result } from '../../../core/result.ts';

const everyMs = 30_000;
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;

/** Tells the service that somebody is at the page, at most twice a minute, so that reading does not lock the key. */
export function useTouch(client: { readonly touch: (args: Record<string, never>) => Promise<Result<unknown>> }): void {
  useEffect(() => {
    let last = Number.NEGATIVE_INFINITY;
    const touch = () => {
      const now = performance.now();
      if (now - last < everyMs) return;
      last = now;
      void client.touch({});
    };
    for (const sign of signs) window.addEventListener(sign, touch, { passive: true, capture: true });
    return () => {
      for (const sign of signs) window.removeEventListener(sign, touch, { capture: true });
    };
  }, [client]);
}
