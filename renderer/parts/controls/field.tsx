import { type ComponentProps, type ReactNode, useId } from 'react';

interface Props extends ComponentProps<'input'> {
  readonly label: string;
  readonly isLabelHeard?: boolean;
  /** What is wrong with what was typed; null while nothing is. Left out where it is said elsewhere. */
  readonly error?: string | null;
  /** What stands below the input. */
  readonly children?: ReactNode;
}

/** An input under its label, and below it what is wrong with it. */
export function Field({ label, isLabelHeard, error, children, ...input }: Props) {
  const own = useId();
  const id = input.id ?? own;
  const wrong = error !== undefined && {
    'aria-invalid': error !== null,
    'aria-describedby': error === null ? undefined : `${id}-error`,
  };
  return (
    <div className="field">
      <label htmlFor={id} className={isLabelHeard ? 'only-heard' : undefined}>
        {label}
      </label>
      <input className="input" {...wrong} {...input} id={id} />
      {error != null && (
        <p id={`${id}-error`} className="field-error">
          {error}
        </p>
      )}
      {children}
    </div>
  );
}
