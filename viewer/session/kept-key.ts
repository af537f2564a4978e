import { readFile } from 'node:fs/promises';
import { problem } from '../../core/problem.ts';
import { fail, ok } from '../../core/result.ts';
import { writeDurably } from '../../disk/durable-file.ts';
import { removeFile } from '../../disk/held-file.ts';
import { keyPairOf } from '../../seal/age.ts';
import type { KeptSecrets } from '../../seal/lock/key-lock.ts';
import type { SecretProtector } from '../../seal/protector.ts';
import { parseSecrets, type ViewerFile, type ViewerSecrets } from './viewer-file.ts';

/** Where a viewer's key stays open from one start to the next. */
export type KeptKey = KeptSecrets<ViewerSecrets>;

/** In a file that only the system's keychain opens. */
export function keptInFile(path: string, protector: SecretProtector, { certificate }: ViewerFile): KeptKey {
  const remove = () =>
    removeFile(path).then(
      () => true,
      () => false,
    );
  return {
    remove,
    async read() {
      const sealed = await readFile(path).catch(() => null);
      if (sealed === null) return null;
      const revealed = await protector.reveal(sealed);
      const secrets = revealed.ok ? parseSecrets(revealed.value) : null;
      // Another viewer's file may have taken the place of the one that this key is of.
      if (secrets !== null && (await keyPairOf(secrets.identity)).recipient === certificate.recipient) return secrets;
      await remove();
      return null;
    },
    async write(secrets) {
      const sealed = await protector.protect(Buffer.from(JSON.stringify(secrets)));
      if (!sealed.ok) return sealed;
      const written = await writeDurably(path, sealed.value);
      return written.ok ? ok(null) : fail(keptKeyRefused);
    },
  };
}

const keptKeyRefused = problem('kept-key-refused');
