import { parentProcess } from '../../../ipc/process/parent-process.ts';
import { systemLanguage } from '../../host/system-language.ts';
import { serveSign } from '../serve-sign.ts';
import { openWaylandSign } from './wayland-sign.ts';

// The process in which foreign calls pass the picture of the sign: what ends it ends the sign, and no program.
const sign = openWaylandSign({
  env: process.env,
  language: systemLanguage(process.env),
  now: () => performance.now(),
});
serveSign(sign, parentProcess());
