import { randomBytes } from 'node:crypto';
import { reason } from '../../../../core/reason.ts';
import type { SensorFailure } from '../../../ports.ts';
import { type CallAnswer, DBusError, type IncomingCall, MessageBus } from '../../linux/dbus/bus.ts';
import type { BusAddress } from '../../linux/dbus/bus-address.ts';
import { BusDown } from '../../linux/dbus/bus-transport.ts';
import type { WindowChange } from '../watched-window.ts';
import { filePassing } from '../wire/file-passing.ts';
import { loadScript, type ScriptRole, unloadScript } from './loaded-script.ts';
import { scriptChanges, scriptInterface } from './script.ts';
import { type KwinList, parsedList } from './told-windows.ts';

/** KWin is gone, or the script in it. */
export class KwinGone extends Error {
  readonly failure: SensorFailure;

  constructor(code: 'compositor-unreachable' | 'compositor-ended' | 'compositor-unreadable' | 'kwin-script') {
    super(code);
    this.failure = { ok: false, reason: reason(code) };
  }
}

export const kwin = 'org.kde.KWin';
const bus = { sender: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus' };

/** The script is answered this often although nothing is wanted, ms: one that is gone is noticed then, and Qt forgets a call after 25 s. */
const pulseMs = 10_000;
/** The script says at most this often that something changed, ms: it waits for the answer. */
const leastChangeMs = 50;
/** How long the script may take to call again, ms. */
const answerMs = 5_000;

interface Waiting {
  readonly resolve: (json: string) => void;
  readonly reject: (error: Error) => void;
}

export interface KwinLinkOptions {
  readonly address: BusAddress;
  /** Where the script's file lies for the moment of loading: in memory, for this account alone. */
  readonly runtimeFolder: string;
  readonly role: ScriptRole;
}

/**
 * A script of ours in KWin, and the connection by which it is asked for windows. What it calls is
 * believed from KWin's own connection to the bus alone, at a path that only it was told.
 */
export class KwinLink {
  readonly #options: KwinLinkOptions;
  readonly #bus: MessageBus;
  readonly #owner: string;
  readonly #path = `/app/plainsight/${randomBytes(16).toString('hex')}`;
  readonly #ends = new Set<() => void>();
  readonly #listeners = new Set<(change: WindowChange) => void>();
  /** The call of the script that is not answered yet. */
  #held: ((isWanted: boolean) => void) | null = null;
  readonly #waiting: Waiting[] = [];
  /** Those for whom the list is being made: who asks later is not answered by it. */
  #asked: readonly Waiting[] = [];
  #late: NodeJS.Timeout | null = null;
  #pulse: NodeJS.Timeout | null = null;
  #began: (() => void) | null = null;
  #failure: SensorFailure | null = null;

  private constructor(options: KwinLinkOptions, opened: MessageBus, owner: string) {
    this.#options = options;
    this.#bus = opened;
    this.#owner = owner;
    opened.serve((call) => this.#answer(call));
  }

  /** Loads the script, which has called once. Rejects with `KwinGone`. */
  static async open(options: KwinLinkOptions): Promise<KwinLink> {
    let link: KwinLink | null = null;
    let opened: MessageBus | null = null;
    try {
      const onDown = (): void => link?.end(new KwinGone('compositor-ended'));
      opened = await MessageBus.open(options.address, { onDown, connect: filePassing });
      const owner = await opened.ownerOf(kwin);
      if (owner === null) throw new KwinGone('compositor-unreachable');
      link = new KwinLink(options, opened, owner);
      await link.#begin();
      return link;
    } catch (error) {
      link?.close();
      opened?.close();
      if (error instanceof BusDown) throw new KwinGone('compositor-unreachable');
      if (error instanceof DBusError) throw new KwinGone('kwin-script');
      throw error;
    }
  }

  get failure(): SensorFailure | null {
    return this.#failure;
  }

  /** The bus on which this very KWin is, and its unique name there. */
  get connection(): { readonly bus: MessageBus; readonly owner: string } {
    return { bus: this.#bus, owner: this.#owner };
  }

  /** Every window now. Rejects with `KwinGone` and `ListUnreadable`. */
  async list(): Promise<KwinList> {
    if (this.#failure !== null) throw new KwinGone('compositor-ended');
    const json = await new Promise<string>((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#release(true);
    });
    return parsedList(json);
  }

  /** Calls `listener` after something changed. */
  onChange(listener: (change: WindowChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  onEnd(listener: () => void): () => void {
    this.#ends.add(listener);
    return () => void this.#ends.delete(listener);
  }

  /** Takes the script out of KWin. */
  close(): void {
    this.#ends.clear();
    this.#listeners.clear();
    if (this.#failure !== null) return;
    // The answer to it is not waited for: the bus delivers what was sent before it closes.
    void unloadScript(this.#bus, this.#options.role).catch(() => {});
    this.end(new KwinGone('compositor-ended'));
  }

  end(why: KwinGone): void {
    if (this.#failure !== null) return;
    this.#failure = why.failure;
    if (this.#late !== null) clearTimeout(this.#late);
    if (this.#pulse !== null) clearTimeout(this.#pulse);
    this.#held = null;
    this.#bus.close();
    for (const { reject } of [...this.#asked, ...this.#waiting.splice(0)]) reject(why);
    this.#asked = [];
    for (const listener of [...this.#ends]) listener();
    this.#ends.clear();
  }

  async #begin(): Promise<void> {
    const { runtimeFolder, role } = this.#options;
    await this.#bus.onSignal({ ...bus, member: 'NameOwnerChanged' }, () => void this.#lookForOwner());
    const began = new Promise<void>((resolve) => {
      this.#began = resolve;
    });
    const target = { busName: this.#bus.name, path: this.#path };
    await loadScript({ bus: this.#bus, owner: this.#owner, target, runtimeFolder, role });
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(new KwinGone('kwin-script')), answerMs);
    try {
      await Promise.race([began, late.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** The name changes owners when KWin ends, and when another one is started in its place. */
  async #lookForOwner(): Promise<void> {
    const owner = await this.#bus.ownerOf(kwin).catch(() => null);
    if (owner !== this.#owner) this.end(new KwinGone('compositor-ended'));
  }

  #answer({ sender, path, interface: of, member, body }: IncomingCall): Promise<CallAnswer> | null {
    if (sender !== this.#owner || path !== this.#path || of !== scriptInterface) return null;
    const [said] = body;
    if (typeof said !== 'string') return null;
    if (member === 'Next') return this.#next(said);
    const change = scriptChanges.find((each) => each === said);
    if (member !== 'Changed' || change === undefined) return null;
    for (const listener of [...this.#listeners]) listener(change);
    return new Promise<CallAnswer>((resolve) => {
      setTimeout(() => resolve({ signature: '', body: [] }), leastChangeMs).unref();
    });
  }

  /** The script calls, with the list if it was wanted, and waits. */
  async #next(json: string): Promise<CallAnswer> {
    // Ours waits for its answer: this is another script in KWin, which says that it is ours.
    if (this.#held !== null) {
      this.end(new KwinGone('kwin-script'));
      return { signature: 'b', body: [false] };
    }
    if (this.#late !== null) clearTimeout(this.#late);
    this.#late = null;
    this.#began?.();
    this.#began = null;
    const asked = this.#asked;
    this.#asked = [];
    const held = new Promise<boolean>((resolve) => {
      this.#held = resolve;
    });
    for (const { resolve } of asked) resolve(json);
    if (this.#waiting.length > 0) this.#release(true);
    else {
      this.#pulse = setTimeout(() => this.#release(false), pulseMs);
      this.#pulse.unref();
    }
    return { signature: 'b', body: [await held] };
  }

  /** Answers the script, which then calls again, or is gone. */
  #release(isWanted: boolean): void {
    const held = this.#held;
    if (held === null) return;
    this.#held = null;
    if (isWanted) this.#asked = this.#waiting.splice(0);
    if (this.#pulse !== null) clearTimeout(this.#pulse);
    this.#pulse = null;
    this.#late = setTimeout(() => this.end(new KwinGone('kwin-script')), answerMs);
    held(isWanted);
  }
}
