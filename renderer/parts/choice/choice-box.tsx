import { useEffect, useRef } from 'react';

interface Props {
  readonly label: string;
  /** How many of them are chosen, and of how many. */
  readonly chosen: number;
  readonly all: number;
  readonly isLabelHeard?: boolean;
  readonly onChange: (isChosen: boolean) => void;
}

/** A box for all of a list or a group; half where some of them are chosen. */
export function ChoiceBox({ label, chosen, all, isLabelHeard = false, onChange }: Props) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = chosen > 0 && chosen < all;
  }, [chosen, all]);
  return (
    <label className="choice-box">
      <input
        ref={box}
        type="checkbox"
        disabled={all === 0}
        checked={all > 0 && chosen === all}
        onChange={({ target }) => onChange(target.checked)}
      />
      <span className={isLabelHeard ? 'only-heard' : undefined}>{label}</span>
    </label>
  );
}
