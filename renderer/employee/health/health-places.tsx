import { Fragment, type ReactNode } from 'react';
import type { EmployeeStatus } from '../../../ipc/employee.ts';
import type { Health } from '../../../ipc/employee-data.ts';
import { bytesText, countText } from '../../parts/formats.ts';
import { Card } from '../../parts/layout/card.tsx';
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
      <Card id="kept" title={t('kept')}>
        <Pairs
          facts={[
            ['kept-folder', <BrokenPath key="folder" path={vault.folder} />],
            ['kept-size', bytesText(vault.bytes)],
            ['kept-days', countText(vault.days)],
            ['kept-host', <Path key="host">{storage.host}</Path>],
            ['kept-bucket', <Path key="bucket">{storage.bucket}</Path>],
          ]}
        />
        <p className="quiet small health-note">{t('kept-note')}</p>
        <p className="quiet small health-note" data-testid="credential" data-credential={storage.credential}>
          {t(`credential-${storage.credential}`)}
        </p>
      </Card>
      <Card id="program" title={t('program')}>
        <Pairs
          facts={[
            ['program-version', appVersion],
            ['program-host', t(`program-${host}`)],
            ['program-platform', platform],
          ]}
        />
      </Card>
    </>
  );
}

type HealthKey = Parameters<typeof t>[0];

function Pairs({ facts }: { readonly facts: readonly (readonly [HealthKey, ReactNode])[] }) {
  return (
    <dl className="pairs health-pairs">
      {facts.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{t(name)}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

function Path({ children }: { readonly children: ReactNode }) {
  return <bdi className="path">{children}</bdi>;
}

/** A path whose lines break after its separators, and in a name only where that alone is too long. What is copied is the path. */
export function BrokenPath({ path }: { readonly path: string }) {
  const parts = [...path.matchAll(/[^/\\]*[/\\]*/g)].map(({ 0: part, index }) => (
    <Fragment key={index}>
      {part}
      <wbr />
    </Fragment>
  ));
  return <Path>{parts}</Path>;
}
