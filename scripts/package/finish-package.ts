import { join } from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { Arch, type Configuration } from 'electron-builder';
import { packageFaults, packedIn } from './package-check.ts';
import { type PackagedSystem, packagedSystems } from './package-contents.ts';

type Context = Parameters<Exclude<NonNullable<Configuration['afterPack']>, string>>[0];
type Fuses = Readonly<Record<keyof typeof FuseV1Options, boolean>>;

/** Runs once an app is laid out and before it is signed: refuses one that is not whole, and sets every fuse. */
export async function finishPackage(context: Context, fuses: Fuses, root: string): Promise<void> {
  const { appOutDir, arch, electronPlatformName } = context;
  const system = packagedSystems.find((name) => name === electronPlatformName);
  if (system === undefined) throw new Error(`Plainsight is not packaged for ${electronPlatformName}.`);
  const { program, resources } = placesIn(appOutDir, system, context.packager);
  const faults = packageFaults({ system, arch: Arch[arch], root, files: await packedIn(resources) });
  if (faults.length > 0) throw new Error(`The package would not run:\n${faults.join('\n')}`);
  await flipFuses(program, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    // Setting fuses breaks the signature that Electron comes with, and macOS starts nothing on arm64 whose signature is broken.
    // Where a certificate is at hand it is signed again after this.
    resetAdHocDarwinSignature: system === 'darwin' && process.platform === 'darwin',
    ...byNumber(fuses),
  });
}

function byNumber(fuses: Fuses): Record<FuseV1Options, boolean> {
  const names = Object.keys(fuses) as (keyof typeof FuseV1Options)[];
  return Object.fromEntries(names.map((name) => [FuseV1Options[name], fuses[name]])) as Record<FuseV1Options, boolean>;
}

function placesIn(
  folder: string,
  system: PackagedSystem,
  { appInfo, platformSpecificBuildOptions }: Context['packager'],
) {
  const name = appInfo.productFilename;
  if (system === 'darwin') {
    const app = join(folder, `${name}.app`);
    return { program: app, resources: join(app, 'Contents', 'Resources') };
  }
  const own = platformSpecificBuildOptions.executableName ?? name;
  return { program: join(folder, system === 'win32' ? `${name}.exe` : own), resources: join(folder, 'resources') };
}
