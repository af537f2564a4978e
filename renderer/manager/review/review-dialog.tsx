import { Dialog } from 'radix-ui';
import { type FormEvent, useState } from 'react';
import { daySchema } from '../../../core/ids.ts';
import { mayOpen } from '../../../core/organisation/access.ts';
import { dayOf, knownZone } from '../../../core/time/calendar.ts';
import type { Person } from '../../../ipc/manager.ts';
import { DayField } from '../../parts/calendar/typed-field.tsx';
import { Button } from '../../parts/controls/button.tsx';
import { DialogWindow } from '../../parts/controls/dialog-window.tsx';
import { listText } from '../../parts/formats.ts';
import { ownZone } from '../../parts/own-zone.ts';
import { tReview as t } from '../messages.ts';
import { areSingleKeysOn } from '../people/single-keys.tsx';
import { ReasonFields, ReasonHint, useReason } from '../reason/reason-fields.tsx';
import { mostReviewed, Review } from './review.ts';
import './review.css';

interface Props {
  /** In the order in which they will be gone through. */
  readonly people: readonly Person[];
  readonly now: number;
  readonly before: string | null;
  readonly onStart: (review: Review) => void;
  readonly onClose: () => void;
}

const namedAtMost = 12;

/** One day and one reason for several people. It opens nothing by itself: each day is opened when it is gone to. */
export function ReviewDialog({ people, now, before, onStart, onClose }: Props) {
  const [typed, setTyped] = useState<string>(dayOf(now, knownZone(ownZone)));
  const draft = useReason(before);
  const day = daySchema.safeParse(typed);
  const asked = people.slice(0, mostReviewed);
  const open = day.success ? asked.filter((person) => mayOpen(person, day.data)) : asked;
  const names = open.slice(0, namedAtMost).map(({ name }) => name);
  const more = open.length - names.length;
  const isReady = day.success && draft.reason !== '' && open.length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    onStart(
      new Review(
        open.map(({ person }) => person),
        day.data,
        draft.reason,
      ),
    );
  };
  return (
    <DialogWindow className="review-dialog" aria-describedby="review-about" onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <Dialog.Title asChild>
          <h2>{t('title', { count: open.length })}</h2>
        </Dialog.Title>
        <p className="quiet">
          {listText(more > 0 ? [...names, t('more', { count: more })] : names)}
          {open.length < asked.length && ` ${t('no-access', { count: asked.length - open.length })}`}
          {asked.length < people.length && ` ${t('too-many', { most: mostReviewed })}`}
        </p>
        <DayField label={t('day')} value={typed} error={day.success ? null : t('day-missing')} onValue={setTyped} />
        <ReasonFields draft={draft} />
        <p id="review-about">{t('about', { keys: areSingleKeysOn() ? 'on' : 'off' })}</p>
        <div className="row wrap">
          <Button type="submit" kind="even" disabled={!isReady}>
            {t('start')}
          </Button>
          <Button kind="even" onClick={onClose}>
            {t('cancel')}
          </Button>
          <ReasonHint draft={draft} />
        </div>
      </form>
    </DialogWindow>
  );
}
