import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { type Problem, problem } from '../../../core/problem.ts';
import { fail, type Result } from '../../../core/result.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { useMutation } from '../../parts/use-mutation.ts';
import { tEnrolment as t } from '../messages.ts';

/** What the contract takes. */
const mostCharacters = 65_536;

interface Props {
  /** Why what the program was opened with was refused; null where nothing was. */
  readonly refusal: Problem | null;
  readonly onOpen: (text: string) => Promise<Result<unknown>>;
  readonly onDismiss: () => void;
}

/** Nothing is open yet: a file can be chosen or dropped anywhere on the page, or a link pasted. */
export function EnrolOpen({ refusal, onOpen, onDismiss }: Props) {
  const mutation = useMutation();
  const [link, setLink] = useState('');
  const [isOver, setOver] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const ids = { link: useId(), drop: useId() };

  const read = (text: string) =>
    mutation.run(async () => {
      if (text.trim() === '') return fail(problem('empty-link'));
      return text.length > mostCharacters ? fail(tooLarge()) : onOpen(text.trim());
    });
  const readFile = async (chosen: File | undefined) => {
    if (chosen === undefined) return;
    // Not read at all when it cannot be one: a film dropped by mistake would fill the memory.
    if (chosen.size > mostCharacters) await mutation.run(async () => fail(tooLarge()));
    else await read(await chosen.text());
  };
  const latest = useRef(readFile);
  latest.current = readFile;
  useEffect(() => {
    const over = (event: DragEvent) => {
      event.preventDefault();
      setOver(event.type === 'dragover');
    };
    const drop = (event: DragEvent) => {
      over(event);
      void latest.current(event.dataTransfer?.files[0]);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', over);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', over);
      window.removeEventListener('drop', drop);
    };
  }, []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void read(link);
  };
  const shown = mutation.problem ?? refusal;
  return (
    <>
      <div className="prose">
        <h1 tabIndex={-1}>{t('open-title')}</h1>
        <p>{t('open-body')}</p>
      </div>
      {shown !== null && (
        <ProblemNotice problem={shown} tone="danger">
          {mutation.problem === null && <Button onClick={onDismiss}>{t('put-aside')}</Button>}
        </ProblemNotice>
      )}
      <div className="enrol-file" data-over={isOver}>
        <input
          ref={file}
          className="only-heard"
          type="file"
          accept=".plainsight"
          tabIndex={-1}
          aria-hidden="true"
          onChange={(event) => {
            void readFile(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <Button
          kind="big"
          aria-describedby={ids.drop}
          aria-busy={mutation.isBusy}
          onClick={() => file.current?.click()}
        >
          {t('choose')}
        </Button>
        <p id={ids.drop} className="quiet">
          {t('drop')}
        </p>
      </div>
      <form className="field enrol-link" onSubmit={submit}>
        <label htmlFor={ids.link}>{t('link')}</label>
        <div className="row">
          <input
            id={ids.link}
            className="input"
            dir="ltr"
            autoComplete="off"
            spellCheck={false}
            placeholder="plainsight://enrol?…"
            value={link}
            onChange={(event) => setLink(event.target.value)}
          />
          <Button type="submit">{t('read-link')}</Button>
        </div>
      </form>
    </>
  );
}

function tooLarge(): Problem {
  return problem('file-too-large');
}
