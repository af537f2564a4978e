import { defineMessages } from '../define.ts';

/** One day of several people, opened in turn for one reason. */
export const managerReviewMessages = defineMessages({
  en: {
    open: '{count, plural, one {Review a day of # person…} other {Review a day of # people…}}',
    title:
      '{count, plural, =0 {Nobody’s day can be opened} one {Review a day of # person} other {Review a day of # people}}',
    more: '{count, plural, one {# more} other {# more}}',
    'no-access':
      '{count, plural, one {# person is left out: you may not open that day of theirs.} other {# people are left out: you may not open that day of theirs.}}',
    'too-many': 'At most {most} at once: the first ones are taken.',
    day: 'Which day',
    'day-missing': 'Type a day.',
    about:
      'The days are opened one after another, each when you go to it, {keys, select, on {with J and K or the buttons} other {with the buttons}}. Then, before it opens, your name, the time and this reason are recorded for that person, also where nothing was recorded that day. Of a day that you do not go to nothing is recorded.',
    start: 'Open the first day',
    cancel: 'Cancel',
    line: 'Review',
    at: '{at} of {count} in this review of {day}.',
    reason: 'Reason: {reason}.',
    left: 'No day opens before it was recorded for its person; coming back to it is not recorded again.',
    end: 'End the review',
    chosen: '{count, plural, one {# person chosen} other {# people chosen}}',
    clear: 'Choose nobody',
    actions: 'What to do with the chosen people',
  },
  de: {
    open: '{count, plural, one {Einen Tag von # Person durchsehen …} other {Einen Tag von # Personen durchsehen …}}',
    title:
      '{count, plural, =0 {Kein Tag kann geöffnet werden} one {Einen Tag von # Person durchsehen} other {Einen Tag von # Personen durchsehen}}',
    more: '{count, plural, one {# weitere} other {# weitere}}',
    'no-access':
      '{count, plural, one {# Person fehlt: Sie dürfen diesen Tag von ihr nicht öffnen.} other {# Personen fehlen: Sie dürfen diesen Tag von ihnen nicht öffnen.}}',
    'too-many': 'Höchstens {most} auf einmal: Es werden die ersten genommen.',
    day: 'Welcher Tag',
    'day-missing': 'Geben Sie einen Tag ein.',
    about:
      'Die Tage werden nacheinander geöffnet, jeder erst, wenn Sie zu ihm gehen, {keys, select, on {mit J und K oder den Schaltflächen} other {mit den Schaltflächen}}. Dann werden, bevor er sich öffnet, Ihr Name, die Uhrzeit und dieser Grund für diese Person vermerkt, auch wenn an dem Tag nichts aufgezeichnet wurde. Zu einem Tag, zu dem Sie nicht gehen, wird nichts vermerkt.',
    start: 'Den ersten Tag öffnen',
    cancel: 'Abbrechen',
    line: 'Durchsicht',
    at: '{at} von {count} in dieser Durchsicht von {day}.',
    reason: 'Grund: {reason}.',
    left: 'Jeder Tag öffnet sich erst, wenn er für die Person vermerkt ist; wer zu ihm zurückkehrt, wird nicht noch einmal vermerkt.',
    end: 'Die Durchsicht beenden',
    chosen: '{count, plural, one {# Person ausgewählt} other {# Personen ausgewählt}}',
    clear: 'Niemanden auswählen',
    actions: 'Was mit den ausgewählten Personen geschehen soll',
  },
  es: {
    open: '{count, plural, one {Revisar un día de # persona…} other {Revisar un día de # personas…}}',
    title:
      '{count, plural, =0 {No se puede abrir el día de nadie} one {Revisar un día de # persona} other {Revisar un día de # personas}}',
    more: '{count, plural, one {# más} other {# más}}',
    'no-access':
      '{count, plural, one {Falta # persona: usted no puede abrir ese día suyo.} other {Faltan # personas: usted no puede abrir ese día suyo.}}',
    'too-many': 'Como máximo {most} a la vez: se toman las primeras.',
    day: 'Qué día',
    'day-missing': 'Escriba un día.',
    about:
      'Los días se abren uno tras otro, cada uno cuando usted llega a él, {keys, select, on {con J y K o con los botones} other {con los botones}}. Entonces, antes de que se abra, se anotan para esa persona su nombre, la hora y este motivo, también si ese día no se registró nada. De un día al que usted no llega no se anota nada.',
    start: 'Abrir el primer día',
    cancel: 'Cancelar',
    line: 'Revisión',
    at: '{at} de {count} en esta revisión del {day}.',
    reason: 'Motivo: {reason}.',
    left: 'Ningún día se abre antes de quedar anotado para su persona; volver a él no se anota otra vez.',
    end: 'Terminar la revisión',
    chosen: '{count, plural, one {# persona elegida} other {# personas elegidas}}',
    clear: 'No elegir a nadie',
    actions: 'Qué hacer con las personas elegidas',
  },
});
