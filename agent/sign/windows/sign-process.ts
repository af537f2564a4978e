import { parentProcess } from '../../../ipc/process/parent-process.ts';
import { perMonitorAwareV2, setThreadDpiAwarenessContext } from '../../capture/windows/api/user32.ts';
import { systemLanguage } from '../../host/system-language.ts';
import { serveSign } from '../serve-sign.ts';
import { WatchedSign } from '../watched-sign.ts';
import { WindowsPills } from './windows-pills.ts';

// The process in which Windows' own calls draw the sign: what ends it ends the sign, and no program.
setThreadDpiAwarenessContext(perMonitorAwareV2);
const sign = new WatchedSign({
  language: systemLanguage(process.env),
  now: () => performance.now(),
  isGone: () => false,
});
sign.up(new WindowsPills());
serveSign(sign, parentProcess());
