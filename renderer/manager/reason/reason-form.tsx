import { type FormEvent, useEffect, useRef } from 'react';
import { Button } from '../../parts/controls/button.tsx';
import { ReasonFields, ReasonHint, useReason } from './reason-fields.tsx';

interface Props {
  readonly title: string;
  /** 1 where the page has no other title. */
  readonly level: 1 | 2;
  /** What is recorded, and who reads it. */
  readonly about: string;
  readonly button: string;
  /** The reason that was given for the same before. */
  readonly before: string | null;
  readonly onOpen: (reason: string) => void;
}

/** Why somebody's records are opened: asked every time, and told to the person. */
export function ReasonForm({ title, level, about, button, before, onOpen }: Props) {
  const Heading = level === 1 ? 'h1' : 'h2';
  const draft = useReason(before);
  const heading = useRef<HTMLHeadingElement>(null);
  const open = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // With the reason filled in, what is left to do is to press.
    if (open.current !== null && !open.current.disabled) open.current.focus();
    else heading.current?.focus();
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (draft.reason !== '') onOpen(draft.reason);
  };
  return (
    <form className="card reason" onSubmit={submit} data-testid="reason">
      <Heading ref={heading} tabIndex={-1}>
        {title}
      </Heading>
      <p className="quiet">{about}</p>
      <ReasonFields draft={draft} />
      <div className="row wrap">
        <Button ref={open} type="submit" kind="main big" disabled={draft.reason === ''}>
          {button}
        </Button>
        <ReasonHint draft={draft} />
      </div>
    </form>
  );
}
