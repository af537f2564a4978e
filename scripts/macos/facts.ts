import { withinDeadline } from '../../agent/capture/macos/answers.ts';
import { properties, systemObject } from '../../agent/capture/macos/api/audio-object.ts';
import { combinedSession, eventTypes, layers, windowLists } from '../../agent/capture/macos/api/core-graphics.ts';
import type { MacApi } from '../../agent/capture/macos/api/mac-api.ts';
import { frontmost } from '../../agent/capture/macos/front/frontmost.ts';
import { isMacInCall } from '../../agent/capture/macos/presence/calls.ts';
import { isSaverOn, isSessionAway } from '../../agent/capture/macos/presence/session.ts';
import type { MacPictures } from '../../agent/capture/macos/screen/screen.ts';
import { MacDesktop } from '../../agent/capture/macos/windows/mac-desktop.ts';
import { type WindowEntry, windowEntries } from '../../agent/capture/macos/windows/window-entries.ts';

/** What a probe does to the computer, to see what it says of it. */
export type Stir = 'keys' | 'repeats' | 'modifier' | 'scroll' | 'move' | 'notice';

export interface FactOptions {
  readonly api: MacApi;
  /** Answers whether it could be done: posting input needs a permission of its own. */
  readonly stir: (what: Stir) => Promise<boolean>;
  readonly wait: (ms: number) => Promise<void>;
  /** Null in a process that can take none. */
  readonly pictures: MacPictures | null;
  /** What the system's own program says of the program in front. */
  readonly lsappinfo: () => Promise<unknown>;
  /** Monotonic, ms. */
  readonly now: () => number;
}

/** A question that the documentation leaves open, and what this computer answers. */
export type Fact = readonly [question: string, answer: string];

const deadlineMs = 3_000;
const counters = ['keyDown', 'modifiers', 'scroll', 'leftDown', 'any'] as const;

/** Asks everything, one after the other; a question that fails is answered by that. No title is among the answers. */
export async function macFacts(options: FactOptions): Promise<Fact[]> {
  const desktop = new MacDesktop({ api: options.api, ownPid: process.pid, now: options.now });
  const facts: Fact[] = [];
  const ask = async (question: string, answer: () => unknown): Promise<void> => {
    try {
      facts.push([question, JSON.stringify(await answer()) ?? 'nothing']);
    } catch (error) {
      facts.push([question, `failed: ${error instanceof Error ? error.message : String(error)}`]);
    }
  };
  await askInput(options, ask);
  await askWindows(options, desktop, ask);
  await askPresence(options, desktop, ask);
  await askPictures(options, ask);
  desktop.close();
  return facts;
}

type Ask = (question: string, answer: () => unknown) => Promise<void>;

async function askInput({ api, stir, wait }: FactOptions, ask: Ask): Promise<void> {
  const { graphics } = api;
  const later = () => graphics.eventCountLater(combinedSession, eventTypes.any);
  const isAnswered = (await withinDeadline(later, deadlineMs)) !== null;
  await ask('Are counters answered in this process?', () => isAnswered);
  if (!isAnswered) return;
  const read = () =>
    Object.fromEntries(counters.map((each) => [each, graphics.eventCount(combinedSession, eventTypes[each])]));
  const idle = () => graphics.secondsSinceEvent(combinedSession, eventTypes.any);
  for (const what of ['keys', 'repeats', 'modifier', 'scroll', 'move'] as const)
    await ask(
      `By how much does each counter move, and where is the clock of the last input, after: ${what}`,
      async () => {
        const before = read();
        if (!(await stir(what))) return 'could not be posted';
        await wait(500);
        const after = read();
        const moved = Object.fromEntries(
          counters.map((each) => [each, ((after[each] ?? 0) - (before[each] ?? 0)) >>> 0]),
        );
        return { ...moved, idleSeconds: idle() };
      },
    );
}

async function askWindows({ api, stir, wait, now }: FactOptions, desktop: MacDesktop, ask: Ask): Promise<void> {
  const { graphics } = api;
  const lists = { onScreen: windowLists.onScreen, all: windowLists.all | windowLists.withoutDesktop };
  for (const [name, option] of Object.entries(lists))
    await ask(`How many windows, and how long does the list take: ${name}`, () => {
      const began = now();
      const entries = windowEntries(graphics, desktop.reader, { option, titles: true });
      return { windows: entries?.length ?? null, ms: Math.round((now() - began) * 10) / 10 };
    });
  await ask('Titles of other programs, and what the preflight says', () => desktop.evidence());
  await ask('What lies in which layer', () => inLayers(desktop));
  await ask('In which layer and where are notifications?', async () => {
    if (!(await stir('notice'))) return 'could not be shown';
    await wait(1_500);
    return inLayers(desktop).filter(({ program }) => /notif/i.test(program));
  });
}

/** Windows beside the ordinary ones by program, layer and place; of the system's own programs alone, so that nobody's are told. */
function inLayers(desktop: MacDesktop) {
  return (desktop.untitled() ?? [])
    .filter(({ layer }) => layer !== layers.normal)
    .map((entry: WindowEntry) => ({ program: desktop.programOf(entry.pid, entry.owner).appId, ...placeOf(entry) }))
    .filter(({ program }) => /^(com\.apple\.|windowserver|dock|unknown)/.test(program));
}

function placeOf({ layer, bounds, alpha }: WindowEntry) {
  return { layer, bounds, alpha };
}

async function askPresence({ api, lsappinfo }: FactOptions, desktop: MacDesktop, ask: Ask): Promise<void> {
  const { audio, cameras, graphics, objc } = api;
  await ask('The program in front: by AppKit', () => frontmost(objc));
  await ask('The program in front: by lsappinfo', lsappinfo);
  await ask('Is nobody at the screen?', () => isSessionAway(graphics, desktop.reader));
  await ask('Is the screen saver on?', () => isSaverOn(desktop.untitled() ?? [], desktop.programOf));
  for (const [name, objects, address] of [
    ['the processes that use sound', audio, properties.processes],
    ['devices of sound', audio, properties.devices],
    ['cameras', cameras, properties.devices],
  ] as const)
    await ask(`Is it known: ${name} (a status of 0 is yes)`, () => {
      const { status, bytes } = objects.property(systemObject, address);
      return { status, objects: bytes.length / 4 };
    });
  await ask('Is there a call?', () => isMacInCall(audio, cameras));
}

async function askPictures({ pictures }: FactOptions, ask: Ask): Promise<void> {
  if (pictures === null) return;
  for (const display of pictures.displays())
    await ask(
      `A picture of a display of ${display.bounds.width} x ${display.bounds.height} points at ${display.scale}`,
      async () => {
        const picture = await pictures.take(display);
        if (picture.kind !== 'picture') return picture.kind;
        const { width, height, rgb } = picture;
        return { width, height, isBlack: rgb.every((value) => value <= 2) };
      },
    );
}
