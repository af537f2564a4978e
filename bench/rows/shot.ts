import sharp, { type Sharp } from 'sharp';
import { ssim } from 'ssim.js';
import type { Screen } from '../../agent/ports.ts';
import { Camera } from '../../agent/screenshot/camera.ts';
import { chooseEncoder } from '../../agent/screenshot/encoder.ts';
import { ShotTaker } from '../../agent/screenshot/shot-taker.ts';
import { decide, type Grant } from '../../core/consent/consent.ts';
import { effectiveRules } from '../../core/consent/person-settings.ts';
import { hashOfTerms } from '../../core/consent/terms.ts';
import { recordIdSchema } from '../../core/ids.ts';
import { unwrap } from '../../core/result.ts';
import { termsFor } from '../../test/fixtures/consent/consents.ts';
import { takeScreen } from '../picture.ts';
import { cpuOf, type Measurement, medians, row, rowsAgainst } from '../row.ts';
import { openBenchVault } from '../vault-fixture.ts';

const rounds = 40;

/** A camera on a fixed picture: everything from the pixels on is the product's own path, down to the sealed file and its row. */
async function openCamera(screen: () => Screen) {
  const { vault, keeper, close } = await openBenchVault();
  const kept = { sealed: 0, encoded: 0, webp: new Uint8Array() as Uint8Array };
  const encoder = await chooseEncoder({ platform: process.platform, isElectron: false });
  const rules = unwrap(effectiveRules({ rules: [] }, { rules: [], withoutSuggestions: [] }));
  const camera = new Camera({
    screen: { capture: async () => ({ kind: 'screen', screen: screen() }) },
    encoder: async () => ({
      ...encoder,
      encode: (frame) => {
        kept.encoded++;
        return encoder.encode(frame);
      },
    }),
    permission: () => ({ grant: grant(), rules, detail: 'sharp', holdMs: 0 }),
  });
  const taker = new ShotTaker({
    camera,
    keeper: {
      keepShot: (shot) => {
        kept.webp = shot.webp;
        return keeper.keepShot(shot);
      },
      discardShot: (id) => keeper.discardShot(id),
    },
    recorder: { shot: () => {} },
  });
  const sealedBytes = (): number => vault.shots(keeper.dayOf(screen().at)).at(-1)?.bytes ?? 0;
  return { taker, kept, sealedBytes, close };
}

function grant(): Grant<'screenshots'> {
  const terms = termsFor('screenshots');
  const record = {
    id: recordIdSchema.parse('0'.repeat(26)),
    at: 0,
    purpose: 'screenshots',
    event: 'agreed',
    given: 'page',
    terms,
    notice: hashOfTerms(terms),
  } as const;
  const decision = decide('screenshots', Date.now(), {
    ledger: [record],
    enrolled: true,
    terms,
    isWorkingTime: true,
    settingsValid: true,
    pause: null,
    locked: false,
    suspended: false,
    ended: null,
    isSignShown: true,
  });
  if ('refused' in decision) throw new Error(`refused: ${decision.refused}`);
  return decision.grant;
}

/**
 * Puts another block into a corner of the picture, so that it counts as changed. In place: a new copy a round would leave
 * 6 MB of garbage, whose collection falls on whichever side happens to run.
 */
function change(screen: Screen, seed: number): Screen {
  for (const { rgb, width } of screen.frames)
    for (let line = 0; line < 60; line++) rgb.fill((seed * 53) % 256, line * width * 3, line * width * 3 + 360);
  return { ...screen, at: screen.at + 1 };
}

function bareImage({ frames: [frame] }: Screen): Sharp {
  if (frame === undefined) throw new Error('no monitor');
  const { rgb, width, height } = frame;
  return sharp(rgb, { raw: { width, height, channels: 3 } });
}

/** The first monitor as the bare library encodes it. */
function bareWebp(screen: Screen): Promise<Buffer> {
  return bareImage(screen).webp({ quality: 60, effort: 2 }).toBuffer();
}

/** CPU from pixels to the sealed file, against the bare `sharp` call on the same pixels, taken in turns. */
export const shotCpu: Measurement = {
  id: 'shot-cpu',
  async run(say) {
    const screen = await takeScreen();
    let current = screen;
    const { taker, close } = await openCamera(() => current);
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < rounds; round++) {
      say(`round ${round + 1} of ${rounds}`);
      current = change(current, round + 1);
      const bare = () => bareWebp(current);
      // Whoever comes second finds the pixels in the processor's caches, so they take turns at that too.
      const oursFirst = round % 2 === 0;
      const first = await cpuOf(oursFirst ? () => taker.take() : bare);
      const second = await cpuOf(oursFirst ? bare : () => taker.take());
      const [one, other] = oursFirst ? [first, second] : [second, first];
      // The first rounds pay for loading and compiling on both sides.
      if (round >= 5) {
        ours.push(one);
        theirs.push(other);
      }
    }
    close();
    const cpu = medians(ours, theirs);
    const met = cpu.ours / cpu.theirs <= 1.25;
    return rowsAgainst('bare sharp WebP call', row('shot-cpu', cpu, 'ms CPU', 'at most 1.25 x', met));
  },
};

/** Bytes of the sealed file against PNG of the same pixels, as other trackers keep it. */
export const shotBytes: Measurement = {
  id: 'shot-bytes',
  async run() {
    const screen = await takeScreen();
    const { taker, kept, sealedBytes, close } = await openCamera(() => screen);
    await taker.take();
    const png = await bareImage(screen).png().toBuffer();
    const likeness = ssim(await rgbaOf(bareImage(screen)), await rgbaOf(sharp(kept.webp)), {
      downsample: false,
    }).mssim;
    const bytes = { ours: sealedBytes(), theirs: png.length };
    close();
    const met = bytes.ours / bytes.theirs <= 1 / 4 && likeness >= 0.99;
    const unit = `bytes (SSIM ${likeness.toFixed(4)})`;
    return rowsAgainst('PNG of the same pixels', row('shot-bytes', bytes, unit, 'at most 1/4 at SSIM 0.99', met));
  },
};

async function rgbaOf(image: Sharp): Promise<{ data: Uint8ClampedArray; width: number; height: number }> {
  const { data, info } = await image.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data: new Uint8ClampedArray(data), width: info.width, height: info.height };
}

/** What an unchanged screen costs, from pixels to the decision, against encoding it all the same. */
export const unchangedScreen: Measurement = {
  id: 'unchanged-screen',
  async run() {
    const screen = await takeScreen();
    const { taker, kept, close } = await openCamera(() => screen);
    await taker.take();
    const encodedBefore = kept.encoded;
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const one = await cpuOf(() => taker.take());
      const other = await cpuOf(() => bareWebp(screen));
      if (round >= 5) {
        ours.push(one);
        theirs.push(other);
      }
    }
    close();
    const cpu = medians(ours, theirs);
    const met = cpu.ours < 3 && kept.encoded === encodedBefore;
    const target = 'under 3 ms, nothing encoded';
    return rowsAgainst('encoding it again', row('unchanged-screen', cpu, 'ms CPU', target, met));
  },
};
