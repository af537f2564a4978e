import { existsSync, readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readAsar } from './asar.ts';
import { isOneSystems, neededModules, type PackagedSystem, placesOf, programsOnly } from './package-contents.ts';

/** One packed file, as the check sees it. */
export interface PackedFile {
  /** Relative to the app, with slashes. */
  readonly path: string;
  /** Whether it lies beside the archive, as a file of its own. */
  readonly unpacked: boolean;
  /** Its first bytes, at least four where it has them; null where it is named in the archive and lies nowhere. */
  readonly head: Uint8Array | null;
}

export interface PackageFacts {
  readonly system: PackagedSystem;
  readonly arch: string;
  /** The project's folder, with its lock file and what is installed there. */
  readonly root: string;
  readonly files: readonly PackedFile[];
}

const nativeName = /\.(node|dylib|dll|exe|so(\.[\d.]+)?)$/;
const neededName = /\.(node|dylib|dll|exe|wasm|so(\.[\d.]+)?)$/;

/** What of a package is missing, or cannot run where it lies; empty for a package that is whole. */
export function packageFaults({ system, arch, root, files }: PackageFacts): string[] {
  const packed = new Map(files.map((file) => [file.path, file]));
  const faults: string[] = [];
  for (const module of neededModules(join(root, 'package-lock.json'), system, arch)) {
    const place = placesOf(module).find((path) => packed.has(`${path}/package.json`));
    if (place === undefined) {
      faults.push(`${module} is missing; npm install --os=${system} --cpu=${arch} brings it.`);
      continue;
    }
    const name = module.slice(module.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const program = programsOnly[name]?.program;
    const needed =
      program === undefined ? filesIn(join(root, module)).filter((file) => neededName.test(file)) : [program];
    for (const file of needed) if (!packed.has(`${place}/${file}`)) faults.push(`${place}/${file} is missing.`);
    if (isOneSystems(join(root, 'package-lock.json'), module) && !hasNative(files, place))
      faults.push(`${place} holds no native code, which is all that it is for.`);
    if (program !== undefined && !packed.get(`${place}/${program}`)?.unpacked)
      faults.push(`${place}/${program} is started, and lies inside the archive.`);
  }
  for (const { path, unpacked, head } of files) {
    const made = head === null ? null : systemOf(head);
    if (head === null || (nativeName.test(path) && made === null))
      faults.push(`${path} is packed without its content.`);
    if (made === null) continue;
    if (!unpacked) faults.push(`${path} is native code, and lies inside the archive.`);
    if (made !== system) faults.push(`${path} is native code for another system (${made}).`);
  }
  return faults;
}

/** What electron-builder has laid out in `resources`, as the check takes it. */
export async function packedIn(resources: string): Promise<PackedFile[]> {
  const files = await readAsar(join(resources, 'app.asar'));
  return Promise.all(
    files.map(async ({ path, unpacked, bytes }): Promise<PackedFile> => {
      const beside = join(resources, 'app.asar.unpacked', path);
      const head = bytes ?? (existsSync(beside) ? await readFile(beside) : null);
      return { path, unpacked, head: head?.subarray(0, 4) ?? null };
    }),
  );
}

function hasNative(files: readonly PackedFile[], place: string): boolean {
  return files.some(({ path }) => path.startsWith(`${place}/`) && nativeName.test(path));
}

/** For which system native code was made, by its first bytes: ELF, Mach-O of one processor or several, PE. Null for all else. */
function systemOf(head: Uint8Array): PackagedSystem | null {
  const magic = Buffer.from(head).toString('hex');
  if (magic === '7f454c46') return 'linux';
  if (['cffaedfe', 'feedfacf', 'cafebabe', 'cafebabf'].includes(magic)) return 'darwin';
  return magic.startsWith('4d5a') ? 'win32' : null;
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.startsWith('node_modules/') && statSync(join(folder, path)).isFile());
}
