import { parentProcess } from '../../../ipc/process/parent-process.ts';
import { systemLanguage } from '../../host/system-language.ts';
import { serveSign } from '../serve-sign.ts';
import { openShellSign } from './shell-sign.ts';
import { openWaylandSign } from './wayland-sign.ts';

// The process in which foreign calls pass the picture of the sign: what ends it ends the sign, and no program.
const options = {
  env: process.env,
  language: systemLanguage(process.env),
  now: () => performance.now(),
};
serveSign((await openShellSign(options)) ?? openWaylandSign(options), parentProcess());
