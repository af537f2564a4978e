import { useId } from 'react';

interface Props {
  readonly isOn: boolean;
  readonly label: string;
  /** What it means, read with the label. */
  readonly about: string;
  readonly onChange: (isOn: boolean) => void;
}

/** A choice with a sentence below it that says what it means. */
export function ExplainedSwitch({ isOn, label, about, onChange }: Props) {
  const id = useId();
  return (
    <div className="stay">
      <label>
        <input
          type="checkbox"
          checked={isOn}
          aria-describedby={id}
          onChange={(event) => onChange(event.target.checked)}
        />
        {label}
      </label>
      <p id={id} className="quiet small">
        {about}
      </p>
    </div>
  );
}
