import { expect } from 'vitest';
import { eventTypes } from '../../../../../agent/capture/macos/api/core-graphics.ts';
import { MacInputCounts } from '../../../../../agent/capture/macos/input/input-counts.ts';
import type { SensorFailure } from '../../../../../agent/ports.ts';
import type { MacDouble } from '../double/mac-double.ts';
import type { Behaviour } from './behaviour.ts';

const page = 'apple:coregraphics/cgeventsource/counterforeventtype(_:eventtype:)';
const { keyDown, modifiers, leftDown, rightDown, otherDown, scroll, any } = eventTypes;

/** Counts for as long as `during` takes, and answers what was lost of it. */
async function counting(
  mac: MacDouble,
  during: (sensor: MacInputCounts) => void | Promise<void>,
  sensor = sensorOf(mac),
): Promise<SensorFailure | null> {
  let lost: SensorFailure | null = null;
  expect(await sensor.start((failure) => (lost = failure))).toEqual({ ok: true });
  await during(sensor);
  await sensor.stop();
  return lost;
}

function sensorOf(mac: MacDouble, checkMs = 60_000): MacInputCounts {
  return new MacInputCounts({ graphics: mac.graphics, now: () => mac.now, checkMs, deadlineMs: 5 });
}

export const countBehaviours: readonly Behaviour[] = [
  {
    what: 'Counters run since the window server started: the first reading is where counting begins',
    source: page,
    async prove(mac) {
      mac.setCounter(keyDown, 1_234_567);
      await counting(mac, (sensor) => {
        expect(sensor.take()).toEqual({ keys: 0, clicks: 0, scrolls: 0 });
        mac.input(keyDown, 5);
        expect(sensor.take()).toEqual({ keys: 5, clicks: 0, scrolls: 0 });
        expect(sensor.take()).toEqual({ keys: 0, clicks: 0, scrolls: 0 });
      });
    },
  },
  {
    what: 'Left, right and other buttons each have a counter; together they are clicks',
    source: 'apple:coregraphics/cgeventtype (1, 3, 25)',
    async prove(mac) {
      await counting(mac, (sensor) => {
        mac.input(leftDown, 3);
        mac.input(rightDown, 2);
        mac.input(otherDown);
        expect(sensor.take()).toEqual({ keys: 0, clicks: 6, scrolls: 0 });
      });
    },
  },
  {
    what: 'Scrolls are events, many for one move of two fingers',
    source: 'apple:coregraphics/cgeventtype (22)',
    async prove(mac) {
      await counting(mac, (sensor) => {
        mac.input(scroll, 40);
        expect(sensor.take().scrolls).toBe(40);
      });
    },
  },
  {
    what: 'A modifier makes kCGEventFlagsChanged when pressed and when let go: two of them are one key',
    source: page,
    async prove(mac) {
      await counting(mac, (sensor) => {
        mac.input(modifiers, 4);
        expect(sensor.take().keys).toBe(2);
      });
    },
  },
  {
    what: 'A modifier that is held while counts are taken counts once, when it is let go',
    source: page,
    async prove(mac) {
      await counting(mac, (sensor) => {
        mac.input(modifiers);
        expect(sensor.take().keys).toBe(0);
        mac.input(modifiers);
        expect(sensor.take().keys).toBe(1);
        expect(sensor.take().keys).toBe(0);
      });
    },
  },
  {
    what: 'Repeats of a held key are not counted: the clock of the last input moves, the counter does not',
    source: page,
    async prove(mac) {
      await counting(mac, (sensor) => {
        mac.input(keyDown);
        mac.lastInputAt = mac.now += 2_000;
        expect(sensor.take().keys).toBe(1);
      });
    },
  },
  {
    what: 'Counters are of 32 bits and wrap',
    source: page,
    async prove(mac) {
      mac.setCounter(keyDown, 2 ** 32 - 2);
      await counting(mac, (sensor) => {
        mac.setCounter(keyDown, 3);
        expect(sensor.take().keys).toBe(5);
      });
    },
  },
  {
    what: 'The window server was started anew: counters begin at 0, and nothing is made up of that',
    source: `${page} ("since the window server started")`,
    async prove(mac) {
      mac.setCounter(keyDown, 500_000);
      await counting(mac, (sensor) => {
        mac.now += 10_000;
        mac.setCounter(keyDown, 7);
        expect(sensor.take().keys).toBe(0);
        mac.input(keyDown, 2);
        expect(sensor.take().keys).toBe(2);
      });
    },
  },
  {
    what: 'A jump that nobody can have typed is no input',
    source: page,
    async prove(mac) {
      await counting(mac, (sensor) => {
        mac.setCounter(keyDown, 900_000);
        mac.now += 1_000;
        expect(sensor.take().keys).toBe(0);
      });
    },
  },
  {
    what: 'In some processes the question is never answered: after the deadline the sensor says so',
    source: 'aadisaraf/loafcat, spikes/RESULTS.md',
    async prove(mac) {
      mac.isAnswering = false;
      const state = await sensorOf(mac).start(() => {});
      expect(state).toMatchObject({ ok: false, reason: { code: 'mac-counters-silent' } });
    },
  },
  {
    what: 'Without the main loop of a program counters never move: input and no count, three times, ends the sensor',
    source: 'aadisaraf/loafcat, spikes/RESULTS.md',
    async prove(mac) {
      mac.hasMainLoop = false;
      const sensor = sensorOf(mac, 2);
      const lost = Promise.withResolvers<SensorFailure>();
      await sensor.start(lost.resolve);
      const typing = setInterval(() => {
        mac.now += 10_000;
        mac.input(keyDown);
      }, 1);
      expect((await lost.promise).reason.code).toBe('mac-counters-frozen');
      clearInterval(typing);
      expect(sensor.take()).toEqual({ keys: 0, clicks: 0, scrolls: 0 });
      // It is not begun anew for as long as nothing has moved.
      expect(await sensor.start(() => {})).toMatchObject({ ok: false, reason: { code: 'mac-counters-frozen' } });
      mac.hasMainLoop = true;
      mac.input(keyDown);
      expect(await sensor.start(() => {})).toEqual({ ok: true });
      await sensor.stop();
    },
  },
  {
    what: 'A person who does nothing for hours is no frozen counter',
    source: 'apple:coregraphics/cgeventsource/secondssincelasteventtype(_:eventtype:)',
    async prove(mac) {
      const sensor = sensorOf(mac, 2);
      const lost = await counting(
        mac,
        async () => {
          const passing = setInterval(() => (mac.now += 10_000), 1);
          await new Promise((resolve) => setTimeout(resolve, 40));
          clearInterval(passing);
        },
        sensor,
      );
      expect(lost).toBeNull();
    },
  },
  {
    what: 'Nothing is counted before the start or after the stop, nor twice by another start',
    source: page,
    async prove(mac) {
      const sensor = sensorOf(mac);
      mac.input(keyDown, 9);
      expect(sensor.take().keys).toBe(0);
      await counting(mac, () => mac.input(keyDown, 2), sensor);
      mac.input(keyDown, 4);
      await counting(mac, () => {}, sensor);
      expect(sensor.take().keys).toBe(2);
    },
  },
  {
    what: 'Any input has a counter of its own, which tells only that there was some',
    source: `${page} (kCGAnyInputEventType)`,
    async prove(mac) {
      await counting(mac, (sensor) => {
        mac.setCounter(any, 77);
        expect(sensor.take()).toEqual({ keys: 0, clicks: 0, scrolls: 0 });
      });
    },
  },
];
