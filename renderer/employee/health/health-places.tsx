import { Fragment } from 'react';
import type { EmployeeStatus } from '../../../ipc/employee.ts';
import type { Health } from '../../../ipc/employee-data.ts';
import { healthWords } from '../../../messages/employee/health.ts';
import { bytesText, countText } from '../../parts/formats.ts';
import { wordsOf } from '../../parts/language.ts';

const say = wordsOf(healthWords);

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
          <h2 id="kept-title">{say('kept')}</h2>
        </div>
        <dl className="pairs health-pairs">
          <dt>{say('kept-folder')}</dt>
          <dd>
            <bdi className="path">
              <BrokenPath path={vault.folder} />
            </bdi>
          </dd>
          <dt>{say('kept-size')}</dt>
          <dd>{bytesText(vault.bytes)}</dd>
          <dt>{say('kept-days')}</dt>
          <dd>{countText(vault.days)}</dd>
          <dt>{say('kept-host')}</dt>
          <dd>
            <bdi className="path">{storage.host}</bdi>
          </dd>
          <dt>{say('kept-bucket')}</dt>
          <dd>
            <bdi className="path">{storage.bucket}</bdi>
          </dd>
        </dl>
        <p className="quiet small health-note">{say('kept-note')}</p>
        <p className="quiet small health-note" data-testid="credential" data-credential={storage.credential}>
          {say(`credential-${storage.credential}`)}
        </p>
      </section>
      <section className="card" aria-labelledby="program-title">
        <div className="card-head">
          <h2 id="program-title">{say('program')}</h2>
        </div>
        <dl className="pairs health-pairs">
          <dt>{say('program-version')}</dt>
          <dd>{appVersion}</dd>
          <dt>{say('program-host')}</dt>
          <dd>{say(`program-${host}`)}</dd>
          <dt>{say('program-platform')}</dt>
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
