import { defineMessages } from '../define.ts';

/** What goes wrong for somebody who looks beyond one day: at sums, teams, searches, and exports. */
export const reportProblems = defineMessages({
  en: {
    'day-without-summary': 'Something of this day is in the bucket, but no sums of it.',
    'day-without-summary-remedy':
      'Open the day itself: its device may have closed it before it wrote sums, or somebody took them away.',
    'period-not-open': 'The sums of these days are not open.',
    'period-not-open-remedy': 'Ask for them again, then export them.',
    'report-not-open': 'The report of this team is not open.',
    'report-not-open-remedy': 'Ask for it again, then export it.',
    'search-day-unreadable': 'This day cannot be read.',
    'search-day-unreadable-remedy': 'Open the day itself: it says why.',
    'search-empty': 'There is no word in what is to be searched for.',
    'search-empty-remedy': 'Type a word, or a part of one.',
    'search-unknown': 'This search is not known any more, or this day is not one of its days.',
    'search-unknown-remedy': 'Start the search again.',
    'report-unknown': 'This report is not known any more: too many others were begun after it, or the key was locked.',
    'report-unknown-remedy': 'Ask for the report again.',
    'team-unknown': 'There is no team of this name among the people whom you may see.',
    'team-unknown-remedy': 'Choose one of the teams that are listed.',
  },
  de: {
    'day-without-summary': 'Von diesem Tag liegt etwas im Speicher, aber keine Summen.',
    'day-without-summary-remedy':
      'Öffnen Sie den Tag selbst: Vielleicht hat sein Gerät ihn abgeschlossen, bevor es Summen schrieb, oder jemand hat sie weggenommen.',
    'period-not-open': 'Die Summen dieser Tage sind nicht geöffnet.',
    'period-not-open-remedy': 'Fragen Sie sie noch einmal ab und exportieren Sie sie dann.',
    'report-not-open': 'Der Bericht dieses Teams ist nicht geöffnet.',
    'report-not-open-remedy': 'Fragen Sie ihn noch einmal ab und exportieren Sie ihn dann.',
    'search-day-unreadable': 'Dieser Tag lässt sich nicht lesen.',
    'search-day-unreadable-remedy': 'Öffnen Sie den Tag selbst: Dort steht, warum.',
    'search-empty': 'In dem, was gesucht werden soll, steht kein Wort.',
    'search-empty-remedy': 'Geben Sie ein Wort oder einen Teil davon ein.',
    'search-unknown': 'Diese Suche ist nicht mehr bekannt, oder dieser Tag gehört nicht zu ihr.',
    'search-unknown-remedy': 'Beginnen Sie die Suche noch einmal.',
    'report-unknown':
      'Dieser Bericht ist nicht mehr bekannt: nach ihm wurden zu viele andere begonnen, oder der Schlüssel wurde gesperrt.',
    'report-unknown-remedy': 'Fordern Sie den Bericht noch einmal an.',
    'team-unknown': 'Unter den Personen, die Sie sehen dürfen, gibt es kein Team dieses Namens.',
    'team-unknown-remedy': 'Wählen Sie eines der aufgeführten Teams.',
  },
  es: {
    'day-without-summary': 'Hay algo de este día en el almacén, pero ninguna suma.',
    'day-without-summary-remedy':
      'Abra el propio día: puede que su dispositivo lo cerrara antes de escribir sumas, o que alguien las quitara.',
    'period-not-open': 'Las sumas de estos días no están abiertas.',
    'period-not-open-remedy': 'Pídalas de nuevo y después expórtelas.',
    'report-not-open': 'El informe de este equipo no está abierto.',
    'report-not-open-remedy': 'Pídalo de nuevo y después expórtelo.',
    'search-day-unreadable': 'No se puede leer este día.',
    'search-day-unreadable-remedy': 'Abra el propio día: allí se dice por qué.',
    'search-empty': 'No hay ninguna palabra en lo que se quiere buscar.',
    'search-empty-remedy': 'Escriba una palabra o una parte de ella.',
    'search-unknown': 'Esta búsqueda ya no se conoce, o este día no es uno de los suyos.',
    'search-unknown-remedy': 'Empiece la búsqueda de nuevo.',
    'report-unknown': 'Este informe ya no se conoce: después se empezaron demasiados otros, o se bloqueó la clave.',
    'report-unknown-remedy': 'Pida el informe de nuevo.',
    'team-unknown': 'Entre las personas que usted puede ver no hay ningún equipo con ese nombre.',
    'team-unknown-remedy': 'Elija uno de los equipos de la lista.',
  },
});
