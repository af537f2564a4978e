import { defineMessages } from '../define.ts';

/** What the system's notices remind of: counts and times alone. They stay in lists that other programs read. */
export const remindersMessages = defineMessages({
  en: {
    'evening-title': 'Your day until {time}',
    recorded: '{recorded} recorded.',
    'recorded-calls': '{recorded} recorded, of which {calls} in calls.',
    looks:
      '{count, plural, one {# look at your days that you have not seen.} other {# looks at your days that you have not seen.}}',
    'pause-title': 'Your pause ends in {minutes, plural, one {# minute} other {# minutes}}',
    'pause-body': 'What you agreed to is recorded again after that.',
    'needs-title': 'Something needs you',
    terms: 'Your organisation asks for something that you have not read yet.',
    replies: 'Somebody replied to your question about a look.',
  },
  de: {
    'evening-title': 'Ihr Tag bis {time}',
    recorded: '{recorded} aufgezeichnet.',
    'recorded-calls': '{recorded} aufgezeichnet, davon {calls} in Gesprächen.',
    looks:
      '{count, plural, one {#-mal wurden Ihre Tage angesehen, was Sie noch nicht gesehen haben.} other {#-mal wurden Ihre Tage angesehen, was Sie noch nicht gesehen haben.}}',
    'pause-title': 'Ihre Pause endet in {minutes, plural, one {# Minute} other {# Minuten}}',
    'pause-body': 'Danach wird wieder aufgezeichnet, worin Sie eingewilligt haben.',
    'needs-title': 'Etwas braucht Sie',
    terms: 'Ihre Organisation fragt nach etwas, was Sie noch nicht gelesen haben.',
    replies: 'Jemand hat auf Ihre Frage geantwortet, warum nachgesehen wurde.',
  },
  es: {
    'evening-title': 'Su día hasta las {time}',
    recorded: '{recorded} registradas.',
    'recorded-calls': '{recorded} registradas, de ellas {calls} en llamadas.',
    looks:
      '{count, plural, one {# consulta de sus días que aún no ha visto.} other {# consultas de sus días que aún no ha visto.}}',
    'pause-title': 'Su pausa termina en {minutes, plural, one {# minuto} other {# minutos}}',
    'pause-body': 'Después se vuelve a registrar lo que usted aceptó.',
    'needs-title': 'Algo requiere su atención',
    terms: 'Su organización pide algo que usted aún no ha leído.',
    replies: 'Alguien ha respondido a su pregunta sobre una consulta.',
  },
});
