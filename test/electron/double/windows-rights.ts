// `koffi` as the main process finds it on Windows, with the few functions by which folders are closed to other accounts: each path
// has the list of rights that was written last. Every other library is not there.

/** This account: S-1-5-21-1, in text and as the system lays it out. */
const self = 'S-1-5-21-1';
const selfBytes = Buffer.from([1, 2, 0, 0, 0, 0, 0, 5, 21, 0, 0, 0, 1, 0, 0, 0]);
/** What a new folder has on a disk that others may read. */
const usual = `O:${self}D:(A;OICI;FA;;;SY)(A;OICI;FA;;;${self})(A;OICI;0x1200a9;;;BU)`;

const lists = new Map<string, string>();
/** What stands at an address: a text of the system, or memory in bytes. */
const memory = new Map<bigint, string | Buffer>();
let next = 0x1_0000n;

function put(what: string | Buffer): bigint {
  next += 0x1_0000n;
  memory.set(next, what);
  return next;
}

function textAt(address: bigint): string {
  const found = memory.get(address);
  if (typeof found !== 'string') throw new Error('no descriptor lies there');
  return found;
}

const addresses = new WeakMap<Uint8Array, bigint>();

export function address(buffer: Uint8Array): bigint {
  const known = addresses.get(buffer) ?? put(Buffer.from(buffer));
  addresses.set(buffer, known);
  return known;
}

export function decode(at: bigint, _type: string, bytes: number): Uint8Array {
  const found = memory.get(at);
  if (!(found instanceof Buffer)) throw new Error('no bytes lie there');
  return Uint8Array.from(found.subarray(0, bytes));
}

export function encode(): void {}

const functions: Readonly<Record<string, (...args: never[]) => unknown>> = {
  LocalFree: (at: bigint) => {
    memory.delete(at);
    return 0n;
  },
  GetTokenInformation: (_token: number, _what: number, into: Buffer) => {
    into.writeBigUInt64LE(address(into) + 16n, 0);
    selfBytes.copy(into, 16);
    return 1;
  },
  ConvertStringSecurityDescriptorToSecurityDescriptorW: (text: string, _revision: number, to: Buffer) => {
    to.writeBigUInt64LE(put(text), 0);
    return 1;
  },
  ConvertSecurityDescriptorToStringSecurityDescriptorW: (
    descriptor: bigint,
    _revision: number,
    _which: number,
    text: Buffer,
    units: Buffer,
  ) => {
    const bytes = Buffer.from(`${textAt(descriptor)}\0`, 'utf16le');
    text.writeBigUInt64LE(put(bytes), 0);
    units.writeUInt32LE(bytes.length / 2, 0);
    return 1;
  },
  GetSecurityDescriptorDacl: (descriptor: bigint, _isPresent: Buffer, list: Buffer) => {
    list.writeBigUInt64LE(descriptor, 0);
    return 1;
  },
  GetNamedSecurityInfoW: (
    path: string,
    _kind: number,
    _which: number,
    _owner: Buffer,
    _group: null,
    _list: Buffer,
    _audit: null,
    to: Buffer,
  ) => {
    to.writeBigUInt64LE(put(lists.get(path) ?? usual), 0);
    return 0;
  },
  SetNamedSecurityInfoW: (path: string, _kind: number, _which: number, _owner: null, _group: null, list: bigint) => {
    lists.set(path, `O:${self}${textAt(list)}`);
    return 0;
  },
};

export function load(file: string) {
  if (!['advapi32.dll', 'kernel32.dll'].includes(file)) throw new Error(`${file} is not there`);
  return {
    func(prototype: string) {
      const name = /(\w+)\s*\(/.exec(prototype)?.[1] ?? '';
      const call = functions[name];
      if (call === undefined) throw new Error(`${name} is not there`);
      return call;
    },
  };
}
