import { useEffect, useId, useRef, useState } from 'react';
import { longestNote } from '../../../core/timesheet/timesheet.ts';
import { minutesText, typedMinutes } from '../../../core/timesheet/typed-minutes.ts';
import type { TimesheetRow } from '../../../ipc/employee-timesheet.ts';
import { Button } from '../../parts/controls/button.tsx';
import { Field } from '../../parts/controls/field.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { dayText } from '../../parts/formats.ts';
import { useMutation } from '../../parts/use-mutation.ts';
import { tTimesheet as t } from '../messages.ts';

interface Props {
  readonly row: TimesheetRow;
  readonly cell: TimesheetRow['cells'][number];
  readonly onWrite: (minutes: number | null, note: string) => Parameters<ReturnType<typeof useMutation>['run']>[0];
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** One field of the week: its time and a note. */
export function CellForm({ row, cell, onWrite, onDone, onCancel }: Props) {
  const [time, setTime] = useState(minutesText(cell.minutes));
  const [note, setNote] = useState(cell.note);
  const mutation = useMutation();
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const minutes = typedMinutes(time);
  const write = async (value: number | null) => {
    // What was counted and not changed stays counted.
    const kept = value === cell.counted && !cell.isWritten ? null : value;
    if (await mutation.run(onWrite(kept, note))) onDone();
  };
  return (
    <form
      ref={form}
      className="cell-form"
      aria-labelledby={`${id}-title`}
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
      onSubmit={(event) => {
        event.preventDefault();
        if (minutes !== null && !mutation.isBusy) void write(minutes);
      }}
    >
      <h3 id={`${id}-title`}>{t('edit-title', { project: row.project.name, day: dayText(cell.day) })}</h3>
      <div className="row wrap cell-fields">
        <Field
          label={t('time')}
          className="input number"
          value={time}
          maxLength={20}
          error={minutes === null ? t('time-wrong') : null}
          onChange={({ target }) => setTime(target.value)}
        />
        <Field
          label={t('note')}
          value={note}
          maxLength={longestNote}
          onChange={({ target }) => setNote(target.value)}
        />
      </div>
      <div className="row wrap">
        <Button type="submit" aria-disabled={minutes === null || mutation.isBusy}>
          {t('save')}
        </Button>
        {cell.isWritten && (
          <Button onClick={() => void mutation.run(onWrite(null, note)).then((isDone) => isDone && onDone())}>
            {t('counted', { time: minutesText(cell.counted) || '0:00' })}
          </Button>
        )}
        <Button kind="bare" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
      <ProblemNotice problem={mutation.problem} tone="danger" />
    </form>
  );
}
