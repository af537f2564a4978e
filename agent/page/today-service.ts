import { boundedView } from '../../core/day/bounded-view.ts';
import { removedSpansOf } from '../../core/day/removed-span.ts';
import { viewOfDay } from '../../core/day/view.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Zone } from '../../core/time/calendar.ts';
import type { Service } from '../../ipc/contract.ts';
import type { EmployeeContract, PauseLength, ShotStatus } from '../../ipc/employee.ts';
import type { DayKeeper } from '../day/day-keeper.ts';
import type { Conductor } from '../observe/conductor.ts';
import type { StaysHere } from '../policy/stays-here.ts';
import type { Uploader } from '../upload/uploader.ts';
import type { Outbox } from '../vault/outbox.ts';
import type { ObjectRow } from '../vault/rows.ts';
import type { Vault } from '../vault/vault.ts';
import { type RecordsPort, recordsOf } from './known-days.ts';

type TodayCalls = Pick<
  Service<EmployeeContract>,
  'today' | 'shots' | 'picture' | 'deleteShot' | 'pause' | 'resume' | 'retryUploads'
>;

export interface TodayPort extends RecordsPort {
  readonly conductor: RecordsPort['conductor'] & Pick<Conductor, 'deleteShot'>;
  readonly keeper: RecordsPort['keeper'] & Pick<DayKeeper, 'picture'>;
  readonly vault: Pick<Vault, 'shots' | 'shot' | 'read'>;
  readonly zone: Zone;
  readonly staysHere: Pick<StaysHere, 'keeps'>;
  readonly outbox: Pick<Outbox, 'retry'>;
  readonly uploader: Pick<Uploader, 'flush'>;
  readonly pause: (length: PauseLength) => Promise<Result<null>>;
  readonly resume: () => Promise<Result<null>>;
}

/** Today's records and pictures, and what the person does while recording goes on. */
export function todayService(port: TodayPort): TodayCalls {
  const { conductor, keeper, vault, clock, zone, outbox, uploader } = port;
  return {
    today: async () => {
      const day = keeper.dayOf(clock.now());
      const records = await recordsOf(port, day);
      if (!records.ok) return records;
      const removed = removedSpansOf(records.value);
      return ok(boundedView({ ...viewOfDay(day, zone, records.value), removed }));
    },
    shots: async ({ day }) => {
      const rows = vault.shots(day ?? keeper.dayOf(clock.now()));
      const stays = rows.some((row) => row.day !== null && port.staysHere.keeps(row.day));
      return ok(rows.flatMap((row) => shotStatus(row, stays)).reverse());
    },
    picture: async ({ id }) => {
      const row = vault.shot(id);
      if (row === null || row.day === null) return fail(problem('shot-missing'));
      const webp = await keeper.picture(row.day, () => vault.read(row));
      return webp.ok ? ok({ webp: Buffer.from(webp.value).toString('base64') }) : webp;
    },
    deleteShot: async ({ id }) => conductor.deleteShot(id),
    pause: async ({ length }) => port.pause(length),
    resume: async () => port.resume(),
    retryUploads: async () => {
      outbox.retry(true);
      // The network may take minutes; the status says how it goes.
      void uploader.flush();
      return ok(null);
    },
  };
}

function shotStatus(row: ObjectRow, stays: boolean): ShotStatus[] {
  if (row.shot_id === null) return [];
  const place = row.linked === 0 ? 'hold' : row.state === 'sent' ? 'uploaded' : stays ? 'here' : 'waiting';
  return [
    {
      id: row.shot_id,
      at: row.at,
      monitor: row.shot_monitor ?? '',
      width: row.shot_width ?? 0,
      height: row.shot_height ?? 0,
      bytes: row.bytes,
      covered: row.shot_covered ?? 0,
      place,
      leavesAt: place === 'hold' && !stays ? row.release_at : null,
    },
  ];
}
