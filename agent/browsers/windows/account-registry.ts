import {
  currentUser,
  errorNotFound,
  keyRead,
  keyReadWrite,
  regCloseKey,
  regCreateKey,
  regDeleteKey,
  regDeleteValue,
  regOpenKey,
  regQueryInfoKey,
  regQueryValue,
  regSetValue,
  typeText,
} from '../../capture/windows/api/advapi32.ts';
import type { Handle } from '../../capture/windows/api/user32.ts';

/** Texts in the registry, of this account alone. A key's own value has no name. Each throws an error with the system's number. */
export interface AccountRegistry {
  /** Null: there is no such key, no such value, or it is no text. */
  read(key: string, name: string): string | null;
  has(key: string): boolean;
  write(key: string, name: string, text: string): void;
  erase(key: string, name: string): void;
  /** Takes a key away that has no children, with all its values. */
  remove(key: string): void;
  isEmpty(key: string): boolean;
}

/** A path, and the 0 at its end. */
const longestText = 2 * 32_768;

export const accountRegistry: AccountRegistry = {
  read: (key, name) =>
    within(key, keyRead, (opened) => {
      const [type, bytes, text] = [Buffer.alloc(4), Buffer.alloc(4), Buffer.alloc(longestText)];
      bytes.writeUInt32LE(longestText);
      if (regQueryValue(opened, name, null, type, text, bytes) !== 0 || type.readUInt32LE() !== typeText) return null;
      return text.toString('utf16le', 0, bytes.readUInt32LE()).replace(/\0.*$/s, '');
    }),
  has: (key) => within(key, keyRead, () => true) ?? false,
  write(key, name, text) {
    const to = Buffer.alloc(8);
    succeed(regCreateKey(currentUser, key, 0, null, 0, keyReadWrite, null, to, null));
    const opened = Number(to.readBigInt64LE());
    try {
      const value = Buffer.from(`${text}\0`, 'utf16le');
      succeed(regSetValue(opened, name, 0, typeText, value, value.length));
    } finally {
      regCloseKey(opened);
    }
  },
  erase(key, name) {
    within(key, keyReadWrite, (opened) => {
      const code = regDeleteValue(opened, name);
      if (code !== errorNotFound) succeed(code);
    });
  },
  remove: (key) => succeed(regDeleteKey(currentUser, key)),
  isEmpty: (key) =>
    within(key, keyRead, (opened) => {
      const [children, values] = [Buffer.alloc(4), Buffer.alloc(4)];
      succeed(regQueryInfoKey(opened, null, null, null, children, null, null, values, null, null, null, null));
      return children.readUInt32LE() + values.readUInt32LE() === 0;
    }) ?? false,
};

/** Null: there is no such key. */
function within<T>(key: string, access: number, work: (opened: Handle) => T): T | null {
  const to = Buffer.alloc(8);
  const code = regOpenKey(currentUser, key, 0, access, to);
  if (code === errorNotFound) return null;
  succeed(code);
  const opened = Number(to.readBigInt64LE());
  try {
    return work(opened);
  } finally {
    regCloseKey(opened);
  }
}

function succeed(code: number): void {
  if (code !== 0) throw Object.assign(new Error(`the registry answers ${code}`), { code: `registry ${code}` });
}
