import { type ChangeEvent, type ComponentProps, useState } from 'react';
import { Field } from '../controls/field.tsx';
import { dayNumbersText } from '../formats.ts';
import { tParts as t } from '../messages.ts';
import { typedDay, typedTime } from './typed.ts';

interface Typed {
  /** As programs write it; empty while nothing that makes sense is typed. */
  readonly value: string;
  readonly onValue: (value: string) => void;
}

type FieldProps = Typed & Omit<ComponentProps<typeof Field>, 'value' | 'onChange' | 'type'>;
type InputProps = Typed & Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'type'>;

/** A day (`2026-11-17`), typed as the page's language writes it: a browser's own date field follows the browser's language. */
export function DayField({ value, onValue, ...field }: FieldProps) {
  return <Field {...field} placeholder={t('day-form')} {...useTyped(value, onValue, dayNumbersText, typedDay)} />;
}

/** A time of day (`HH:MM`), by a clock of 24 hours. */
export function TimeField({ value, onValue, ...field }: FieldProps) {
  return <Field {...field} placeholder={t('time-form')} {...useTyped(value, onValue, asIs, typedTime)} />;
}

/** The same as `DayField`, where its label stands elsewhere. */
export function DayInput({ value, onValue, ...input }: InputProps) {
  return <input {...input} placeholder={t('day-form')} {...useTyped(value, onValue, dayNumbersText, typedDay)} />;
}

/** The same as `TimeField`, where its label stands elsewhere. */
export function TimeInput({ value, onValue, ...input }: InputProps) {
  return <input {...input} placeholder={t('time-form')} {...useTyped(value, onValue, asIs, typedTime)} />;
}

function useTyped(
  value: string,
  onValue: Typed['onValue'],
  textOf: (value: string) => string,
  parse: (text: string) => string | null,
) {
  const shown = value === '' ? '' : textOf(value);
  const [typed, setTyped] = useState({ text: shown, value });
  return {
    type: 'text',
    autoComplete: 'off',
    // Set from elsewhere: what was typed stands for another value.
    value: typed.value === value ? typed.text : shown,
    onChange: ({ target }: ChangeEvent<HTMLInputElement>) => {
      const next = parse(target.value) ?? '';
      setTyped({ text: target.value, value: next });
      onValue(next);
    },
    onBlur: () => {
      if (value !== '') setTyped({ text: shown, value });
    },
  };
}

function asIs(text: string): string {
  return text;
}
