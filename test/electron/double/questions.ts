/** What a test may ask of the app that runs on the double. */
export type Question =
  | { readonly do: 'journal' | 'channels' | 'tray' | 'windows' | 'quit' | 'shortcuts' | 'trayClick' }
  | { readonly do: 'collect' | 'refuseNotices' | 'endSession' | 'systemWindows' }
  | { readonly do: 'answerNotice'; readonly how: 'click' | 'close' }
  | { readonly do: 'pageGoesTo'; readonly id: number; readonly url: string; readonly from?: 'main' | 'sub' }
  | { readonly do: 'showMarks'; readonly shown: boolean }
  | { readonly do: 'crash'; readonly id: number; readonly reason: string }
  | { readonly do: 'hang'; readonly id: number; readonly event: 'unresponsive' | 'responsive' }
  | { readonly do: 'secondInstance'; readonly argv?: readonly string[] }
  | { readonly do: 'openFile' | 'openUrl'; readonly given: string }
  | { readonly do: 'click'; readonly path: readonly string[] }
  | { readonly do: 'call'; readonly id: number; readonly call: string; readonly args: unknown }
  | {
      readonly do: 'listen' | 'unlisten' | 'changes' | 'close' | 'openWindow' | 'closeByPerson' | 'hideWindow';
      readonly id: number;
    }
  | {
      readonly do: 'forge';
      readonly channel: string;
      readonly sender: number;
      readonly frameUrl: string;
      readonly args: readonly unknown[];
    }
  | { readonly do: 'load'; readonly url: string; readonly method: string }
  | { readonly do: 'permission'; readonly permission: string }
  | { readonly do: 'navigate'; readonly id: number; readonly event: string };

export interface TrayPicture {
  readonly image: string;
  readonly tooltip: string;
  readonly menu: readonly { readonly label: string; readonly enabled: boolean; readonly items: readonly string[] }[];
}

export interface WindowPicture {
  readonly id: number;
  readonly url: string;
  readonly shown: boolean;
  readonly title: string;
  /** How often a document was loaded into it. */
  readonly loads: number;
  /** Whether the process behind it has ended. */
  readonly isGone: boolean;
  readonly exposed: readonly string[];
  readonly bridge: readonly string[];
  readonly contract: string | null;
  readonly calls: readonly string[];
}

/** `window.plainsight` as the preload exposes it. */
export interface PlainsightBridge {
  readonly contract: string;
  readonly calls: Readonly<Record<string, (args: unknown) => Promise<unknown>>>;
  onChange(listener: () => void): () => void;
}
