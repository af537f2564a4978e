import { type FormEvent, useDeferredValue, useState } from 'react';
import { type Day, daySchema, type PersonId, type ViewerId } from '../../../core/ids.ts';
import { ChoiceBox } from '../../parts/choice/choice-box.tsx';
import { peopleWith } from '../../parts/choice/people-with.ts';
import { Button } from '../../parts/controls/button.tsx';
import { Field } from '../../parts/controls/field.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { Toggles } from '../../parts/controls/toggles.tsx';
import { countText } from '../../parts/formats.ts';
import { PageHead } from '../../parts/layout/page-head.tsx';
import { PageLoading } from '../../parts/layout/page-loading.tsx';
import { useMutation } from '../../parts/use-mutation.ts';
import { useQuery } from '../../parts/use-query.ts';
import type { AdministratorProps } from '../frame/page-props.ts';
import { tAdminViewers as t, tAdminFrame } from '../messages.ts';
import { grantedDaysText } from './granted-days-text.ts';
import '../../parts/choice/choice.css';

/** More than this are found by typing. */
const mostShown = 50;

interface Props extends AdministratorProps {
  readonly viewer: ViewerId;
}

/** Gives a viewer days of people, or takes them: the same form and the same number of steps for either. What was typed stays until it worked. */
export function AccessPage({ connection: { client, onChange }, people, viewer }: Props) {
  const viewers = useQuery('viewers', () => client.viewers({}), onChange, 5000);
  const known = viewers.value?.find((each) => each.viewer === viewer) ?? null;
  const [effect, setEffect] = useState<'give' | 'take'>('give');
  const [chosen, setChosen] = useState<ReadonlySet<PersonId>>(new Set());
  const [typed, setTyped] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [said, setSaid] = useState<string | null>(null);
  const mutation = useMutation();
  const text = useDeferredValue(typed);
  if (known === null || people.value === null) {
    return (
      <>
        <PageHead title={t('title')} />
        <ProblemNotice problem={viewers.problem ?? people.problem} onRetry={viewers.again} />
        <PageLoading query={viewers} words={t('reading')} />
      </>
    );
  }
  const { name, byHand } = known;
  const mayOpen = new Map(known.people.map((each) => [each.person, each.spans]));
  // Nobody whose days they may not open can have any taken.
  const possible = effect === 'give' ? people.value : people.value.filter(({ person }) => mayOpen.has(person));
  const found = peopleWith(possible, text);
  const shown = found.slice(0, mostShown);
  const asked = possible.flatMap(({ person }) => (chosen.has(person) ? [person] : []));
  const [first, last] = [dayIn(from), dayIn(to)];
  const isReversed = first !== undefined && last !== undefined && first !== null && last !== null && last < first;
  const isReady = asked.length > 0 && first !== undefined && last !== undefined && !isReversed;
  const set = (some: readonly PersonId[], isChosen: boolean) => {
    const next = new Set(chosen);
    for (const person of some) {
      if (isChosen) next.add(person);
      else next.delete(person);
    }
    setChosen(next);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    setSaid(null);
    const done = await mutation.run(() =>
      client.changeAccess({ viewer, people: asked, effect, from: first, to: last }),
    );
    if (!done) return;
    setSaid(t(effect === 'give' ? 'gave' : 'took', { viewer: name }));
    setChosen(new Set());
  };
  return (
    <form className="stack admin-access" onSubmit={submit}>
      <PageHead title={t('change-title', { name })} />
      <p role="status" className={said === null ? 'only-heard' : 'notice'} data-testid="said">
        {said ?? ''}
      </p>
      <ProblemNotice problem={mutation.problem} />
      <Toggles
        legend={t('effect-legend')}
        values={['take', 'give'] as const}
        chosen={effect}
        textOf={(each) => t(each)}
        onChoose={setEffect}
      />
      <fieldset className="card stack">
        <legend className="only-heard">{t('who')}</legend>
        <Field
          label={t('find')}
          type="search"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        />
        <ChoiceBox
          label={t('choose-shown')}
          chosen={shown.filter(({ person }) => chosen.has(person)).length}
          all={shown.length}
          onChange={(isChosen) =>
            set(
              shown.map(({ person }) => person),
              isChosen,
            )
          }
        />
        <ul className="admin-choices">
          {shown.map(({ person, name: whose, team }) => (
            <li key={person}>
              <label className="admin-choice">
                <input
                  type="checkbox"
                  checked={chosen.has(person)}
                  onChange={({ target }) => set([person], target.checked)}
                />
                <span>
                  {whose} {team !== null && <span className="quiet small">{team}</span>}{' '}
                  <span className="quiet small">{(mayOpen.get(person) ?? []).map(grantedDaysText).join(', ')}</span>
                </span>
              </label>
            </li>
          ))}
        </ul>
        <p className="quiet small" role="status">
          {t('chosen', { count: asked.length })}
          {found.length > mostShown &&
            ` · ${t('too-many', { shown: countText(mostShown), all: countText(found.length) })}`}
        </p>
      </fieldset>
      <div className="row wrap admin-days">
        <Field
          label={t('from')}
          value={from}
          placeholder="2026-03-31"
          error={first === undefined ? t('day-invalid') : null}
          onChange={(event) => setFrom(event.target.value)}
        />
        <Field
          label={t('to')}
          value={to}
          placeholder="2026-03-31"
          error={last === undefined ? t('day-invalid') : isReversed ? t('span-invalid') : null}
          onChange={(event) => setTo(event.target.value)}
        />
      </div>
      {isReady && (
        <section className="card stack" aria-labelledby="will-title" data-testid="effect">
          <h2 id="will-title">{t('will-title')}</h2>
          <p>
            <strong>{grantedDaysText({ from: first, to: last })}.</strong>{' '}
            {t(`will-${effect}`, { viewer: name, count: asked.length })}
          </p>
          <p>{t(`will-${effect}-past`, { viewer: name })}</p>
          {byHand && <p>{t('by-hand')}</p>}
        </section>
      )}
      <div className="row wrap">
        <Button type="submit" kind="main" disabled={!isReady || mutation.isBusy}>
          {mutation.isBusy ? tAdminFrame('one-moment') : t(`${effect}-act`)}
        </Button>
        <a className="button" href="#viewers">
          {t('cancel')}
        </a>
      </div>
    </form>
  );
}

/** Null where nothing was typed, undefined where it is no day. */
function dayIn(text: string): Day | null | undefined {
  return text.trim() === '' ? null : daySchema.safeParse(text.trim()).data;
}
