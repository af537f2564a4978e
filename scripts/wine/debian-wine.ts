import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pMap from 'p-map';
import { step, WineStepFailed } from './step.ts';

/** The release whose Wine (10.0) runs Node 24: that of Debian 12 has not the calls that V8 needs. */
const release = 'trixie';

/** Wine without 32-bit programs, all that it loads, and bubblewrap, which shows it these files as its own. */
const packages = [
  ...['libwine', 'wine64', 'fonts-wine', 'libz-mingw-w64', 'libc6', 'libc-bin', 'libgcc-s1', 'libunwind8', 'liblzma5'],
  ...['zlib1g', 'libfreetype6', 'libpng16-16t64', 'libbrotli1', 'libbz2-1.0', 'libfontconfig1', 'fontconfig-config'],
  ...['libexpat1', 'fonts-liberation', 'libx11-6', 'libx11-data', 'libxcb1', 'libxau6', 'libxdmcp6', 'libbsd0'],
  ...['libmd0', 'libxext6', 'libxi6', 'libxcursor1', 'libxrender1', 'libxfixes3', 'libxcomposite1', 'libxrandr2'],
  ...['libxinerama1', 'libxxf86vm1', 'libgnutls30t64', 'libp11-kit0', 'libidn2-0', 'libunistring5', 'libtasn1-6'],
  ...['libnettle8t64', 'libhogweed6t64', 'libgmp10', 'libffi8', 'libzstd1', 'libudev1', 'libcap2'],
  ...['bubblewrap', 'libselinux1', 'libpcre2-8-0'],
] as const;

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
const library = 'usr/lib/x86_64-linux-gnu';

/**
 * Unpacks Debian's Wine 10 into `folder`, beside whatever Debian this is: nothing is installed, and root is not needed. It comes
 * from the archive that this machine's apt takes its packages from. Rejects with `WineStepFailed`.
 */
export async function unpackWine(folder: string): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new WineStepFailed('Wine is for Linux on x64 here');
  const archive = debianArchive();
  if (archive === null) throw new WineStepFailed('apt here names no archive of Debian');
  const apt = join(folder, 'apt');
  const root = join(folder, 'root');
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(apt, 'lists', 'partial'), { recursive: true });
  await mkdir(join(apt, 'archives', 'partial'), { recursive: true });
  await writeFile(join(apt, 'status'), '');
  await writeFile(join(apt, 'sources.list'), `deb [signed-by=${keyring}] ${archive} ${release} main\n`);
  await writeFile(join(apt, 'apt.conf'), aptSettings(apt));
  const aptGet = ['-c', join(apt, 'apt.conf'), '-qq'];
  const cwd = join(apt, 'archives');
  await step(`the packages of Debian ${release} could not be listed`, 'apt-get', [...aptGet, 'update']);
  await step('Wine could not be fetched', 'apt-get', [...aptGet, 'download', ...packages], { cwd });
  for (const each of ['bin', 'sbin', 'lib', 'lib64']) {
    await mkdir(join(root, 'usr', each), { recursive: true });
    await symlink(`usr/${each}`, join(root, each));
  }
  for (const each of ['proc', 'dev', 'sys', 'tmp', 'etc', 'home', 'root', 'run']) await mkdir(join(root, each));
  for (const each of readdirSync(cwd).filter((name) => name.endsWith('.deb')))
    await step('Wine could not be unpacked', 'dpkg-deb', ['-x', join(cwd, each), root]);
  await markAsOwn(root);
  for (const each of ['doc', 'man', 'bug', 'lintian']) await rm(join(root, 'usr/share', each), { recursive: true });
  await rm(join(root, 'usr/x86_64-w64-mingw32'), { recursive: true, force: true });
  await rm(apt, { recursive: true });
}

/** The archive that this machine's apt takes Debian's packages from; null: it is another system, or names none. */
function debianArchive(): string | null {
  if (!existsSync('/etc/debian_version') || !/^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))) return null;
  const list = '/etc/apt/sources.list';
  const sources = globSync('/etc/apt/sources.list.d/*.sources').map((file) => readFileSync(file, 'utf8'));
  return archiveIn(sources, existsSync(list) ? readFileSync(list, 'utf8') : '');
}

/** The address of the first archive of Debian: `sources` are files of stanzas (deb822), `list` has a line for each. */
export function archiveIn(sources: readonly string[], list: string): string | null {
  for (const stanza of sources.flatMap((text) => text.split(/\n\s*\n/))) {
    const field = (name: string) => new RegExp(`^${name}:[ \\t]*(.+)`, 'm').exec(stanza)?.[1] ?? '';
    const isDebians = /\bmain\b/.test(field('Components')) && field('Signed-By').includes('debian-archive');
    const [uri] = field('URIs').split(/\s+/);
    if (isDebians && !/^no$/i.test(field('Enabled').trim()) && uri) return uri;
  }
  return /^deb\s+(?:\[[^\]]*\]\s+)?(\S+:\/\/\S+)\s+\S+.*\bmain\b/m.exec(list)?.[1] ?? null;
}

/** apt that reads and writes below `apt` alone, whatever this machine has installed. */
function aptSettings(apt: string): string {
  return [
    ['Dir::Etc::sourcelist', join(apt, 'sources.list')],
    ...['sourceparts', 'main', 'parts', 'preferences', 'preferencesparts'].map((each) => [
      `Dir::Etc::${each}`,
      '/dev/null',
    ]),
    ['Dir::State::lists', join(apt, 'lists')],
    ['Dir::State::status', join(apt, 'status')],
    ['Dir::Cache', apt],
    ['APT::Architecture', 'amd64'],
    ['APT::Sandbox::User', 'root'],
    ['Acquire::Languages', 'none'],
  ]
    .map(([name, value]) => `${name} "${value}";\n`)
    .concat('APT::Architectures {"amd64";};\n')
    .join('');
}

/** Wine loads only DLLs with this mark as its own. Debian's package sets it for zlib when it is installed; stripping loses it. */
const ownMark = Buffer.alloc(32);
ownMark.write('Wine builtin DLL');
const markAt = 64;

/**
 * Does what Debian's installation would do, and strips the DLLs: with what they carry for debuggers each folder of settings,
 * which gets a copy of all, would be three times as large.
 */
async function markAsOwn(root: string): Promise<void> {
  const dlls = join(root, library, 'wine/x86_64-windows');
  await rename(join(root, 'usr/x86_64-w64-mingw32/lib/zlib1.dll'), join(dlls, 'zlib1.dll'));
  await pMap(readdirSync(dlls), (name) => strip(join(dlls, name)), { concurrency: 2 });
}

async function strip(file: string): Promise<void> {
  const before = await readFile(file);
  if (before.toString('latin1', 0, 2) !== 'MZ') return;
  // Without binutils it is larger, and runs.
  const stripped = await step('', 'strip', ['--strip-debug', '-o', `${file}.new`, file]).then(
    () => true,
    () => false,
  );
  const bytes = stripped ? await readFile(`${file}.new`) : before;
  ownMark.copy(bytes, markAt);
  await writeFile(file, bytes);
  await rm(`${file}.new`, { force: true });
}
