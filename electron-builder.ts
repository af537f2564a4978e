import { join } from 'node:path';
import type { FuseV1Options } from '@electron/fuses';
import type { Configuration } from 'electron-builder';
import { appId } from './electron/app-id.ts';
import { finishPackage } from './scripts/package/finish-package.ts';
import { type PackagedSystem, packagedFiles, unpackedFiles } from './scripts/package/package-contents.ts';

/**
 * Switches inside Electron's binary, set when it is packaged. Every fuse is a decision: one that a later version of the package of fuses
 * brings does not compile until it is answered here, and one that a later Electron has stops the packaging. docs/packaging.md says the same in
 * words.
 */
export const electronFuses: Readonly<Record<keyof typeof FuseV1Options, boolean>> = {
  // The packaged program is Plainsight and cannot be turned into a bare Node by an environment variable.
  RunAsNode: false,
  EnableNodeOptionsEnvironmentVariable: false,
  // Nobody attaches a debugger to a program that holds keys in memory.
  EnableNodeCliInspectArguments: false,
  // We set no cookies; should Chromium, they are encrypted.
  EnableCookieEncryption: true,
  // Code comes from app.asar only, and (Windows, macOS) only as it was packaged.
  OnlyLoadAppFromAsar: true,
  EnableEmbeddedAsarIntegrityValidation: true,
  // We ship no snapshot of our own.
  LoadBrowserProcessSpecificV8Snapshot: false,
  // Pages come from plainsight://app, so files need no more rights than a browser gives them.
  GrantFileProtocolExtraPrivileges: false,
  // As Chromium has it: WebAssembly that reaches outside of its memory is stopped by the processor, which costs nothing.
  WasmTrapHandlers: true,
};

function filesFor(system: PackagedSystem) {
  return [{ filter: packagedFiles(join(import.meta.dirname, 'package-lock.json'), system) }];
}

const packaging: Configuration = {
  appId,
  productName: 'Plainsight',
  copyright: 'Apache-2.0',
  directories: { output: 'dist', buildResources: 'build' },
  // The package is checked and its fuses are set before it is signed. electron-builder's own option knows eight of the nine.
  afterPack: (context) => finishPackage(context, electronFuses, import.meta.dirname),
  asar: true,
  asarUnpack: [...unpackedFiles],
  // Every native module here is Node-API: what npm installed runs in Electron as it is.
  npmRebuild: false,
  nodeGypRebuild: false,
  publish: null,
  // What an organisation hands over opens with a double click, or as a link.
  fileAssociations: [
    {
      ext: 'plainsight',
      name: 'Plainsight enrolment',
      description: 'Enrolment of a person with Plainsight',
      mimeType: 'application/x-plainsight-enrolment',
      role: 'Viewer',
    },
  ],
  protocols: [{ name: 'Plainsight enrolment', schemes: ['plainsight'] }],
  win: {
    files: filesFor('win32'),
    target: [{ target: 'nsis', arch: ['x64', 'arm64'] }],
    icon: 'build/icon.ico',
  },
  nsis: {
    oneClick: false,
    perMachine: false,
    allowToChangeInstallationDirectory: true,
    deleteAppDataOnUninstall: false,
    include: 'build/installer.nsh',
  },
  mac: {
    files: filesFor('darwin'),
    target: [{ target: 'dmg', arch: ['x64', 'arm64'] }],
    icon: 'build/icon.icns',
    category: 'public.app-category.productivity',
    hardenedRuntime: true,
    gatekeeperAssess: false,
    entitlements: 'build/entitlements.mac.plist',
    entitlementsInherit: 'build/entitlements.mac.plist',
  },
  // The older tool set starts every AppImage without Chromium's sandbox. This one does so only where the system forbids the sandbox, and there
  // main refuses to run: Plainsight has no way to work without one.
  toolsets: { appimage: '1.0.3' },
  appImage: { executableArgs: [] },
  linux: {
    files: filesFor('linux'),
    target: ['AppImage', 'deb'],
    executableName: 'plainsight',
    // The desktop file is named as package.json's `desktopName` says: portals and window lists know a program by it.
    syncDesktopName: true,
    icon: 'build/icons',
    category: 'Office',
    synopsis: 'A desktop activity tracker that people can agree to',
    // KWin gives pictures of the screen to the program of an installed desktop file alone that asks for them.
    desktop: { entry: { 'X-KDE-DBUS-Restricted-Interfaces': 'org.kde.KWin.ScreenShot2' } },
  },
  deb: { fpm: [`--before-remove=${join(import.meta.dirname, 'build', 'before-remove.sh')}`] },
};

// electron-builder finds this file by its name and takes its default export: the only one in the project.
export default packaging;
