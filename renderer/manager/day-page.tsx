import { ToggleGroup } from 'radix-ui';
import { useEffect, useMemo, useState } from 'react';
import { managerDayWords } from '../../core/words/manager-day.ts';
import type { Client } from '../../ipc/contract.ts';
import type { ManagerContract, ManagerStatus } from '../../ipc/manager.ts';
import type { OpenedDay } from '../../ipc/manager-day.ts';
import { dayText, timeText } from '../parts/formats.ts';
import { pageLanguage, wordsOf } from '../parts/language.ts';
import { Notice } from '../parts/notice.tsx';
import { PictureStore } from '../parts/picture-store.ts';
import { ChainBadge, ChainFaults } from './chain-badge.tsx';
import { dayWords } from './day-words.ts';
import { DeviceDay } from './device-day.tsx';
import { EntriesCard } from './entries-card.tsx';
import { ExportMenu } from './export-menu.tsx';

const say = wordsOf(managerDayWords);

interface Props {
  readonly client: Client<ManagerContract>;
  readonly opened: OpenedDay;
  /** The organisation's own, from the status. */
  readonly categories: ManagerStatus['categories'];
  /** The viewer's name, for what is printed. */
  readonly viewer: string;
  readonly onReadAgain: () => void;
}

/** "What was this day like?", one device at a time. */
export function DayPage({ client, opened, categories, viewer, onReadAgain }: Props) {
  const [index, setIndex] = useState(0);
  const shown = opened.devices[index] ?? opened.devices[0];
  const { person, day } = opened;
  const device = shown?.device;
  const store = useMemo(
    () =>
      new PictureStore(async (id) => {
        if (device === undefined) throw new Error('a picture without a device');
        return client.picture({ person: person.person, day, device, id });
      }),
    [client, person.person, day, device],
  );
  useEffect(() => () => store.close(), [store]);
  const zone = shown?.view?.zone ?? person.zone ?? 'UTC';

  return (
    <div className="stack" data-testid="day">
      <header className="day-head">
        <h1>{person.name}</h1>
        <span className="quiet">
          {dayText(day)} · {zone}
        </span>
        {shown !== undefined && <ChainBadge chain={shown.chain} />}
        <button type="button" className="button" onClick={onReadAgain}>
          {say('again')}
        </button>
        <ExportMenu
          client={client}
          what={{ kind: 'day', person: person.person, day }}
          viewer={viewer}
          zone={zone}
          viewedAt={opened.receiptAt}
        />
      </header>
      {opened.devices.length > 1 && (
        <ToggleGroup.Root
          className="toggles"
          type="single"
          aria-label={say('device')}
          value={String(index)}
          onValueChange={(value) => value !== '' && setIndex(Number(value))}
        >
          {opened.devices.map((each, at) => (
            <ToggleGroup.Item key={each.device} className="toggle" value={String(at)} data-device={each.device}>
              {deviceWords(each, at)}
            </ToggleGroup.Item>
          ))}
        </ToggleGroup.Root>
      )}
      {shown === undefined && <p>{say('no-device')}</p>}
      {shown !== undefined && (
        <>
          {shown.view !== null && (
            <p className="day-words" data-testid="day-words">
              {dayWords(shown.view)}
            </p>
          )}
          {shown.problem !== null && <Notice problem={shown.problem} tone="danger" onRetry={onReadAgain} />}
          <ChainFaults chain={shown.chain} />
          {shown.view !== null && shown.view.first !== null && (
            <>
              <EntriesCard client={client} person={person.person} day={shown.view} />
              <DeviceDay
                key={`${shown.device} ${pageLanguage()}`}
                day={shown.view}
                categories={categories}
                store={store}
              />
            </>
          )}
        </>
      )}
      <p className="quiet">{say('receipt', { time: timeText(opened.receiptAt, zone) })}</p>
    </div>
  );
}

function deviceWords({ view }: OpenedDay['devices'][number], at: number): string {
  const header = view?.headers.at(-1);
  const device = say('device-number', { number: at + 1 });
  return header === undefined ? device : `${device} · ${header.os.name}`;
}
