import { useId } from 'react';
import { type ShotDetail, shotDetails } from '../../../core/organisation/organisation.ts';
import { tSettings as t } from '../messages.ts';

interface Props {
  readonly detail: ShotDetail;
  /** The organisation's: sharper ones than this are not taken anyway. */
  readonly least: ShotDetail;
  readonly onChange: (detail: ShotDetail) => void;
}

/** How much pictures show, with a drawing of what each choice means. */
export function SettingsDetail({ detail, least, onChange }: Props) {
  const name = useId();
  const isOffered = (each: ShotDetail) => shotDetails.indexOf(each) >= shotDetails.indexOf(least);
  const chosen = isOffered(detail) ? detail : least;
  return (
    <section className="card" aria-labelledby="detail-title">
      <h2 id="detail-title">{t('detail-title')}</h2>
      <div className="details" role="radiogroup" aria-labelledby="detail-title">
        {shotDetails.map((each) => (
          <label key={each} className="detail" data-detail={each}>
            <Drawing detail={each} />
            <span className="row">
              <input
                type="radio"
                name={name}
                checked={each === chosen}
                disabled={!isOffered(each)}
                onChange={() => onChange(each)}
              />
              <strong>{t(`detail-${each}`)}</strong>
            </span>
            <span className="quiet small">{t(`detail-${each}-about`)}</span>
          </label>
        ))}
      </div>
      <p className="quiet small">
        {least !== 'sharp' && `${t('detail-least', { detail: t(`detail-${least}`) })} `}
        {t('detail-about')}
      </p>
    </section>
  );
}

const shades = [0.35, 0.6, 0.45, 0.8];

/** A window of text, as it would be seen. */
function Drawing({ detail }: { readonly detail: ShotDetail }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 120 72" className="detail-drawing">
      <rect x="0.5" y="0.5" width="119" height="71" rx="4" className="drawing-desk" />
      {detail === 'solid' && <rect x="14" y="10" width="84" height="52" className="drawing-solid" />}
      {detail === 'pixelated' &&
        Array.from({ length: 24 }, (_, index) => (
          <rect
            key={index}
            x={14 + (index % 6) * 14}
            y={10 + Math.floor(index / 6) * 13}
            width="14"
            height="13"
            className="drawing-block"
            opacity={shades[(index * 7 + Math.floor(index / 6)) % 4]}
          />
        ))}
      {detail === 'sharp' && (
        <>
          <rect x="14" y="10" width="84" height="52" className="drawing-paper" />
          <rect x="14" y="10" width="84" height="9" className="drawing-solid" />
          {[26, 33, 40, 47, 54].map((y, index) => (
            <rect key={y} x="20" y={y} width={[62, 70, 48, 66, 34][index]} height="2.4" className="drawing-text" />
          ))}
        </>
      )}
    </svg>
  );
}
