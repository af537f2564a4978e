// The process of the sensors, in which foreign code goes wrong as soon as the file is there that PLAINSIGHT_CRASH names.

import { existsSync, rmSync } from 'node:fs';
import { serveSensors } from '../../../agent/capture/beside/serve-sensors.ts';
import { openCapturePlatform } from '../../../agent/capture/detect.ts';
import { copyOf } from '../../../ffi/memory.ts';
import { parentProcess } from '../../../ipc/process/parent-process.ts';

/** No program has anything there. */
const nowhere = 8n;
const file = process.env.PLAINSIGHT_CRASH ?? '';

const platform = await openCapturePlatform({ platform: process.platform, env: process.env, clock: { now: Date.now } });
const { presence } = platform;
serveSensors(
  {
    ...platform,
    presence: {
      ...presence,
      async read(wanted) {
        if (existsSync(file)) {
          rmSync(file);
          copyOf(nowhere, 8);
        }
        return presence.read(wanted);
      },
    },
  },
  parentProcess(),
);
