import { expect, test } from 'vitest';
import { sensorEnvironment } from '../../../../agent/capture/beside/sensor-environment.ts';

test('the sensors get what finds the session, and nothing that opens a bucket or a key', () => {
  const env = {
    DISPLAY: ':1',
    SWAYSOCK: '/run/user/1/sway',
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1/bus',
    SystemRoot: 'C:\\windows',
    TZ: 'UTC',
    NODE_COMPILE_CACHE: '/home/a/.cache/compiled',
    AWS_SECRET_ACCESS_KEY: 'a',
    PLAINSIGHT_PASSPHRASE: 'b',
  };
  expect(sensorEnvironment({ ...env, NODE_OPTIONS: '--inspect', HOME: '/home/a' })).toEqual({
    DISPLAY: ':1',
    SWAYSOCK: '/run/user/1/sway',
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1/bus',
    SystemRoot: 'C:\\windows',
    TZ: 'UTC',
    NODE_COMPILE_CACHE: '/home/a/.cache/compiled',
    HOME: '/home/a',
  });
});
