import type { ComponentProps } from 'react';

interface Props<Value extends string> extends Omit<ComponentProps<'select'>, 'onChange' | 'value'> {
  readonly value: Value;
  /** Each value with its words, and the language of these where it is not the page's. */
  readonly options: readonly (readonly [value: Value, words: string, lang?: string])[];
  readonly onChange: (value: Value) => void;
}

/** One of several, in the system's own list. */
export function Select<Value extends string>({ options, onChange, className, ...rest }: Props<Value>) {
  return (
    <select
      className={className === undefined ? 'input' : `input ${className}`}
      {...rest}
      onChange={({ target }) => {
        const chosen = options.find(([value]) => value === target.value);
        if (chosen !== undefined) onChange(chosen[0]);
      }}
    >
      {options.map(([value, words, lang]) => (
        <option key={value} value={value} lang={lang}>
          {words}
        </option>
      ))}
    </select>
  );
}
