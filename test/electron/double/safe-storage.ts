import { app } from './app.ts';
import { system } from './system.ts';

/**
 * As Electron 45 does: there is always some key, so it always says that it is available. Which one sealed something is told by the first three
 * bytes: on Linux `v11` is the keyring and `v10` a password that is the same in every Chromium. Elsewhere `v10` is the system's own.
 */
export const safeStorage = {
  isAsyncEncryptionAvailable: async () => app.isReady(),
  encryptStringAsync: async (text: string) => {
    if (!app.isReady()) throw new Error('safeStorage cannot be used before app is ready');
    return Buffer.from(`${prefix()}${text}`);
  },
  decryptStringAsync: async (sealed: Buffer) => {
    const text = sealed.toString();
    if (text.startsWith('v11') && system.keyring === 'none') throw new Error('Error while decrypting');
    return { result: text.slice(3), shouldReEncrypt: text.slice(0, 3) !== prefix() };
  },
  ...(system.platform === 'linux' ? { getSelectedStorageBackend: () => system.backend } : {}),
};

function prefix(): string {
  return system.platform === 'linux' && system.keyring === 'keychain' ? 'v11' : 'v10';
}
