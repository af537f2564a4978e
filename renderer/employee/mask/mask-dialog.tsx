import { Dialog } from 'radix-ui';
import { useEffect, useState } from 'react';
import type { ShotId } from '../../../core/ids.ts';
import type { Rectangle, Size } from '../../../core/rectangle.ts';
import { Button } from '../../parts/controls/button.tsx';
import { DialogWindow } from '../../parts/controls/dialog-window.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { timeText } from '../../parts/formats.ts';
import type { PictureStore } from '../../parts/screenshots/picture-store.ts';
import { usePicture } from '../../parts/screenshots/use-picture.ts';
import { CrossMark } from '../../parts/timeline/marks.tsx';
import { useMutation } from '../../parts/use-mutation.ts';
import type { EmployeeClient } from '../frame/page-props.ts';
import { tToday as t } from '../messages.ts';
import { MaskArea } from './mask-area.tsx';
import './mask.css';

interface Props {
  readonly client: EmployeeClient;
  readonly store: PictureStore;
  readonly id: ShotId;
  readonly at: number;
  readonly zone: string;
  readonly onClose: () => void;
  /** The picture is another one now. */
  readonly onCovered: (id: ShotId) => void;
}

const mostParts = 50;

/** Rectangles over a picture that is on hold; once applied, what lay under them is nowhere. */
export function MaskDialog({ client, store, id, at, zone, onClose, onCovered }: Props) {
  const [parts, setParts] = useState<readonly Rectangle[]>([]);
  const mutation = useMutation();
  const picture = useSizedPicture(store, id);
  const apply = async () => {
    if (await mutation.run(() => client.coverShot({ id, parts: [...parts] }))) onCovered(id);
  };
  return (
    <DialogWindow className="cover" onClose={onClose}>
      <Dialog.Title>{t('cover-title', { time: timeText(at, zone) })}</Dialog.Title>
      <Dialog.Description>{t('cover-body')}</Dialog.Description>
      <ProblemNotice problem={picture.problem} tone="danger" />
      {picture.url !== null && picture.size !== null && (
        <MaskArea
          url={picture.url}
          size={picture.size}
          parts={parts}
          onAdd={(part) => setParts(parts.length < mostParts ? [...parts, part] : parts)}
          onRemoveLast={() => setParts(parts.slice(0, -1))}
        />
      )}
      <h3 id="cover-list">{t('cover-list')}</h3>
      {parts.length === 0 && <p className="quiet">{t('cover-none')}</p>}
      <ol className="cover-parts" aria-labelledby="cover-list">
        {parts.map((part, index) => (
          <li key={index} className="row">
            <span>{t('cover-rectangle', { number: index + 1, ...part })}</span>
            <Button
              kind="bare"
              aria-label={t('cover-remove', { number: index + 1 })}
              onClick={() => setParts(parts.filter((_, at) => at !== index))}
            >
              <CrossMark />
            </Button>
          </li>
        ))}
      </ol>
      <ProblemNotice problem={mutation.problem} tone="danger" />
      <div className="row end wrap">
        <Dialog.Close className="button">{t('cancel')}</Dialog.Close>
        <Button disabled={mutation.isBusy || parts.length === 0} onClick={() => void apply()}>
          {t('cover-apply', { count: parts.length })}
        </Button>
      </div>
    </DialogWindow>
  );
}

/** The picture's address and its own size, which is not that of the screen where it was made smaller. */
function useSizedPicture(store: PictureStore, id: ShotId) {
  const { url, problem } = usePicture(store, id);
  const [size, setSize] = useState<Size | null>(null);
  useEffect(() => {
    if (url === null) return;
    const image = new Image();
    image.src = url;
    void image.decode().then(() => setSize({ width: image.naturalWidth, height: image.naturalHeight }));
  }, [url]);
  return { url, size, problem };
}
