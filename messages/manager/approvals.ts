import { defineMessages } from '../define.ts';

/** Time that people added or corrected and that waits for an answer. */
export const managerApprovalsMessages = defineMessages({
  en: {
    title: 'Waiting',
    about:
      '{count, plural, =0 {Nothing waits for an answer} one {# entry waits for an answer} other {# entries wait for an answer}}',
    none: 'Nothing waits for an answer',
    'none-about': 'Time that people add or correct appears here when your organisation asks for an answer to it.',
    some: 'Nothing else waits for an answer, as far as it could be read.',
    reading: 'Reading what waits…',
    'reading-slow': 'The bucket is taking longer than usual. Still reading what waits…',
    again: 'Ask again',
    list: 'Entries that wait for an answer, oldest first',
    manual: 'Added time',
    correction: 'Correction',
    'no-label': 'Without a label',
    said: 'Entered {when}',
    'open-day': 'Open the day',
    'person-reads': '{name} can read your answer.',
    unread: '{count, plural, one {# person could not be read} other {# people could not be read}}',
  },
  de: {
    title: 'Wartet',
    about:
      '{count, plural, =0 {Nichts wartet auf eine Antwort} one {# Eintrag wartet auf eine Antwort} other {# Einträge warten auf eine Antwort}}',
    none: 'Nichts wartet auf eine Antwort',
    'none-about':
      'Zeit, die jemand hinzufügt oder berichtigt, erscheint hier, wenn Ihre Organisation dazu eine Antwort verlangt.',
    some: 'Sonst wartet nichts auf eine Antwort, soweit es gelesen werden konnte.',
    reading: 'Es wird gelesen, was wartet …',
    'reading-slow': 'Der Speicher braucht länger als sonst. Wir lesen noch, was wartet …',
    again: 'Erneut fragen',
    list: 'Einträge, die auf eine Antwort warten, älteste zuerst',
    manual: 'Hinzugefügte Zeit',
    correction: 'Berichtigung',
    'no-label': 'Ohne Bezeichnung',
    said: 'Gesagt {when}',
    'open-day': 'Den Tag öffnen',
    'person-reads': '{name} kann Ihre Antwort lesen.',
    unread:
      '{count, plural, one {# Person konnte nicht gelesen werden} other {# Personen konnten nicht gelesen werden}}',
  },
  es: {
    title: 'En espera',
    about:
      '{count, plural, =0 {Nada espera respuesta} one {# entrada espera respuesta} other {# entradas esperan respuesta}}',
    none: 'Nada espera respuesta',
    'none-about':
      'El tiempo que alguien añade o corrige aparece aquí cuando su organización pide una respuesta a ello.',
    some: 'Nada más espera respuesta, hasta donde se ha podido leer.',
    reading: 'Leyendo lo que espera…',
    'reading-slow': 'El almacén tarda más de lo habitual. Seguimos leyendo lo que espera…',
    again: 'Preguntar de nuevo',
    list: 'Entradas que esperan respuesta, las más antiguas primero',
    manual: 'Tiempo añadido',
    correction: 'Corrección',
    'no-label': 'Sin nombre',
    said: 'Dicho {when}',
    'open-day': 'Abrir el día',
    'person-reads': '{name} puede leer su respuesta.',
    unread: '{count, plural, one {# persona no se ha podido leer} other {# personas no se han podido leer}}',
  },
});
