import type { Sentences } from './sentences.ts';

/** What goes wrong for somebody who looks beyond one day: at sums, teams, searches, what waits, and exports. */
export const beyondSentences: Sentences = {
  'Something of this day is in the bucket, but no sums of it.': {
    de: 'Von diesem Tag liegt etwas im Speicher, aber keine Summen.',
    es: 'Hay algo de este día en el almacén, pero ninguna suma.',
  },
  'Open the day itself: its device may have closed it before it wrote sums, or somebody took them away.': {
    de: 'Öffnen Sie den Tag selbst: Vielleicht hat sein Gerät ihn abgeschlossen, bevor es Summen schrieb, oder jemand hat sie weggenommen.',
    es: 'Abra el propio día: puede que su dispositivo lo cerrara antes de escribir sumas, o que alguien las quitara.',
  },
  'The first day is after the last one.': {
    de: 'Der erste Tag liegt nach dem letzten.',
    es: 'El primer día es posterior al último.',
  },
  'Exchange the two days.': { de: 'Vertauschen Sie die beiden Tage.', es: 'Intercambie los dos días.' },
  'This is more than 366 days.': { de: 'Das sind mehr als 366 Tage.', es: 'Son más de 366 días.' },
  'Choose a shorter span.': { de: 'Wählen Sie eine kürzere Spanne.', es: 'Elija un período más corto.' },
  'There is no team of this name among the people whom you may see.': {
    de: 'Unter den Menschen, die Sie sehen dürfen, gibt es kein Team dieses Namens.',
    es: 'Entre las personas que usted puede ver no hay ningún equipo con ese nombre.',
  },
  'Choose one of the teams that are listed.': {
    de: 'Wählen Sie eines der aufgeführten Teams.',
    es: 'Elija uno de los equipos de la lista.',
  },
  'There is no word in what is to be searched for.': {
    de: 'In dem, was gesucht werden soll, steht kein Wort.',
    es: 'No hay ninguna palabra en lo que se quiere buscar.',
  },
  'Type a word, or a part of one.': {
    de: 'Geben Sie ein Wort oder einen Teil davon ein.',
    es: 'Escriba una palabra o una parte de ella.',
  },
  'This search is not known any more, or this day is none of its days.': {
    de: 'Diese Suche ist nicht mehr bekannt, oder dieser Tag gehört nicht zu ihr.',
    es: 'Esta búsqueda ya no se conoce, o este día no es uno de los suyos.',
  },
  'Start the search again.': { de: 'Beginnen Sie die Suche noch einmal.', es: 'Empiece la búsqueda de nuevo.' },
  'This day cannot be read.': { de: 'Dieser Tag lässt sich nicht lesen.', es: 'No se puede leer este día.' },
  'Open the day itself: it says why.': {
    de: 'Öffnen Sie den Tag selbst: Dort steht, warum.',
    es: 'Abra el propio día: allí se dice por qué.',
  },
  'The sums of these days are not open.': {
    de: 'Die Summen dieser Tage sind nicht geöffnet.',
    es: 'Las sumas de estos días no están abiertas.',
  },
  'Ask for them again, then take them along.': {
    de: 'Fragen Sie sie noch einmal ab und nehmen Sie sie dann mit.',
    es: 'Pídalas de nuevo y después lléveselas.',
  },
  'The report of this team is not open.': {
    de: 'Der Bericht dieses Teams ist nicht geöffnet.',
    es: 'El informe de este equipo no está abierto.',
  },
  'Ask for it again, then take it along.': {
    de: 'Fragen Sie ihn noch einmal ab und nehmen Sie ihn dann mit.',
    es: 'Pídalo de nuevo y después lléveselo.',
  },
};
