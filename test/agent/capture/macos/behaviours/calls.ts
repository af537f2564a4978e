import { expect } from 'vitest';
import { fourCharacters, properties, systemObject } from '../../../../../agent/capture/macos/api/audio-object.ts';
import { isMacInCall } from '../../../../../agent/capture/macos/presence/calls.ts';
import { badObject, unknownProperty } from '../double/audio-double.ts';
import type { MacDouble } from '../double/mac-double.ts';
import type { Behaviour } from './behaviour.ts';

const processes = 'apple:coreaudio/kaudiohardwarepropertyprocessobjectlist (AudioHardware.h: macOS 14.2)';
const somewhere = 'apple:coreaudio/kaudiodevicepropertydeviceisrunningsomewhere';
const camera = 'apple:coremediaio/kcmiodevicepropertydeviceisrunningsomewhere';

const inCall = ({ audio, cameras }: MacDouble) => isMacInCall(audio, cameras);

export const callBehaviours: readonly Behaviour[] = [
  {
    what: 'A code of four letters is their bytes, the first one highest',
    source: 'apple:coreaudiotypes/fourcharcode',
    prove() {
      expect(fourCharacters('gone')).toBe(0x676f6e65);
      expect(properties.processes.selector).toBe(0x70727323);
      expect(properties.processRunsInput.selector).toBe(0x70697269);
    },
  },
  {
    what: 'From macOS 14.2 on each process says whether it records',
    source: processes,
    prove(mac) {
      mac.cameras.setDevices([]);
      mac.audio.setProcesses([false, false]);
      expect(inCall(mac)).toBe(false);
      mac.audio.setProcesses([false, true]);
      expect(inCall(mac)).toBe(true);
    },
  },
  {
    what: 'No process uses sound: no call',
    source: processes,
    prove(mac) {
      mac.cameras.setDevices([]);
      mac.audio.setProcesses([]);
      expect(inCall(mac)).toBe(false);
    },
  },
  {
    what: 'A status that is not 0 is "not known", never "no"',
    source: 'apple:coreaudio/audioobjectgetpropertydata(_:_:_:_:_:_:)',
    prove(mac) {
      mac.cameras.setDevices([]);
      mac.audio.setProcesses([false, null]);
      expect(inCall(mac)).toBeNull();
    },
  },
  {
    what: 'A process that ended between the list and the question records nothing',
    source: 'AudioHardwareBase.h, kAudioHardwareBadObjectError',
    prove(mac) {
      mac.cameras.setDevices([]);
      mac.audio.set(systemObject, properties.processes, [40]);
      const { property } = mac.audio;
      mac.audio.property = (object, address) => {
        if (object === 40) mac.audio.set(systemObject, properties.processes, []);
        return property.call(mac.audio, object, address);
      };
      expect(inCall(mac)).toBe(false);
    },
  },
  {
    what: 'Before macOS 14.2 there is no such list: a device that only records is in use when it runs somewhere',
    source: somewhere,
    prove(mac) {
      mac.cameras.setDevices([]);
      mac.audio.setDevices([
        { inputs: 1, isRunning: true },
        { outputs: 1, isRunning: true },
      ]);
      expect(inCall(mac)).toBe(true);
      mac.audio.setDevices([{ inputs: 1 }, { outputs: 1, isRunning: true }]);
      expect(inCall(mac)).toBe(false);
    },
  },
  {
    what: 'A headset runs for music too: that it runs is no proof, and not "no" either',
    source: 'OnjLouis/busylight#12',
    prove(mac) {
      mac.cameras.setDevices([]);
      mac.audio.setDevices([{ inputs: 1, outputs: 1, isRunning: true }]);
      expect(inCall(mac)).toBeNull();
      mac.audio.setDevices([{ inputs: 1, outputs: 1, isRunning: false }]);
      expect(inCall(mac)).toBe(false);
    },
  },
  {
    what: 'No device and no list: not known',
    source: 'AudioHardwareBase.h, kAudioHardwareUnknownPropertyError',
    prove(mac) {
      mac.cameras.setDevices([]);
      expect(mac.audio.property(systemObject, properties.devices).status).toBe(unknownProperty);
      expect(inCall(mac)).toBeNull();
    },
  },
  {
    what: 'A camera runs somewhere: a call, whatever the microphone says',
    source: camera,
    prove(mac) {
      mac.audio.setProcesses([false]);
      mac.cameras.setDevices([{}, { isRunning: true }]);
      expect(inCall(mac)).toBe(true);
      mac.audio.setProcesses([null]);
      expect(inCall(mac)).toBe(true);
    },
  },
  {
    what: 'Cameras that do not answer leave a microphone’s yes, and take its no',
    source: 'apple:coremediaio/cmioobjectgetpropertydata(_:_:_:_:_:_:_:)',
    prove(mac) {
      mac.cameras.set(systemObject, properties.devices, { status: badObject });
      mac.audio.setProcesses([true]);
      expect(inCall(mac)).toBe(true);
      mac.audio.setProcesses([false]);
      expect(inCall(mac)).toBeNull();
    },
  },
];
