/** Where a bus of this computer listens: always a socket, never the network. */
export interface BusAddress {
  /** A path; an abstract name begins with a zero. */
  readonly socketPath: string;
}

type BusEnvironment = Readonly<Record<string, string | undefined>>;

const usualSystemBus = 'unix:path=/run/dbus/system_bus_socket';

/** The bus of the whole computer, on which logind is; null where the environment names none that is usable. */
export function systemBusAddress(env: BusEnvironment): BusAddress | null {
  return busAddressOf(env.DBUS_SYSTEM_BUS_ADDRESS || usualSystemBus);
}

/** The first address of a list that is a socket here; the others are not tried. */
export function busAddressOf(list: string): BusAddress | null {
  for (const each of list.split(';')) {
    const [transport, rest = ''] = each.split(/:(.*)/s);
    if (transport !== 'unix') continue;
    const values = new Map(
      rest
        .split(',')
        .map((pair) => pair.split(/=(.*)/s))
        .map(([key, value]) => [key, value]),
    );
    const path = unescaped(values.get('path'));
    if (path?.startsWith('/')) return { socketPath: path };
    const name = unescaped(values.get('abstract'));
    if (name) return { socketPath: `\0${name}` };
  }
  return null;
}

/** `%` and two digits of hexadecimal stand for a byte; null where that is not so, or a zero is in it. */
function unescaped(text: string | undefined): string | null {
  if (text === undefined) return null;
  try {
    const value = decodeURIComponent(text);
    return value.includes('\0') ? null : value;
  } catch {
    return null;
  }
}
