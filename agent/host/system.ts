import { readFile } from 'node:fs/promises';
import { release, type } from 'node:os';

/** The operating system and its version, as people name it. */
export async function describeSystem(): Promise<{ name: string; version: string }> {
  if (process.platform === 'linux') {
    try {
      const fields = new Map(
        (await readFile('/etc/os-release', 'utf8')).split('\n').map((line) => {
          const at = line.indexOf('=');
          return [line.slice(0, at), line.slice(at + 1).replaceAll('"', '')] as const;
        }),
      );
      const name = fields.get('NAME');
      if (name !== undefined) return { name, version: fields.get('VERSION_ID') ?? release() };
    } catch {
      // Not every Linux has the file; the kernel's own name is always there.
    }
  }
  return { name: type() === 'Darwin' ? 'macOS' : type(), version: release() };
}
