// The program that `probe.ts` starts in Electron: the same questions, in the main process, and pictures besides.

import { app, desktopCapturer, screen } from 'electron';
import { openMacApi } from '../../agent/capture/macos/api/mac-api.ts';
import { askLaunchServices } from '../../agent/capture/macos/front/launch-services.ts';
import { createDesktopPictures } from '../../electron/system/desktop-pictures.ts';
import { macFacts } from './facts.ts';
import { stirMac } from './stir.ts';

await app.whenReady();
const api = openMacApi();
if ('ok' in api) {
  console.log(`the system cannot be called: ${api.reason.code}`);
  app.exit(1);
} else {
  console.log(`\nIn the main process of Electron ${process.versions.electron}:`);
  const facts = await macFacts({
    api,
    stir: stirMac,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    pictures: createDesktopPictures({ capturer: desktopCapturer, displays: screen }),
    lsappinfo: () => askLaunchServices(['front']),
    now: () => performance.now(),
  });
  for (const [question, answer] of facts) console.log(`- ${question}: ${answer}`);
  app.exit(0);
}
