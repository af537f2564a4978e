import { Fragment } from 'react';
import type { EmployeeStatus } from '../../../ipc/employee.ts';
import type { Health } from '../../../ipc/employee-data.ts';
import { bytesText, countText } from '../../parts/formats.ts';
import { tHealth as t } from '../messages.ts';

interface Props {
  readonly health: Health;
  readonly host: EmployeeStatus['host'];
}

/** Where everything lies, and what runs. */
export function HealthPlaces({ health, host }: Props) {
  const { vault, storage, platform, appVersion } = health;
  return (
    <>
      <section className="card" aria-labelledby="kept-title">
        <div className="card-head">
          <h2 id="kept-title">{t('kept')}</h2>
        </div>
        <dl className="pairs health-pairs">
          <dt>{t('kept-folder')}</dt>
          <dd>
            <bdi className="path">
              <BrokenPath path={vault.folder} />
            </bdi>
          </dd>
          <dt>{t('kept-size')}</dt>
          <dd>{bytesText(vault.bytes)}</dd>
          <dt>{t('kept-days')}</dt>
          <dd>{countText(vault.days)}</dd>
          <dt>{t('kept-host')}</dt>
          <dd>
            <bdi className="path">{storage.host}</bdi>
          </dd>
          <dt>{t('kept-bucket')}</dt>
          <dd>
            <bdi className="path">{storage.bucket}</bdi>
          </dd>
        </dl>
        <p className="quiet small health-note">{t('kept-note')}</p>
        <p className="quiet small health-note" data-testid="credential" data-credential={storage.credential}>
          {t(`credential-${storage.credential}`)}
        </p>
      </section>
      <section className="card" aria-labelledby="program-title">
        <div className="card-head">
          <h2 id="program-title">{t('program')}</h2>
        </div>
        <dl className="pairs health-pairs">
          <dt>{t('program-version')}</dt>
          <dd>{appVersion}</dd>
          <dt>{t('program-host')}</dt>
          <dd>{t(`program-${host}`)}</dd>
          <dt>{t('program-platform')}</dt>
          <dd>{platform}</dd>
        </dl>
      </section>
    </>
  );
}

/** A path whose lines break after its separators, and in a name only where that alone is too long. What is copied is the path. */
function BrokenPath({ path }: { readonly path: string }) {
  return [...path.matchAll(/[^/\\]*[/\\]*/g)].map(({ 0: part, index }) => (
    <Fragment key={index}>
      {part}
      <wbr />
    </Fragment>
  ));
}
