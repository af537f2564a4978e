import type { ActiveWindow, VisibleWindow } from '../../../ports.ts';
import { FormerNames } from '../../former-names.ts';
import { layers, windowLists } from '../api/core-graphics.ts';
import type { MacApi } from '../api/mac-api.ts';
import type { RecordingEvidence } from '../permission/screen-recording.ts';
import { CfReader } from './cf-reader.ts';
import { type Program, Programs } from './programs.ts';
import { asActiveWindow, macOpenWindows, macVisibleWindows } from './visible-windows.ts';
import { countTitles, type WindowEntry, type WindowReading, windowEntries } from './window-entries.ts';

export interface MacDesktopOptions {
  readonly api: MacApi;
  /** Windows of this process prove no permission. */
  readonly ownPid: number;
  /** Monotonic, ms. */
  readonly now: () => number;
}

/** The windows of the desktop, in the forms that the sensors take. Of browsers' the names of the last minute are kept. */
export class MacDesktop {
  readonly reader: CfReader;
  /** What windows were called within the last minute, noted whenever they are listed. */
  readonly names: FormerNames;
  readonly #options: MacDesktopOptions;
  readonly #programs: Programs;

  constructor(options: MacDesktopOptions) {
    this.#options = options;
    this.reader = new CfReader(options.api.foundation);
    this.names = new FormerNames(options.now);
    this.#programs = new Programs(options.api, options.now);
  }

  readonly programOf = (pid: number | null, owner: string): Program => this.#programs.of(pid, owner);

  /** What is on the screen, front to back, without titles; null: there is no list. */
  untitled(): WindowEntry[] | null {
    return this.#read({ option: windowLists.onScreen, titles: false });
  }

  /** The windows of one process that are on the screen, front to back; null: there is no list. */
  ofProcess(pid: number): WindowEntry[] | null {
    return this.#noted(this.#read({ option: windowLists.onScreen, pid, titles: true }));
  }

  /** What can be seen, bottom first, in points; null: there is no list, or one that could not be covered by. */
  visible(): VisibleWindow[] | null {
    const entries = this.#noted(this.#read({ option: windowLists.onScreen, titles: true }));
    return entries === null ? null : macVisibleWindows(entries, this.programOf, (id) => this.names.of(id));
  }

  /** Every open window, top first; null: there is no list. */
  open(): ActiveWindow[] | null {
    const entries = this.#read({ option: windowLists.all | windowLists.withoutDesktop, titles: true });
    return entries === null ? null : macOpenWindows(entries, this.programOf);
  }

  /** What tells whether titles may be read, without reading one. */
  evidence(): RecordingEvidence {
    const { api, ownPid } = this.#options;
    const titles = countTitles(api.graphics, this.reader, windowLists.all | windowLists.withoutDesktop, ownPid);
    return { titles, preflight: api.graphics.preflight() };
  }

  close(): void {
    this.reader.close();
  }

  #read(what: WindowReading): WindowEntry[] | null {
    return windowEntries(this.#options.api.graphics, this.reader, what);
  }

  #noted(entries: WindowEntry[] | null): WindowEntry[] | null {
    for (const entry of entries ?? [])
      if (entry.id !== null && entry.layer === layers.normal)
        this.names.note(entry.id, asActiveWindow(entry, this.programOf));
    return entries;
  }
}
