import { flushCompileCache } from 'node:module';
import { parentProcess } from '../../../ipc/process/parent-process.ts';
import { openCapturePlatform } from '../detect.ts';
import { serveSensors } from './serve-sensors.ts';

// The process in which foreign code runs: what ends it ends no recording.
const platform = await openCapturePlatform({ platform: process.platform, env: process.env, clock: { now: Date.now } });
serveSensors(platform, parentProcess());
// Now and not at the end, so that the next start is lean even if this process is killed.
flushCompileCache();
