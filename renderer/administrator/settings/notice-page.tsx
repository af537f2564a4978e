import { type FormEvent, useState } from 'react';
import { ok } from '../../../core/result.ts';
import type { NoticeForm } from '../../../ipc/administrator/notice.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { ListHead } from '../../parts/layout/list-head.tsx';
import { useMutation } from '../../parts/use-mutation.ts';
import { useQuery } from '../../parts/use-query.ts';
import { useTried } from '../../parts/use-tried.ts';
import type { AdministratorProps } from '../frame/page-props.ts';
import { tAdminSettings as t, tAdminFrame } from '../messages.ts';
import { type Draft, draftOf, formOf } from './notice-draft.ts';
import { NoticeEffects } from './notice-effects.tsx';
import { NoticeFields } from './notice-fields.tsx';

/** "What do we ask people for, and what would a change mean for them?" What was typed stays until it was published or is given up. */
export function NoticePage({ connection: { client, onChange } }: AdministratorProps) {
  const notice = useQuery('settings', () => client.settings({}), onChange, 5000);
  const [begun, setBegun] = useState<{ readonly version: number | null; readonly draft: Draft } | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const mutation = useMutation();
  const { value } = notice;
  const draft = begun?.draft ?? (value === null ? null : draftOf(value.form));
  const form = draft === null ? null : formOf(draft);
  const isChanged = form !== null && value !== null && JSON.stringify(form) !== JSON.stringify(inOrder(value.form));
  const tried = useTried(isChanged ? form : null, async (asked: NoticeForm) => {
    const told = await client.settingsEffect(asked);
    return told.ok ? ok({ asked: JSON.stringify(asked), effect: told.value }) : told;
  });
  // What is said is of what stands there now: of nothing that was typed before.
  const effect = isChanged && tried.value?.asked === JSON.stringify(form) ? tried.value.effect : null;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const version = begun?.version ?? value?.version;
    if (form === null || version === undefined || !isChanged) return;
    setSaid(null);
    if (!(await mutation.run(() => client.publishSettings({ version, form })))) {
      // Where another administrator was first: what they published is read, and what this does is then told against that.
      setBegun({ version: null, draft: draftOf(form) });
      notice.again();
      return;
    }
    setSaid(t('published', { version: version + 1 }));
    setBegun(null);
    notice.again();
  };
  return (
    <>
      <ListHead
        title={t('title')}
        about={value === null ? null : t('version', { version: value.version })}
        query={notice}
        words={{ again: tAdminFrame('again'), reading: t('reading') }}
      />
      {value !== null && draft !== null && (
        <form className="stack admin-access" onSubmit={submit}>
          <p className="quiet">{t('lead')}</p>
          <p role="status" className={said === null ? 'only-heard' : 'notice'} data-testid="said">
            {said ?? ''}
          </p>
          <NoticeFields
            draft={draft}
            onChange={(next) => setBegun({ version: begun === null ? value.version : begun.version, draft: next })}
          />
          <section className="card stack" aria-labelledby="effect-title" data-testid="effect" aria-live="polite">
            <h2 id="effect-title">{t('effect-title')}</h2>
            {form === null && <p>{t('invalid')}</p>}
            {form !== null && !isChanged && <p>{t('effect-none')}</p>}
            {isChanged && <ProblemNotice problem={tried.problem} />}
            {tried.problem === null && effect !== null && <NoticeEffects effect={effect} />}
          </section>
          <ProblemNotice problem={mutation.problem} />
          <div className="row wrap">
            <Button type="submit" kind="main" disabled={tried.problem !== null || effect === null || mutation.isBusy}>
              {mutation.isBusy ? tAdminFrame('one-moment') : t('publish')}
            </Button>
            {begun !== null && <Button onClick={() => setBegun(null)}>{t('undo')}</Button>}
          </div>
        </form>
      )}
    </>
  );
}

/** With what is asked for in the order of the draft. */
function inOrder(form: NoticeForm): NoticeForm | null {
  return formOf(draftOf(form));
}
