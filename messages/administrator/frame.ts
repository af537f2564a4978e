import { defineMessages } from '../define.ts';

/** The administrator's window around its pages: unlocking, and the way between them. */
export const administratorFrameMessages = defineMessages({
  en: {
    'page-people': 'People',
    'page-viewers': 'Viewers and access',
    'page-settings': 'What is asked for',
    'page-log': 'Log',
    'page-administrators': 'Administrators',
    pages: 'Pages',
    menu: 'Menu',
    'no-answer': 'Plainsight does not answer',
    renewed: 'Plainsight was started again',
    'asking-slow': 'Plainsight is taking longer than usual to answer. Still asking…',
    'one-moment': 'One moment…',
    'locked-title': 'Your administrator’s keys are locked',
    'locked-body':
      'Enter your own passphrase, the one of the folder {folder}. Everything that you change is signed with your key, and the other administrators see it.',
    'locked-inactive':
      'They were locked because nobody used this page for {length}. You come back to where you were; what you had typed is gone.',
    'locked-suspended':
      'They were locked because this computer went to sleep. You come back to where you were; what you had typed is gone.',
    'locked-screen-locked':
      'They were locked because the screen was locked. You come back to where you were; what you had typed is gone.',
    unlock: 'Unlock',
    lock: 'Lock',
    'lock-after': 'Locks by itself after {length} without you.',
    again: 'Ask again',
  },
  de: {
    'page-people': 'Personen',
    'page-viewers': 'Einsicht und Zugang',
    'page-settings': 'Was verlangt wird',
    'page-log': 'Protokoll',
    'page-administrators': 'Verwaltung',
    pages: 'Seiten',
    menu: 'Menü',
    'no-answer': 'Plainsight antwortet nicht',
    renewed: 'Plainsight wurde neu gestartet',
    'asking-slow': 'Plainsight braucht länger als sonst für die Antwort. Wir fragen weiter …',
    'one-moment': 'Einen Moment …',
    'locked-title': 'Ihre Schlüssel der Verwaltung sind gesperrt',
    'locked-body':
      'Geben Sie Ihre eigene Passphrase ein, die des Ordners {folder}. Alles, was Sie ändern, wird mit Ihrem Schlüssel unterschrieben, und die anderen aus der Verwaltung sehen es.',
    'locked-inactive':
      'Sie wurden gesperrt, weil {length} lang niemand diese Seite benutzt hat. Sie kommen dorthin zurück, wo Sie waren; was Sie getippt hatten, ist weg.',
    'locked-suspended':
      'Sie wurden gesperrt, weil dieser Computer in den Ruhezustand ging. Sie kommen dorthin zurück, wo Sie waren; was Sie getippt hatten, ist weg.',
    'locked-screen-locked':
      'Sie wurden gesperrt, weil der Bildschirm gesperrt wurde. Sie kommen dorthin zurück, wo Sie waren; was Sie getippt hatten, ist weg.',
    unlock: 'Entsperren',
    lock: 'Sperren',
    'lock-after': 'Sperrt sich von selbst, wenn Sie {length} lang nicht da sind.',
    again: 'Erneut fragen',
  },
  es: {
    'page-people': 'Personas',
    'page-viewers': 'Consulta y acceso',
    'page-settings': 'Qué se pide',
    'page-log': 'Registro',
    'page-administrators': 'Administración',
    pages: 'Páginas',
    menu: 'Menú',
    'no-answer': 'Plainsight no responde',
    renewed: 'Plainsight se ha reiniciado',
    'asking-slow': 'Plainsight tarda más de lo habitual en responder. Seguimos preguntando…',
    'one-moment': 'Un momento…',
    'locked-title': 'Sus claves de administración están bloqueadas',
    'locked-body':
      'Escriba su propia frase de contraseña, la de la carpeta {folder}. Todo lo que usted cambia se firma con su clave, y las demás personas de la administración lo ven.',
    'locked-inactive':
      'Se bloquearon porque nadie usó esta página durante {length}. Vuelve a donde estaba; lo que había escrito ya no está.',
    'locked-suspended':
      'Se bloquearon porque este ordenador entró en reposo. Vuelve a donde estaba; lo que había escrito ya no está.',
    'locked-screen-locked':
      'Se bloquearon porque se bloqueó la pantalla. Vuelve a donde estaba; lo que había escrito ya no está.',
    unlock: 'Desbloquear',
    lock: 'Bloquear',
    'lock-after': 'Se bloquean por sí solas tras {length} sin usted.',
    again: 'Preguntar de nuevo',
  },
});
