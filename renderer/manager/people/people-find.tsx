import { useDeferredValue, useState } from 'react';
import { Field } from '../../parts/controls/field.tsx';
import { tPeople as t } from '../messages.ts';

export interface PeopleFilter {
  readonly typed: string;
  readonly onType: (text: string) => void;
  /** What the list is filtered by: it follows once there is time, so that typing stays quick. */
  readonly text: string;
}

export function usePeopleFilter(): PeopleFilter {
  const [typed, onType] = useState('');
  return { typed, onType, text: useDeferredValue(typed) };
}

/** The one field in which people are looked for by name or team. */
export function PeopleFind({ typed, onType }: PeopleFilter) {
  return (
    <Field
      label={t('find')}
      isLabelHeard
      type="search"
      placeholder={t('find')}
      value={typed}
      onChange={(event) => onType(event.target.value)}
      // In a form Enter would send it.
      onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
    />
  );
}
