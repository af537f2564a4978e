import type { ReactNode } from 'react';
import { Table } from '../../parts/layout/table.tsx';
import { FieldWords } from './terms-list.tsx';

interface Props {
  readonly before: string;
  readonly now: string;
  readonly rows: readonly {
    readonly field: string;
    readonly name: string;
    readonly before: readonly string[];
    readonly now: readonly string[];
    /** What the change does, above what is said now. */
    readonly effect?: ReactNode;
  }[];
}

/** What differs, field by field: before and now beside each other. */
export function ChangeTable({ before, now, rows }: Props) {
  return (
    <div className="table-wide">
      <Table columns={[null, before, now]}>
        {rows.map((row) => (
          <tr key={row.field} data-field={row.field}>
            <th scope="row">{row.name}</th>
            <td>
              <FieldWords lines={row.before} />
            </td>
            <td>
              {row.effect}
              <FieldWords lines={row.now} />
            </td>
          </tr>
        ))}
      </Table>
    </div>
  );
}
