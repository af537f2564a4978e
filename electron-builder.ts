import { join } from 'node:path';
import type { Configuration } from 'electron-builder';
import { type PackagedSystem, packagedFiles } from './scripts/package-contents.ts';

/**
 * Switches inside Electron's binary, set when it is packaged. `Required` makes every one a decision: a fuse that a later
 * version brings does not compile until it is answered here. docs/packaging.md says the same in words.
 */
export const electronFuses: Required<NonNullable<Configuration['electronFuses']>> = {
  // The packaged program is Plainsight and cannot be turned into a bare Node by an environment variable.
  runAsNode: false,
  enableNodeOptionsEnvironmentVariable: false,
  // Nobody attaches a debugger to a program that holds keys in memory.
  enableNodeCliInspectArguments: false,
  // We set no cookies; should Chromium, they are encrypted.
  enableCookieEncryption: true,
  // Code comes from app.asar only, and (Windows, macOS) only as it was packaged.
  onlyLoadAppFromAsar: true,
  enableEmbeddedAsarIntegrityValidation: true,
  // We ship no snapshot of our own.
  loadBrowserProcessSpecificV8Snapshot: false,
  // Pages come from plainsight://app, so files need no more rights than a browser gives them.
  grantFileProtocolExtraPrivileges: false,
  // electron-builder signs after it has set the fuses.
  resetAdHocDarwinSignature: false,
};

function filesFor(system: PackagedSystem) {
  return [{ filter: packagedFiles(join(import.meta.dirname, 'package-lock.json'), system) }];
}

const packaging: Configuration = {
  appId: 'app.plainsight.desktop',
  productName: 'Plainsight',
  copyright: 'Apache-2.0',
  directories: { output: 'dist', buildResources: 'build' },
  electronFuses,
  asar: true,
  // A native module cannot be loaded from inside an archive, nor can the libraries beside it: electron-builder's own
  // detection takes the one and leaves the other. A program that is started has to be a file too.
  asarUnpack: [
    '**/node_modules/sharp/**',
    '**/node_modules/@img/**',
    '**/node_modules/get-windows/main',
    '**/node_modules/get-windows/lib/binding/**',
  ],
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
    include: 'build/uninstall.nsh',
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
  linux: {
    files: filesFor('linux'),
    target: ['AppImage', 'deb'],
    executableName: 'plainsight',
    icon: 'build/icons',
    category: 'Office',
    synopsis: 'A desktop activity tracker that people can agree to',
  },
  deb: { fpm: [`--before-remove=${join(import.meta.dirname, 'build', 'before-remove.sh')}`] },
};

// electron-builder finds this file by its name and takes its default export: the only one in the project.
export default packaging;
