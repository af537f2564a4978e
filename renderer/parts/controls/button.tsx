import type { ComponentProps } from 'react';

interface Props extends ComponentProps<'button'> {
  /** Its look beside the ordinary one; several apart by spaces. */
  readonly kind?: string;
}

/** A button. It submits nothing unless its type says so. */
export function Button({ kind, className = kind, ...rest }: Props) {
  return <button type="button" {...rest} className={className === undefined ? 'button' : `button ${className}`} />;
}
