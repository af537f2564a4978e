import { reason } from '../../../../core/reason.ts';
import type { SensorFailure } from '../../../ports.ts';
import { answerOr } from '../answers.ts';
import type { TitleCount } from '../windows/window-entries.ts';

/**
 * What is known of the permission Screen Recording, which titles of other programs and pictures
 * need. All else that is recorded on macOS needs no permission.
 *
 * - `unproven`: nothing was on the screen that could prove it, and the system does not deny it.
 * - `granted`: titles of other programs are told.
 * - `missing`: they are not, and the system says that it is not given. The first state of everybody:
 *   the system does not tell "never asked" from "denied".
 * - `stale`: they are not, and the system says that it is given: to another build of the program,
 *   as its switch goes on showing after an update that is signed otherwise, or not at all.
 * - `revoked`: they were in this run, and are not any more.
 */
export type RecordingPermission = 'unproven' | 'granted' | 'missing' | 'stale' | 'revoked';

export interface RecordingEvidence {
  /** Windows of other programs, by whether their title is told; null: there is no list. */
  readonly titles: TitleCount | null;
  /** What `CGPreflightScreenCaptureAccess` says, which is wrong in both directions; null: nothing. */
  readonly preflight: boolean | null;
}

/** So many windows without a title are not all windows that have none. */
const enoughUntitled = 3;

/** The next state. The system's own word counts only where nothing can be seen that proves it. */
export function nextPermission(
  before: RecordingPermission,
  { titles, preflight }: RecordingEvidence,
): RecordingPermission {
  // The session has no desktop now, or is asleep: that says nothing of a permission.
  if (titles === null) return before;
  if (titles.titled > 0) return 'granted';
  const isUntold = titles.untitled >= enoughUntitled || (preflight === false && titles.untitled > 0);
  if (before === 'granted' || before === 'revoked') return isUntold ? 'revoked' : before;
  if (preflight === false) return 'missing';
  if (!isUntold) return 'unproven';
  return preflight === true ? 'stale' : 'missing';
}

const reasons = {
  missing: { ok: false, reason: reason('mac-recording-missing') },
  stale: { ok: false, reason: reason('mac-recording-stale') },
  revoked: { ok: false, reason: reason('mac-recording-revoked') },
} as const satisfies Partial<Record<RecordingPermission, SensorFailure>>;

const unproven: SensorFailure = { ok: false, reason: reason('mac-recording-unproven') };

function recordingFailure(permission: RecordingPermission): SensorFailure | null {
  return permission === 'granted' || permission === 'unproven' ? null : reasons[permission];
}

const nothingSeen: RecordingEvidence = { titles: null, preflight: null };
/** How long one look at the list of windows stands for the next ones, ms. */
const lookAgainMs = 2_000;

/**
 * The permission as it is now: looked at whenever it is asked for, and never asked of the person
 * from here. `now` is monotonic, ms.
 */
export class ScreenRecording {
  readonly #evidence: () => RecordingEvidence;
  readonly #now: () => number;
  #state: RecordingPermission = 'unproven';
  #titles: TitleCount | null = null;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #isPixelAsked = false;

  constructor(evidence: () => RecordingEvidence, now: () => number) {
    this.#evidence = evidence;
    this.#now = now;
  }

  get state(): RecordingPermission {
    const now = this.#now();
    if (now - this.#lookedAt >= lookAgainMs) {
      this.#lookedAt = now;
      const evidence = answerOr(this.#evidence, nothingSeen);
      this.#titles = evidence.titles;
      this.#state = nextPermission(this.#state, evidence);
    }
    return this.#state;
  }

  /**
   * Where no window proves any more what one proved before, a picture has to: `hasPixels` says
   * whether one has any, null where that is not known. It is asked once in each such doubt, and
   * never where nothing proved it before: the system would ask the person.
   */
  async confirm(mayRead: () => boolean, hasPixels: () => Promise<boolean | null>): Promise<void> {
    const { state } = this;
    if (this.#titles === null) return;
    if (this.#titles.titled > 0) this.#isPixelAsked = false;
    else if (state === 'granted' && !this.#isPixelAsked && mayRead()) {
      this.#isPixelAsked = true;
      if ((await hasPixels()) === false) this.#state = 'revoked';
    }
  }

  /** Why titles are not told; null where they are, or where nothing says that they would not be. */
  get failure(): SensorFailure | null {
    return recordingFailure(this.state);
  }

  /**
   * Why there is no picture, looked at in this moment. Windows of which no title is told cannot be judged by rules, whatever
   * the reason: then there is none, also where nothing says that anything is missing.
   */
  get pictureFailure(): SensorFailure | null {
    this.#lookedAt = Number.NEGATIVE_INFINITY;
    const { failure } = this;
    if (failure !== null || this.#state === 'granted') return failure;
    return (this.#titles?.untitled ?? 0) === 0 ? null : unproven;
  }
}
