import { z } from 'zod';
import { reason } from '../../../core/reason.ts';
import type { Instant } from '../../../core/time/interval.ts';
import type {
  ActiveWindow,
  ActiveWindowReading,
  ActiveWindowSensor,
  Clock,
  OpenWindows,
  SensorFailure,
} from '../../ports.ts';
import { cleanAppId, cleanText, longestJudged, wholeWindowText } from '../window-text.ts';

/** What is used of the answer of `get-windows`; parsed, since other programs write titles. */
const windowSchema = z.object({
  title: z.string().nullish(),
  url: z.string().nullish(),
  owner: z.object({
    name: z.string().nullish(),
    path: z.string().nullish(),
    processId: z.number().int().positive().nullish().catch(null),
    bundleId: z.string().nullish(),
  }),
});

/** Asks for the active window, which is null when there is none, or for a list of all. */
export type AskActiveWindow = () => Promise<unknown>;

export interface PortableActiveWindowOptions {
  readonly clock: Clock;
  /** ms between two readings, 1,000 to 5,000. */
  readonly pollMs: number;
  readonly ask: AskActiveWindow;
}

/**
 * The active window by asking again and again. No window is told both when none is active and when
 * the system allows none to be seen; so until one was told once, that means `unavailable`, and
 * afterwards `none`.
 */
export function portableActiveWindow({ clock, pollMs, ask }: PortableActiveWindowOptions): ActiveWindowSensor {
  let heardAt: Instant | null = null;
  return {
    heardAt: () => heardAt,
    async start(onReading) {
      let stopped = false;
      let timer: NodeJS.Timeout | null = null;
      let lastKey = '';
      const reader = new Reader(ask);
      const turn = async () => {
        const at = clock.now();
        const reading = await reader.read();
        if (stopped) return;
        if (reading.kind !== 'unavailable') heardAt = at;
        const key = JSON.stringify(reading);
        if (key !== lastKey) onReading(reading, at);
        lastKey = key;
        timer = setTimeout(() => void turn(), pollMs);
        timer.unref();
      };
      await turn();
      return async () => {
        stopped = true;
        if (timer) clearTimeout(timer);
      };
    },
  };
}

/** Every open window, front to back. One that cannot be read makes the list unavailable. */
export async function portableOpenWindows(ask: AskActiveWindow): Promise<OpenWindows> {
  try {
    const parsed = z.array(windowSchema).safeParse(await ask());
    if (!parsed.success) return { kind: 'unavailable', failure: unreadable };
    return { kind: 'windows', windows: parsed.data.map(asActiveWindow) };
  } catch (error) {
    return { kind: 'unavailable', failure: failureFrom(error) };
  }
}

class Reader {
  readonly #ask: AskActiveWindow;
  #hasWorked = false;

  constructor(ask: AskActiveWindow) {
    this.#ask = ask;
  }

  async read(): Promise<ActiveWindowReading> {
    try {
      const answer = await this.#ask();
      if (answer === undefined || answer === null)
        return this.#hasWorked ? { kind: 'none' } : { kind: 'unavailable', failure: nothingYet };
      const parsed = windowSchema.safeParse(answer);
      if (!parsed.success) return { kind: 'unavailable', failure: unreadable };
      this.#hasWorked = true;
      return { kind: 'window', window: asActiveWindow(parsed.data) };
    } catch (error) {
      return { kind: 'unavailable', failure: failureFrom(error) };
    }
  }
}

function asActiveWindow({ title, url, owner }: z.infer<typeof windowSchema>): ActiveWindow {
  const executable = baseName(owner.path ?? '');
  const whole = wholeWindowText(title ?? '');
  return {
    appId: cleanAppId(owner.bundleId || executable || owner.name || ''),
    appName: cleanText(owner.name || executable) || 'unknown',
    title: whole.slice(0, longestJudged),
    // Cut anywhere, an address still names its site; it is never kept.
    url: url ? wholeWindowText(url).slice(0, longestJudged) || null : null,
    pid: owner.processId ?? null,
    ...(whole.length > longestJudged ? { isCut: true } : {}),
  };
}

/** `C:\…\Code.exe` and `/…/Code` are both `Code`. */
function baseName(path: string): string {
  return (path.split(/[\\/]/).at(-1) ?? '').replace(/\.exe$/i, '');
}

const nothingYet: SensorFailure = { ok: false, reason: reason('no-window-told') };

const unreadable: SensorFailure = { ok: false, reason: reason('active-window-unreadable') };

/** Messages of `get-windows` hold paths of this computer: only their kind passes on. */
function failureFrom(error: unknown): SensorFailure {
  const text = error instanceof Error ? error.message : String(error);
  const isRefused = /accessibility|screen recording|permission/i.test(text);
  return { ok: false, reason: reason(isRefused ? 'permission-missing' : 'active-window-failed') };
}
