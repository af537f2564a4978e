import type { ShotId } from '../../../core/ids.ts';
import type { ShotStatus } from '../../../ipc/employee.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { bytesText, countdownText, timeText } from '../../parts/formats.ts';
import { Card } from '../../parts/layout/card.tsx';
import type { PictureStore } from '../../parts/screenshots/picture-store.ts';
import { shotNote } from '../../parts/screenshots/shot-moments.ts';
import { ClockMark } from '../../parts/timeline/marks.tsx';
import type { Query } from '../../parts/use-query.ts';
import type { EmployeeClient } from '../frame/page-props.ts';
import { tToday as t } from '../messages.ts';
import { DeleteShot } from './delete-shot.tsx';
import { OpenShot, ShotList } from './shot-list.tsx';

interface Props {
  readonly client: EmployeeClient;
  readonly shots: Query<ShotStatus[]>;
  readonly store: PictureStore;
  readonly now: number;
  readonly zone: string;
  /** The start of idle time that is not answered for: what was taken since stays until it is. */
  readonly heldFrom: number | null;
  readonly onOpen: (id: ShotId) => void;
  readonly onCover: (id: ShotId) => void;
  readonly onDone: () => void;
}

const shownLeft = 10;

/** The day's pictures: first those still on hold, with what time is left to delete them; then those on their way or gone. */
export function ShotsCard(props: Props) {
  const { shots } = props;
  const all = [...(shots.value ?? [])].sort((a, b) => b.at - a.at);
  const held = all.filter(({ place }) => place === 'hold');
  const left = all.filter(({ place }) => place !== 'hold');
  return (
    <Card
      id="shots"
      title={t('shots-title')}
      about={held.length > 0 && t(held.every(({ leavesAt }) => leavesAt === null) ? 'shots-about-here' : 'shots-about')}
    >
      <ProblemNotice problem={shots.problem} onRetry={shots.again} />
      {shots.value === null && shots.problem === null && <span className="skeleton shots-skeleton" />}
      {shots.value !== null && held.length === 0 && <p className="quiet">{t('shots-none')}</p>}
      <ul className="held">
        {held.map((shot) => (
          <HeldShot key={shot.id} shot={shot} {...props} />
        ))}
      </ul>
      {left.length > 0 && (
        <>
          <h3 className="left-title">
            {t('shots-earlier')} <span className="quiet">{t('shots-count', { count: left.length })}</span>
          </h3>
          <ShotList
            shots={left}
            most={shownLeft}
            store={props.store}
            zone={props.zone}
            placeText={(place) => t(place === 'hold' ? 'place-here' : `place-${place}`)}
            onOpen={props.onOpen}
          />
        </>
      )}
    </Card>
  );
}

type ShotProps = Props & { readonly shot: ShotStatus };

function HeldShot({ shot, client, store, now, zone, heldFrom, onOpen, onCover, onDone }: ShotProps) {
  const left = (shot.leavesAt ?? now) - now;
  const stays = shot.leavesAt === null;
  const note = shotNote(shot.covered, false);
  const isAsked = heldFrom !== null && shot.at >= heldFrom;
  return (
    <li data-testid="held-shot">
      <OpenShot shot={shot} store={store} zone={zone} onOpen={onOpen} />
      <div className="held-words">
        <h3>
          {timeText(shot.at, zone)} <span className="quiet">{shot.monitor}</span>
        </h3>
        <p className="row" data-testid="countdown">
          <ClockMark /> {stays && t('stays-here')}
          {!stays && left > 0 && t('leaves-in', { time: countdownText(left) })}
          {!stays && left <= 0 && t(isAsked ? 'leaves-answer' : 'leaves-now')}
        </p>
        <p className="quiet small">
          {shot.width} × {shot.height} · {bytesText(shot.bytes)}
          {note !== '' && ` · ${note}`}
        </p>
      </div>
      <div className="row wrap held-acts">
        <DeleteShot client={client} id={shot.id} onDone={onDone} />
        <Button onClick={() => onCover(shot.id)}>{t('cover')}</Button>
      </div>
    </li>
  );
}
