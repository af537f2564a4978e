import { connect, type Socket } from 'node:net';
import { decodeArguments, encodeMessage, WireStream } from '../agent/capture/wayland/wire/wire-format.ts';

export interface FakeInput {
  /** Presses and lets go each key of a text, on the US layout. */
  type(text: string): Promise<void>;
  /** Moves the pointer there and presses its first button, or the second. */
  click(x: number, y: number, button?: 'left' | 'right'): Promise<void>;
  move(x: number, y: number): Promise<void>;
  close(): void;
}

/** Linux' numbers of keys, in the order of the rows of a keyboard. */
const rows: readonly (readonly [first: number, plain: string, shifted: string])[] = [
  [2, '1234567890-=', '!@#$%^&*()_+'],
  [16, 'qwertyuiop[]\n', 'QWERTYUIOP{}'],
  [30, "asdfghjkl;'`", 'ASDFGHJKL:"~'],
  [43, '\\zxcvbnm,./', '|ZXCVBNM<>?'],
  [57, ' ', ''],
];
const leftShift = 42;
const buttons = { left: 0x110, right: 0x111 } as const;

const [display, registry, callback, fake] = [1, 2, 3, 4] as const;
/** Requests of `org_kde_kwin_fake_input`, by their numbers. */
const requests = { authenticate: 0, button: 2, pointerMotionAbsolute: 9, key: 10 } as const;

/** Real input events of a KWin whose .desktop files permit this Node to make some. */
export async function fakeInput(socketPath: string): Promise<FakeInput> {
  const socket = connect(socketPath);
  const name = await numberOf(socket, 'org_kde_kwin_fake_input');
  send(registry, 0, ['u', 'N'], [name, 'org_kde_kwin_fake_input', 4, fake]);
  send(fake, requests.authenticate, ['s', 's'], ['tests', 'tests']);

  function send(...message: Parameters<typeof encodeMessage>): void {
    socket.write(encodeMessage(...message));
  }
  const key = async (code: number, isDown: boolean): Promise<void> => {
    send(fake, requests.key, ['u', 'u'], [code, isDown ? 1 : 0]);
    await pause();
  };
  const input: FakeInput = {
    async type(text) {
      for (const character of text) {
        const { code, isShifted } = keyOf(character);
        if (isShifted) await key(leftShift, true);
        await key(code, true);
        await key(code, false);
        if (isShifted) await key(leftShift, false);
      }
    },
    async move(x, y) {
      send(fake, requests.pointerMotionAbsolute, ['f', 'f'], [x, y]);
      await pause();
    },
    async click(x, y, button = 'left') {
      await input.move(x, y);
      for (const isDown of [1, 0]) {
        send(fake, requests.button, ['u', 'u'], [buttons[button], isDown]);
        await pause();
      }
    },
    close: () => void socket.destroy(),
  };
  return input;
}

function keyOf(character: string): { readonly code: number; readonly isShifted: boolean } {
  for (const [first, plain, shifted] of rows) {
    const at = plain.indexOf(character);
    if (at >= 0) return { code: first + at, isShifted: false };
    const above = shifted.indexOf(character);
    if (above >= 0) return { code: first + above, isShifted: true };
  }
  throw new Error(`there is no key for ${character}`);
}

/** A person's keys do not come at once either. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 10));
}

async function numberOf(socket: Socket, wanted: string): Promise<number> {
  const stream = new WireStream();
  return new Promise((resolve, reject) => {
    let found: number | null = null;
    socket.on('data', (chunk) => {
      for (const { object, opcode, body } of stream.take(chunk)) {
        if (object === registry && opcode === 0) {
          const [number, of] = decodeArguments(['u', 's', 'u'], body);
          if (of === wanted) found = Number(number);
        } else if (object === callback)
          if (found === null) reject(new Error(`${wanted} is not offered to this program`));
          else resolve(found);
      }
    });
    socket.once('error', reject);
    socket.write(
      Buffer.concat([encodeMessage(display, 1, ['n'], [registry]), encodeMessage(display, 0, ['n'], [callback])]),
    );
  });
}
