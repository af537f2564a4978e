import type { Agent } from '../../agent/agent.ts';
import { openCapturePlatform } from '../../agent/capture/detect.ts';
import type { Employee } from '../../agent/employee.ts';
import type { CapturePlatform, WebpEncoder } from '../../agent/ports.ts';
import { chooseEncoder } from '../../agent/screenshot/encoder.ts';
import { unwrap } from '../../core/result.ts';
import { type Desktop, startDesktop } from '../../test/desktop.ts';
import { agentOf } from '../../test/fixtures/agent/running-agent.ts';
import { agreeOnPage } from '../../test/fixtures/consent/agreeing.ts';
import { openOfficeOfOne, openOwnAgent } from '../office-of-one.ts';
import { type Measurement, row, rowsAgainst } from '../row.ts';

const stops = 100;
/** How long is listened after a stop for something that should not come. */
const listenMs = 150;
const limitMs = 1_000;
const purposes = ['apps', 'titles', 'input-counts', 'presence', 'screenshots'] as const;

/** What the sensors and the encoder gave, and when last. */
class Ear {
  lastReadingAt = 0;
  readings = 0;
  #onEncoding: (() => void) | null = null;

  encodingBegins(): Promise<void> {
    return new Promise((resolve) => {
      this.#onEncoding = resolve;
    });
  }

  platform(real: CapturePlatform): CapturePlatform {
    return {
      ...real,
      activeWindow: {
        heardAt: () => real.activeWindow.heardAt(),
        start: (onReading) =>
          real.activeWindow.start((reading, at) => {
            this.lastReadingAt = Date.now();
            this.readings++;
            onReading(reading, at);
          }),
      },
    };
  }

  encoder(real: WebpEncoder): WebpEncoder {
    return {
      ...real,
      encode: (picture) => {
        const encoded = real.encode(picture);
        this.#onEncoding?.();
        return encoded;
      },
    };
  }
}

/**
 * From the call of `pause` or `withdrawAll` to the last thing that was captured: the last reading of a sensor, or the end of the last record,
 * whichever is later, in the real agent on a desktop where windows change and keys are typed all the time. Every stop comes while a picture
 * is being encoded, which has to be dropped.
 */
export const stopLatency: Measurement = {
  id: 'stop-latency',
  async run(say) {
    const desktop = await startDesktop({ width: 1920, height: 1080 });
    const office = await openOfficeOfOne();
    const ear = new Ear();
    let employee: Employee | null = null;
    try {
      const clock = { now: () => Date.now() };
      const encoder = ear.encoder(await chooseEncoder({ platform: process.platform, isElectron: false }));
      const platform = { platform: process.platform, env: desktop.env, clock };
      employee = await openOwnAgent(office, desktop.env, {
        openPlatform: async () => ear.platform(await openCapturePlatform(platform)),
        encoder: async () => encoder,
        log: () => {},
      });
      unwrap(await agreeOnPage(employee, purposes));
      await work(desktop);
      const latencies = await measure(employee, ear, (done) => say(`stop ${done} of ${stops}`));
      const at = (share: number): number => latencies[Math.ceil(share * latencies.length) - 1] ?? Number.NaN;
      const against = `the limit of 1 s; ${stops} stops, a picture in the making dropped at each`;
      const stop = (id: string, share: number) => {
        const ours = at(share);
        return row(id, { ours, theirs: limitMs }, 'ms', 'at most 1,000 ms', ours <= limitMs);
      };
      return rowsAgainst(against, stop('stop-latency', 0.99), stop('stop-latency-median', 0.5));
    } finally {
      await employee?.close();
      office.close();
      await desktop.close();
    }
  },
};

/** Windows that take turns, and keys typed into them, without an end. */
async function work(desktop: Desktop): Promise<void> {
  const windows = [];
  for (const title of ['one', 'two', 'three']) windows.push((await desktop.openTerminal({ title })).window);
  const turn = windows.map((window) => `xdotool windowactivate ${window} key a b c; sleep 0.02`).join('; ');
  desktop.start('sh', '-c', `while :; do ${turn}; done`);
}

async function measure(employee: Employee, ear: Ear, say: (done: number) => void): Promise<number[]> {
  const agent = agentOf(employee);
  const { service } = employee;
  const taken: { calledAt: number; readingAt: number; until: number }[] = [];
  for (let done = 0; done < stops; done++) {
    if (done % 10 === 0) say(done);
    await flowing(ear);
    // At other moments between two events each time.
    await wait((done * 37) % 100);
    const encoding = ear.encodingBegins();
    agent.conductor.shots.forgetAll();
    const shot = agent.conductor.shots.take();
    await encoding;
    const calledAt = Date.now();
    const isPause = done % 2 === 0;
    unwrap(await (isPause ? service.pause({ length: 'until-resumed' }) : service.withdrawAll({})));
    const { outcome } = await shot;
    if (outcome !== 'dropped') throw new Error(`a picture was ${outcome} after the stop`);
    await wait(listenMs);
    taken.push({ calledAt, readingAt: ear.lastReadingAt, until: Date.now() });
    unwrap(await (isPause ? service.resume({}) : agreeOnPage(employee, purposes)));
  }
  const ends = await recordedEnds(agent);
  return taken
    .map(({ calledAt, readingAt, until }) => {
      const recorded = ends.filter((end) => end >= calledAt && end < until);
      return Math.max(0, readingAt - calledAt, ...recorded.map((end) => end - calledAt));
    })
    .sort((a, b) => a - b);
}

/** When each window, count and picture that was written down ended. */
async function recordedEnds(agent: Agent): Promise<number[]> {
  await agent.conductor.journalNow();
  const days = new Set([agent.keeper.dayOf(Date.now() - stops * 5_000), agent.keeper.dayOf(Date.now())]);
  const ends: number[] = [];
  for (const day of days)
    for (const record of unwrap(await agent.keeper.records(day))) {
      if (record.kind === 'window' || record.kind === 'counts') ends.push(record.end);
      if (record.kind === 'shot') ends.push(record.at);
    }
  if (ends.length < stops) throw new Error(`only ${ends.length} records were written`);
  return ends;
}

/** Answers when windows are being told of again. */
async function flowing(ear: Ear): Promise<void> {
  const before = ear.readings;
  for (let asked = 0; ear.readings < before + 3; asked++) {
    if (asked > 2_000) throw new Error('no window was told of');
    await wait(10);
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
