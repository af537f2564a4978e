import { ToggleGroup } from 'radix-ui';
import { useEffect, useMemo, useState } from 'react';
import { type ChainReport, faultCount } from '../../../core/day/chain-report.ts';
import { asksForAnswers, dayTimeOf } from '../../../core/day/day-time.ts';
import { type Interval, intersection } from '../../../core/time/interval.ts';
import type { ManagerStatus } from '../../../ipc/manager.ts';
import type { OpenedDay } from '../../../ipc/manager-day.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { dayText, timeText } from '../../parts/formats.ts';
import { pageLanguage } from '../../parts/language.ts';
import { tDay as t } from '../../parts/messages.ts';
import { PictureStore } from '../../parts/screenshots/picture-store.ts';
import { WarningMark } from '../../parts/timeline/marks.tsx';
import { partOfSpan } from '../../parts/use-hash.ts';
import { useQuery } from '../../parts/use-query.ts';
import type { ManagerClient } from '../frame/page-props.ts';
import '../../parts/day/day.css';
import { dayWords } from '../../parts/day/day-text.ts';
import { DeviceDaySection } from '../../parts/day/device-day.tsx';
import { EntriesCard } from '../../parts/entries/entries-card.tsx';
import { ExportMenu } from '../export/export-menu.tsx';
import type { ExportSubject } from '../export/export-subject.ts';
import { QuestionsCard } from '../questions/questions-card.tsx';
import { ChainBadge, ChainFaults, dayChain, ErasedNote, ExpiredNote, UnopenedDevices } from './chain-badge.tsx';
import { DayCheckLine } from './day-check.tsx';
import { useDayCheck } from './use-day-check.ts';

interface Props {
  readonly client: ManagerClient;
  readonly opened: OpenedDay;
  /** The organisation's own, from the status. */
  readonly categories: ManagerStatus['categories'];
  /** Whom an export names, and for whom; the span and the zone are the day's. */
  readonly subject: Omit<ExportSubject, 'span' | 'zone'>;
  /** What of the day the address points to. */
  readonly span: Interval | null;
  readonly onReadAgain: () => void;
}

/** "What was this day like?", one device at a time. */
export function DayPage({ client, opened, categories, subject, span, onReadAgain }: Props) {
  const [chosen, setChosen] = useState<number | null>(null);
  const index = chosen ?? deviceAt(opened.devices, span);
  const shown = opened.devices[index] ?? opened.devices[0];
  const { person, day } = opened;
  const stores = useStores(client, opened, shown?.device);
  const check = useDayCheck(client, opened);
  // Answers are a request of their own; a day to which nobody has to answer does without.
  const asks = opened.devices.some(
    ({ view }) => asksForAnswers(view?.entries ?? []) || (view?.questions ?? []).length > 0,
  );
  const asked = useQuery(asks ? person.person : null, () => client.answers({ person: person.person }), null);
  const answers = asks ? (asked.value?.answers ?? null) : [];
  const devices = opened.devices.map((each, at) => ({
    key: each.device,
    name: opened.devices.length > 1 ? deviceWords(each, at) : null,
    chain: check.chainOf(each),
  }));
  const chain = dayChain([...devices, ...opened.revoked, ...opened.unconfirmed].map((each) => each.chain));
  const zone = shown?.view?.zone ?? person.zone ?? 'UTC';
  const { expired, erased } = shown === undefined ? {} : check.chainOf(shown);

  return (
    <div className="stack" data-testid="day">
      <header className="day-head">
        <h1>{person.name}</h1>
        <span className="quiet day-when">
          {dayText(day)} · {zone}
        </span>
        <Button onClick={onReadAgain}>{t('again')}</Button>
        <ExportMenu
          client={client}
          what={{ kind: 'day', person: person.person, day }}
          subject={{ ...subject, span: dayText(day), zone }}
          viewedAt={opened.receiptAt}
        />
        {opened.devices.length + opened.revoked.length + opened.unconfirmed.length > 0 && (
          <div className="day-chain">
            <ChainBadge chain={chain} />
            <DayCheckLine check={check} faults={faultCount(chain)} />
          </div>
        )}
        <ProblemNotice problem={check.problem} onRetry={check.start} />
      </header>
      {opened.devices.length > 1 && (
        <ToggleGroup.Root
          className="toggles"
          type="single"
          aria-label={t('device')}
          value={String(index)}
          onValueChange={(value) => value !== '' && setChosen(Number(value))}
        >
          {devices.map((each, at) => (
            <ToggleGroup.Item key={each.key} className="toggle" value={String(at)} data-device={each.key}>
              {each.chain.state === 'broken' && <WarningMark />} {each.name}
            </ToggleGroup.Item>
          ))}
        </ToggleGroup.Root>
      )}
      <UnopenedDevices why="revoked" devices={opened.revoked} />
      <UnopenedDevices why="unconfirmed" devices={opened.unconfirmed} />
      {shown === undefined && <p>{t('no-device')}</p>}
      {shown !== undefined && (
        <>
          {shown.view !== null && (
            <p className="day-words" data-testid="day-words">
              {dayWords(shown.view, check.chainOf(shown).state, dayTimeOf(shown.view, answers))}
            </p>
          )}
          <ProblemNotice problem={shown.problem} tone="danger" onRetry={onReadAgain} />
          <ChainFaults devices={devices} />
          {shown.view !== null && shown.view.first !== null && (
            <DeviceDaySection
              key={`${shown.device} ${pageLanguage()} ${span === null ? '' : partOfSpan(span)}`}
              day={shown.view}
              categories={categories}
              film={shown.sheets}
              gone={goneNote(erased, expired)}
              span={span}
              {...stores}
            >
              <EntriesCard client={client} person={person.person} day={shown.view} asked={asked} answers={answers} />
            </DeviceDaySection>
          )}
          <QuestionsCard
            {...{ client, person, day, zone, asked }}
            now={opened.receiptAt}
            questions={shown.view?.questions ?? []}
          />
        </>
      )}
      <p className="quiet">{t('receipt', { time: timeText(opened.receiptAt, zone) })}</p>
    </div>
  );
}

/** Why pictures are not there that were taken; null: they are. */
function goneNote(erased: ChainReport['erased'], expired: ChainReport['expired']) {
  if (erased !== undefined) return <ErasedNote erased={erased} />;
  return expired === undefined ? null : <ExpiredNote expired={expired} />;
}

const keptSheets = 30;

/** Pictures and sheets of the device that is shown; released once another is, or the day is left. */
function useStores(
  client: Props['client'],
  opened: OpenedDay,
  device: OpenedDay['devices'][number]['device'] | undefined,
) {
  const { day } = opened;
  const { person } = opened.person;
  const stores = useMemo(() => {
    const of = () => {
      if (device === undefined) throw new Error('a picture without a device');
      return { person, day, device };
    };
    return {
      pictures: new PictureStore((id) => client.picture({ ...of(), id })),
      sheets: new PictureStore((name) => client.sheet({ ...of(), name }), keptSheets),
    };
  }, [client, person, day, device]);
  useEffect(
    () => () => {
      stores.pictures.close();
      stores.sheets.close();
    },
    [stores],
  );
  return stores;
}

/**
 * Which device knows something of the span; the first one where none does, or no span is asked for.
 */
function deviceAt(devices: OpenedDay['devices'], span: Interval | null): number {
  if (span === null) return 0;
  const isIn = (each: Interval) => intersection(each, span) !== null;
  return Math.max(
    0,
    devices.findIndex(({ view }) => view !== null && (view.windows.some(isIn) || view.entries.some(isIn))),
  );
}

function deviceWords({ view }: OpenedDay['devices'][number], at: number): string {
  const header = view?.headers.at(-1);
  const device = t('device-number', { number: at + 1 });
  return header === undefined ? device : `${device} · ${header.os.name}`;
}
