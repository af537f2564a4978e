import type { RuleSet } from '../../core/consent/redaction.ts';
import type { RecordingSettings } from '../../core/organisation/organisation.ts';
import type { Problem } from '../../core/problem.ts';
import type { DayHeaderOptions } from '../day/day-header.ts';
import type { DayKeeper } from '../day/day-keeper.ts';
import type { Gate } from '../policy/gate.ts';
import type { HoldTerms } from '../policy/hold-terms.ts';
import type { CapturePlatform, Clock } from '../ports.ts';
import type { Camera } from '../screenshot/camera.ts';
import type { MomentWithin } from '../screenshot/schedule.ts';
import type { SignKeeper } from '../sign/sign-keeper.ts';
import type { IdleQuestions } from './idle-questions.ts';

export interface ConductorOptions {
  readonly platform: CapturePlatform;
  readonly gate: Gate;
  readonly camera: Pick<Camera, 'shoot' | 'permission'>;
  readonly keeper: Pick<DayKeeper, 'zone' | 'dayOf' | 'keep' | 'advance' | 'removeSpan' | 'keepShot' | 'discardShot'>;
  readonly idle: Pick<IdleQuestions, 'idle' | 'end'>;
  readonly hold: Pick<HoldTerms, 'note' | 'forget' | 'ofRecords'>;
  readonly sign: Pick<SignKeeper, 'start' | 'applyPermissions' | 'stop'>;
  readonly clock: Clock;
  readonly settings: () => RecordingSettings;
  /** Null while any rule does not parse. */
  readonly rules: () => RuleSet | null;
  /** Has browsers tell the paths of pages, or no more; absent: no browser tells any. */
  readonly wantPaths?: ((isWanted: boolean) => void) | undefined;
  readonly moment: MomentWithin;
  /** Everything of a header but its time and sensors. */
  readonly header: DayHeaderOptions['facts'];
  readonly onChange: () => void;
  /** Called after objects may have become ready to be sent. */
  readonly onReady: () => void;
  /** Why a picture was not kept; the next one is tried as usual. */
  readonly onNotKept: (problem: Problem) => void;
  /** What failed unexpectedly; never with captured content. Recording goes on. */
  readonly onError: (where: string, error: unknown) => void;
}
