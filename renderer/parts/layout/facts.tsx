import type { ComponentProps } from 'react';

interface Props extends ComponentProps<'dd'> {
  readonly name: string;
}

/** One fact of a list of them: what it is called, and what it is. */
export function Fact({ name, ...value }: Props) {
  return (
    <div>
      <dt>{name}</dt>
      <dd {...value} />
    </div>
  );
}
