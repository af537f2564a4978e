import { useEffect, useRef } from 'react';
import { isTyping } from '../../parts/typing.ts';
import { areSingleKeysOn } from './single-keys.tsx';

/** J goes to the next person and K to the one before, unless single keys are switched off. `go` answers whether there is one. */
export function usePersonKeys(go: (by: 1 | -1) => boolean): void {
  const latest = useRef(go);
  latest.current = go;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const by = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0;
      if (by === 0 || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !areSingleKeysOn())
        return;
      if (latest.current(by)) event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}
