import type { ActiveWindow, SensorFailure } from '../../../ports.ts';
import { cleanAppId, cleanText, wholeWindowText } from '../../window-text.ts';
import type { WindowChange } from '../watched-window.ts';
import { CompositorGone, type WaylandLink, type WaylandObject } from '../wire/wayland-link.ts';

/** What the compositor said of one window since it came. */
interface Told {
  readonly object: WaylandObject;
  /** The number of the window that it is a dialog of; 0: of none. */
  parent: number;
  title: string;
  appId: string;
  isActive: boolean;
}

const managerVersion = 3;
/** The number of "has the focus" among the states of a window. */
const activated = 2;
const mostOwners = 4;

/** Windows by their titles, as a compositor lists them for bars: without places, order and processes. */
export class Toplevels {
  readonly #link: WaylandLink;
  readonly #manager: WaylandObject;
  readonly #told = new Map<WaylandObject, Told>();
  readonly #listeners = new Set<(change: WindowChange) => void>();

  private constructor(link: WaylandLink, manager: WaylandObject) {
    this.#link = link;
    this.#manager = manager;
    manager.onMade('toplevel', (object) => this.#came(object));
  }

  /** The windows of a compositor. Rejects with `CompositorGone`. */
  static async open(link: WaylandLink): Promise<Toplevels> {
    const manager = link.bind('zwlr_foreign_toplevel_manager_v1', managerVersion);
    if (manager === null) throw new CompositorGone();
    const toplevels = new Toplevels(link, manager);
    // The first answers say which there are, the second what they are called.
    await link.roundtrip();
    await link.roundtrip();
    return toplevels;
  }

  get failure(): SensorFailure | null {
    return this.#link.failure;
  }

  onEnd(listener: () => void): () => void {
    return this.#link.onEnd(listener);
  }

  /** The window that has the focus; null: none has. */
  active(): ActiveWindow | null {
    const active = [...this.#told.values()].findLast(({ isActive }) => isActive);
    return active === undefined ? null : this.#windowOf(active);
  }

  /** Every window, that with the focus first. */
  all(): ActiveWindow[] {
    const ranked = [...this.#told.values()].toSorted((a, b) => Number(b.isActive) - Number(a.isActive));
    return ranked.map((each) => this.#windowOf(each));
  }

  /** Calls `listener` after something changed. */
  onChange(listener: (change: WindowChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#listeners.clear();
    this.#manager.silence();
    for (const object of this.#told.keys()) this.#release(object);
    this.#told.clear();
    if (this.#link.failure === null) this.#link.request(this.#manager, 'stop');
  }

  #came(object: WaylandObject): void {
    const told: Told = { object, parent: 0, title: '', appId: '', isActive: false };
    this.#told.set(object, told);
    let change: WindowChange = 'windows';
    object
      .on('title', (title) => {
        told.title = String(title ?? '');
      })
      .on('app_id', (appId) => {
        told.appId = String(appId ?? '');
      })
      .on('parent', (parent) => {
        told.parent = Number(parent ?? 0);
      })
      .on('state', (states) => {
        const isActive = statesOf(states).includes(activated);
        if (isActive !== told.isActive) change = 'windows';
        told.isActive = isActive;
      })
      // What was said before it holds from now on, all of it at once.
      .on('done', () => {
        this.#tell(change);
        change = 'title';
      })
      .on('closed', () => {
        this.#told.delete(object);
        this.#release(object);
        this.#tell('windows');
      });
  }

  #windowOf(told: Told): ActiveWindow {
    const owners = this.#ownersOf(told);
    return { ...factsOf(told), ...(owners.length > 0 ? { belongsTo: owners.map(factsOf) } : {}) };
  }

  /** The windows that this one is a dialog of, the nearest first. */
  #ownersOf(told: Told): Told[] {
    const owners: Told[] = [];
    for (let at = told; owners.length < mostOwners; ) {
      const owner = [...this.#told.values()].find(({ object }) => object.id === at.parent);
      if (owner === undefined || owner === told || owners.includes(owner)) break;
      owners.push(owner);
      at = owner;
    }
    return owners;
  }

  #release(object: WaylandObject): void {
    if (this.#link.failure === null) this.#link.request(object, 'destroy');
  }

  #tell(change: WindowChange): void {
    for (const listener of [...this.#listeners]) listener(change);
  }
}

function statesOf(states: unknown): number[] {
  if (!(states instanceof Uint8Array)) return [];
  const words = Buffer.from(states);
  return Array.from({ length: Math.floor(words.length / 4) }, (_, at) => words.readUInt32LE(at * 4));
}

function factsOf({ title, appId }: Told): ActiveWindow {
  return {
    appId: cleanAppId(appId),
    appName: cleanText(appId) || 'unknown',
    title: wholeWindowText(title),
    url: null,
    pid: null,
  };
}
