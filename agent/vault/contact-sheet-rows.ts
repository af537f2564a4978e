import type { Day, ShotId } from '../../core/ids.ts';
import type { Result } from '../../core/result.ts';
import type { VaultDatabase } from './database.ts';
import { addObject, StaleLink } from './object-addition.ts';
import { type NewObject, type ObjectRow, objectRowSchema, shotIdRowSchema } from './rows.ts';

/** Which pictures are in which contact sheets. Only linked pictures are ever in one. */
export class ContactSheetRows {
  readonly #folder: string;
  readonly #database: VaultDatabase;

  constructor(folder: string, database: VaultDatabase) {
    this.#folder = folder;
    this.#database = database;
  }

  /** The pictures of `day` in no sheet yet, also those on hold, in order. */
  missing(day: Day): ObjectRow[] {
    return this.#database.all(
      objectRowSchema,
      "SELECT * FROM objects WHERE day = ? AND kind = 'shot' AND sheet IS NULL ORDER BY at, id",
      day,
    );
  }

  isMissingAny(day: Day): boolean {
    const sql = "SELECT 1 FROM objects WHERE day = ? AND kind = 'shot' AND sheet IS NULL LIMIT 1";
    return this.#database.value(sql, day) !== null;
  }

  /** The pictures of sheet `number` of `day`, in the order of its tiles. */
  cells(day: Day, number: number): ShotId[] {
    return this.#database.all(
      shotIdRowSchema,
      "SELECT shot_id FROM objects WHERE day = ? AND kind = 'shot' AND sheet = ? ORDER BY at, id",
      day,
      number,
    );
  }

  /** Adds a sheet of these pictures. Problem codes: `link-stale`, those of a disk. */
  add(sheet: NewObject & { day: Day; sheet: number }, pictures: readonly ObjectRow[]): Promise<Result<void>> {
    return addObject(this.#folder, this.#database, sheet, () => {
      this.#mark(pictures, sheet.sheet);
      this.#database.run('UPDATE days SET next_sheet = ? WHERE day = ?', sheet.sheet + 1, sheet.day);
    });
  }

  /** These pictures have no thumbnail: they cannot be decoded. The day goes on without. */
  leaveOut(pictures: readonly ObjectRow[]): void {
    this.#mark(pictures, -1);
  }

  #mark(pictures: readonly ObjectRow[], sheet: number): void {
    const mark = 'UPDATE objects SET sheet = ? WHERE id = ? AND linked = 1 AND sheet IS NULL';
    for (const { id } of pictures) if (this.#database.run(mark, sheet, id) !== 1) throw new StaleLink();
  }
}
