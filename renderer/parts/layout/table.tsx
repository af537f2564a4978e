import type { ComponentProps, ReactNode } from 'react';

/** A column's head, or that with the class of its cell. Null is a corner, which heads nothing. */
export type TableColumn = string | readonly [className: string, name: ReactNode] | null;

interface Props extends ComponentProps<'table'> {
  /** Heard, not seen. */
  readonly caption?: string;
  readonly columns: readonly TableColumn[];
  /** Whether the head is heard and not seen too. */
  readonly isHeadHeard?: boolean;
  /** The rows. */
  readonly children: ReactNode;
}

/** A table with its head. */
export function Table({ caption, columns, isHeadHeard, className, children, ...rest }: Props) {
  return (
    <table className={className === undefined ? 'table' : `table ${className}`} {...rest}>
      {caption !== undefined && <caption className="only-heard">{caption}</caption>}
      <thead className={isHeadHeard ? 'heard-head' : undefined}>
        <tr>{columns.map(headOf)}</tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

function headOf(column: TableColumn, at: number) {
  if (column === null) return <td key={at} />;
  const [className, name] = typeof column === 'string' ? [undefined, column] : column;
  return (
    <th key={at} scope="col" className={className}>
      {name}
    </th>
  );
}
