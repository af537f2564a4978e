interface Props<Value extends string | number> {
  readonly legend: string;
  readonly values: readonly Value[];
  readonly chosen: Value;
  readonly textOf: (value: Value) => string;
  /** The language that each is written in, where it is not the page's. */
  readonly langOf?: (value: Value) => string;
  readonly className?: string;
  readonly onChoose: (value: Value) => void;
}

/** A few choices beside one another, of which one holds. */
export function Toggles<Value extends string | number>({
  legend,
  values,
  chosen,
  className = '',
  ...of
}: Props<Value>) {
  return (
    <fieldset className={`toggles ${className}`.trim()}>
      <legend className="only-heard">{legend}</legend>
      {values.map((value) => (
        <button
          key={value}
          type="button"
          className="toggle"
          lang={of.langOf?.(value)}
          aria-pressed={value === chosen}
          data-state={value === chosen ? 'on' : 'off'}
          onClick={() => of.onChoose(value)}
        >
          {of.textOf(value)}
        </button>
      ))}
    </fieldset>
  );
}
