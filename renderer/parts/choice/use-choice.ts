import { type ChangeEvent, type KeyboardEvent, useCallback, useMemo, useRef, useState } from 'react';

/** Several of what a list shows, chosen by their keys. */
export interface Choice {
  /** In the order of the list. */
  readonly chosen: readonly string[];
  readonly has: (key: string) => boolean;
  /** Chooses these, or leaves them out. */
  readonly set: (keys: readonly string[], isChosen: boolean) => void;
  /** Chooses these and nothing else. */
  readonly only: (keys: readonly string[]) => void;
  /** For the box of a row: with Shift it takes along all rows from the last one. Always the same function. */
  readonly onBox: (key: string, event: ChangeEvent<HTMLInputElement>) => void;
  /** For the list: arrows go from box to box, with Shift they choose on the way. */
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

/** `order`: the keys that can be chosen, as the list shows them. What is not among them is not chosen. */
export function useChoice(order: readonly string[]): Choice {
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const from = useRef<string | null>(null);
  const latest = useRef(order);
  latest.current = order;
  const chosen = useMemo(() => order.filter((key) => kept.has(key)), [order, kept]);
  const all = useMemo(() => new Set(chosen), [chosen]);
  const set = useCallback((keys: readonly string[], isChosen: boolean) => {
    setKept((before) => {
      const next = new Set(before);
      for (const key of keys) isChosen ? next.add(key) : next.delete(key);
      return next;
    });
  }, []);
  const onBox = useCallback(
    (key: string, { target, nativeEvent }: ChangeEvent<HTMLInputElement>) => {
      const isRange = nativeEvent instanceof MouseEvent && nativeEvent.shiftKey;
      set(isRange ? keysBetween(latest.current, from.current, key) : [key], target.checked);
      from.current = key;
    },
    [set],
  );
  return {
    chosen,
    has: (key) => all.has(key),
    set,
    only: (keys) => setKept(new Set(keys)),
    onBox,
    onKeyDown: (event) => {
      const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      if (by === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
      const boxes = [...event.currentTarget.querySelectorAll<HTMLInputElement>('input[data-key]:enabled')];
      const at = boxes.findIndex((box) => box === document.activeElement);
      const here = boxes[at];
      if (here === undefined) return;
      event.preventDefault();
      const next = boxes[at + by];
      next?.focus();
      const keys = [here, next].flatMap((box) => box?.dataset.key ?? []);
      if (event.shiftKey) set(keys, true);
      from.current = keys.at(-1) ?? null;
    },
  };
}

/** The keys from one to another, both included; only `to` where there is no `from`. */
export function keysBetween(order: readonly string[], from: string | null, to: string): readonly string[] {
  const ends = [from === null ? -1 : order.indexOf(from), order.indexOf(to)];
  if (ends.includes(-1)) return [to];
  return order.slice(Math.min(...ends), Math.max(...ends) + 1);
}
