import { openBesidePlatform } from '../../../../agent/capture/beside/beside-platform.ts';
import { serveSensors } from '../../../../agent/capture/beside/serve-sensors.ts';
import type { ActiveWindowReading, CapturePlatform } from '../../../../agent/ports.ts';
import { FakePlatform } from '../../../fixtures/agent/platforms.ts';
import { type PairedProcess, pairedProcess } from '../../../fixtures/paired-process.ts';

/** What a process says that serves nothing. */
export const ready = { kind: 'ready', name: 'mute', websites: { ok: true }, never: {}, lacks: null, seconds: false };

const patient = { answer: 5_000, capture: 5_000, beginning: 5_000, silence: 5_000 };

/** An agent's platform, the desktops behind each start of its process, and the processes. */
export async function opened(
  makes: (now: () => number) => CapturePlatform | null | 'mute' = (now) => new FakePlatform(now),
  {
    startMs = 5_000,
    says = ready,
    now = Date.now,
    ...patience
  }: { readonly startMs?: number; readonly says?: typeof ready; readonly now?: () => number } & Partial<
    typeof patient
  > = {},
) {
  const processes: PairedProcess[] = [];
  const desktops: FakePlatform[] = [];
  const platform = await openBesidePlatform({
    name: 'Windows',
    clock: { now },
    retryMs: [0],
    startMs,
    patienceMs: { ...patient, ...patience },
    start: () => {
      const desktop = makes(Date.now);
      if (desktop instanceof FakePlatform) desktops.push(desktop);
      const served = desktop === 'mute' || desktop === null ? null : desktop;
      const started = pairedProcess(served === null ? null : (parent) => serveSensors(served, parent));
      processes.push(started);
      if (desktop === null) started.say(says);
      return started;
    },
  });
  const readings: ActiveWindowReading[] = [];
  const desktop = () => desktops.at(-1) as FakePlatform;
  const beside = () => processes.at(-1) as PairedProcess;
  return { platform, processes, desktop, beside, readings };
}

export const codeOf = (reading: ActiveWindowReading | undefined) =>
  reading?.kind === 'unavailable' ? reading.failure.reason.code : reading?.kind;
