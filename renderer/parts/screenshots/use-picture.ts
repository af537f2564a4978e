import { useEffect, useState } from 'react';
import type { Problem } from '../../../core/problem.ts';
import type { PictureStore } from './picture-store.ts';

interface Picture {
  readonly url: string | null;
  readonly problem: Problem | null;
}

const nothing: Picture = { url: null, problem: null };

/** The address of a picture, or why it has none. A null `id` asks for nothing, and lets go of what was there. */
export function usePicture(store: PictureStore, id: string | null): Picture {
  const [picture, setPicture] = useState(nothing);
  useEffect(() => {
    if (id === null) return;
    let isLive = true;
    void store.get(id).then((result) => {
      if (!isLive) return;
      setPicture(result.ok ? { url: result.value, problem: null } : { url: null, problem: result.problem });
    });
    return () => {
      isLive = false;
      setPicture(nothing);
    };
  }, [store, id]);
  return picture;
}
