import { setImmediate as nextTurn } from 'node:timers/promises';
import { mostTiles } from '../../core/day/contact-sheet.ts';
import { dayBounds, dayOf, hourMs, type Zone } from '../../core/time/calendar.ts';
import type { Instant } from '../../core/time/interval.ts';
import type { DayKeeper } from '../day/day-keeper.ts';
import type { Pixels, WebpEncoder } from '../ports.ts';
import type { ObjectRow } from '../vault/rows.ts';
import type { Vault } from '../vault/vault.ts';
import { contactSheetOf, thumbnailOf } from './contact-sheet.ts';

export interface ContactSheetsOptions {
  readonly vault: Vault;
  readonly keeper: Pick<DayKeeper, 'picture' | 'keepSheet'>;
  readonly zone: Zone;
  readonly encoder: () => Promise<WebpEncoder>;
  readonly now: () => Instant;
  /** What failed unexpectedly; never with captured content. */
  readonly onError: (error: unknown) => void;
}

/**
 * Makes the hours' sheets: once an hour of UTC is over and every picture of it has a link, or was
 * deleted before, their thumbnails go into one picture. It works beside capture, one picture at a
 * time, and never holds up what is recorded.
 */
export class ContactSheets {
  readonly #options: ContactSheetsOptions;
  #running: Promise<void> | null = null;
  #stopped = false;

  constructor(options: ContactSheetsOptions) {
    this.#options = options;
  }

  /** Looks for hours that are due. Never throws, and does one look at a time. */
  kick(): void {
    if (this.#stopped) return;
    this.#running ??= this.make()
      .catch((error) => this.#options.onError(error))
      .finally(() => {
        this.#running = null;
      });
  }

  /** Ends after the picture that is being made small. What is left is made at the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  /** Makes the sheets that are due by now; their link comes with what is linked next. */
  async make(): Promise<void> {
    for (const pictures of this.#due()) if (!this.#stopped) await this.#makeOne(pictures);
  }

  /** The pictures of each sheet that is due, by day and hour. */
  #due(): ObjectRow[][] {
    const { vault, now, zone } = this.#options;
    const at = now();
    const due: ObjectRow[][] = [];
    for (const { day } of vault.staying.moving()) {
      const isOver = day < dayOf(at, zone);
      const { end } = dayBounds(day, zone);
      const hours = Map.groupBy(vault.sheets.missing(day), (row) => Math.floor(row.at / hourMs));
      for (const [hour, rows] of hours) {
        const hourEnd = Math.min((hour + 1) * hourMs, end);
        if ((!isOver && at < hourEnd) || rows.some(({ linked }) => linked === 0)) continue;
        for (let from = 0; from < rows.length; from += mostTiles) due.push(rows.slice(from, from + mostTiles));
      }
    }
    return due;
  }

  async #makeOne(rows: readonly ObjectRow[]): Promise<void> {
    const { vault, keeper, encoder } = this.#options;
    const [first] = rows;
    if (first?.day == null) return;
    const shown: ObjectRow[] = [];
    const thumbnails: Pixels[] = [];
    for (const row of rows) {
      const thumbnail = await this.#thumbnail(row);
      if (this.#stopped) return;
      if (thumbnail === null) continue;
      shown.push(row);
      thumbnails.push(thumbnail);
      // Yield to the event loop: making a picture small takes some milliseconds.
      await nextTurn();
    }
    const webp = thumbnails.length === 0 ? null : await encoded(contactSheetOf(thumbnails), encoder);
    if (webp !== null) {
      const kept = await keeper.keepSheet(first.day, shown, webp, this.#options.now());
      // A full disk: the pictures stay due.
      if (!kept.ok) return;
    }
    // What cannot be shown keeps no day from being closed.
    vault.sheets.leaveOut(webp === null ? rows : rows.filter((row) => !shown.includes(row)));
  }

  /** Null when the picture cannot be read or decoded. */
  async #thumbnail(row: ObjectRow): Promise<Pixels | null> {
    const { vault, keeper, encoder } = this.#options;
    if (row.day === null) return null;
    try {
      const webp = await keeper.picture(row.day, () => vault.read(row));
      return webp.ok ? thumbnailOf(await (await encoder()).decode(webp.value)) : null;
    } catch {
      return null;
    }
  }
}

async function encoded(pixels: Pixels, encoder: () => Promise<WebpEncoder>): Promise<Uint8Array | null> {
  try {
    return await (await encoder()).encode(pixels);
  } catch {
    return null;
  }
}
