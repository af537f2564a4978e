/** The part of the `x11` package (4.2.2, without types of its own) that is used here. */
declare module 'x11' {
  import type { Duplex } from 'node:stream';

  /** Called with a protocol error or a value. Answering `true` marks the error as handled. */
  export type Answer<T> = (error: Error | null | undefined, value: T) => boolean;

  export interface XProtocolError extends Error {
    /** The protocol's error code, 1 to 255. */
    readonly error: number;
  }

  export interface XEvent {
    readonly name?: string;
    readonly wid?: number;
    readonly atom?: number;
  }

  export interface XProperty {
    readonly type: number;
    readonly format: number;
    readonly bytesAfter: number;
    readonly data: Buffer;
  }

  export interface XScreen {
    readonly root: number;
    readonly root_depth: number;
    readonly pixel_width: number;
    readonly pixel_height: number;
    readonly root_visual: number;
    readonly depths: Record<string, Record<string, { red_mask: number; green_mask: number; blue_mask: number }>>;
  }

  export interface XDisplay {
    readonly screen: readonly XScreen[];
    readonly format: Record<number, { readonly bits_per_pixel: number; readonly scanline_pad: number }>;
    /** 0 when the least significant byte comes first. */
    readonly image_byte_order: number;
    readonly resource_mask: number;
  }

  export interface XClient {
    on(event: 'event', listener: (event: XEvent) => void): this;
    on(event: 'error', listener: (error: Error) => void): this;
    on(event: 'end', listener: () => void): this;
    /** Atoms already asked for, by name. */
    atoms: Record<string, number>;
    /** Number of the last request; one that is packed by hand takes the next. */
    seq_num: number;
    readonly replies: Record<number, [unpack: (body: Buffer, detail: number) => unknown, answer: Answer<never>]>;
    readonly pack_stream: { put(request: Buffer): void; submit(expectsReply: boolean): boolean; flush(): boolean };
    /** Parsers of generic events by opcode; `raw` begins after the event's first 8 bytes. */
    readonly geEventParsers: Record<
      number,
      (type: number, sequence: number, extra: number, opcode: number, raw: Buffer) => object
    >;
    InternAtom(onlyIfExists: boolean, name: string, answer: Answer<number>): void;
    GetAtomName(atom: number, answer: Answer<string>): void;
    GetProperty(
      remove: 0,
      window: number,
      property: number,
      type: number,
      offset: number,
      length: number,
      answer: Answer<XProperty>,
    ): void;
    QueryTree(window: number, answer: Answer<{ root: number; parent: number; children: number[] }>): void;
    GetGeometry(
      drawable: number,
      answer: Answer<{ xPos: number; yPos: number; width: number; height: number; borderWidth: number; depth: number }>,
    ): void;
    /** `mapState` 2 is viewable; `klass` 1 is a window with pixels, 2 one for input only. */
    GetWindowAttributes(
      window: number,
      answer: Answer<{ mapState: number; klass: number; overrideRedirect: number }>,
    ): void;
    TranslateCoordinates(
      source: number,
      destination: number,
      x: number,
      y: number,
      answer: Answer<{ destX: number; destY: number }>,
    ): void;
    GetInputFocus(answer: Answer<{ focus: number }>): void;
    QueryPointer(window: number, answer: Answer<{ child: number }>): void;
    GetSelectionOwner(selection: number, answer: Answer<number>): void;
    GetImage(
      format: number,
      drawable: number,
      x: number,
      y: number,
      width: number,
      height: number,
      planes: number,
      answer: Answer<{ depth: number; data: Buffer }>,
    ): void;
    QueryExtension(name: string, answer: Answer<{ present: number; majorOpcode: number }>): void;
    ChangeWindowAttributes(window: number, values: { eventMask?: number; backgroundPixmap?: number }): void;
    /** A number for a window, pixmap or context that is about to be made. */
    AllocID(): number;
    /** `klass` 1 is a window with pixels; depth and visual 0 are those of the parent. */
    CreateWindow(
      id: number,
      parent: number,
      x: number,
      y: number,
      width: number,
      height: number,
      borderWidth: number,
      depth: number,
      klass: 1,
      visual: number,
      values: { overrideRedirect: boolean; eventMask: number; backgroundPixmap: number; backgroundPixel?: number },
    ): void;
    DestroyWindow(window: number): void;
    MapWindow(window: number): void;
    UnmapWindow(window: number): void;
    /** `stackMode` 0 is above all others. */
    ConfigureWindow(
      window: number,
      values: { x?: number; y?: number; width?: number; height?: number; stackMode?: 0 },
    ): void;
    CreatePixmap(id: number, drawable: number, depth: number, width: number, height: number): void;
    FreePixmap(id: number): void;
    CreateGC(id: number, drawable: number, values: Record<string, never>): void;
    FreeGC(id: number): void;
    PutImage(
      format: 2,
      drawable: number,
      context: number,
      width: number,
      height: number,
      x: number,
      y: number,
      leftPad: 0,
      depth: number,
      data: Buffer,
    ): void;
    /** Paints the background; width and height 0 are all of the window. */
    ClearArea(window: number, x: number, y: number, width: number, height: number, exposures: 0 | 1): void;
    ChangeProperty(mode: 0, window: number, property: number, type: number, units: number, data: Buffer): void;
  }

  const x11: {
    createClient(
      options: {
        display: string;
        stream: Duplex;
        auth: { name: string; data: string };
        bufferRequests: { flushOnReply: boolean };
      },
      ready: (error: Error | undefined, display: XDisplay) => void,
    ): XClient;
    readonly eventMask: { readonly PropertyChange: number };
  };
  export default x11;
}
