import type { ShotDetail } from '../../../core/organisation/organisation.ts';
import { type Purpose, purposes } from '../../../core/organisation/purpose.ts';
import { type NoticeForm, noticeFormSchema } from '../../../ipc/administrator/notice.ts';

const minuteMs = 60_000;
export const draftNumbers = ['least', 'most', 'shotLeast', 'shotMost', 'interval', 'hold', 'idle'] as const;

/** The form as it is typed: numbers are texts, times are minutes. */
export interface Draft extends Readonly<Record<(typeof draftNumbers)[number], string>> {
  readonly purposes: ReadonlySet<Purpose>;
  readonly shotDetail: ShotDetail;
  readonly sitePaths: boolean;
}

export function draftOf({ purposes: asked, keptDays, shotKeptDays, ...form }: NoticeForm): Draft {
  return {
    purposes: new Set(asked),
    ...{ least: String(keptDays.least), most: String(keptDays.most) },
    ...{ shotLeast: String(shotKeptDays.least), shotMost: String(shotKeptDays.most) },
    ...{ interval: minutes(form.shotIntervalMs), hold: minutes(form.holdMs), idle: minutes(form.idleAfterMs) },
    ...{ shotDetail: form.shotDetail, sitePaths: form.sitePaths },
  };
}

/** Null where something of it cannot be. */
export function formOf(draft: Draft): NoticeForm | null {
  const { least, most, shotLeast, shotMost, interval, hold, idle, shotDetail, sitePaths } = draft;
  const form = noticeFormSchema.safeParse({
    purposes: purposes.filter((purpose) => draft.purposes.has(purpose)),
    keptDays: { least: numberIn(least), most: numberIn(most) },
    shotKeptDays: { least: numberIn(shotLeast), most: numberIn(shotMost) },
    ...{ shotIntervalMs: msIn(interval), holdMs: msIn(hold), idleAfterMs: msIn(idle), shotDetail, sitePaths },
  });
  return form.success ? form.data : null;
}

function minutes(ms: number): string {
  return String(ms / minuteMs);
}

function numberIn(text: string): number {
  return /^\d+([.,]\d+)?$/.test(text.trim()) ? Number(text.trim().replace(',', '.')) : Number.NaN;
}

function msIn(text: string): number {
  return Math.round(numberIn(text) * minuteMs);
}
