import { Switch } from 'radix-ui';
import { useId } from 'react';

interface Props {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** A choice of yes or no beside its words. */
export function SwitchRow({ label, isOn, onChange }: Props) {
  const id = useId();
  return (
    <div className="suggestion-head">
      <span id={id}>{label}</span>
      <Switch.Root className="switch" aria-labelledby={id} checked={isOn} onCheckedChange={onChange}>
        <Switch.Thumb className="switch-thumb" />
      </Switch.Root>
    </div>
  );
}
