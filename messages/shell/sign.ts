import { defineMessages } from '../define.ts';

/** What the sign on the screen says while something is recorded, in one line. */
export const signMessages = defineMessages({
  en: { records: 'Plainsight records: {what}' },
  de: { records: 'Plainsight zeichnet auf: {what}' },
  es: { records: 'Plainsight registra: {what}' },
});
