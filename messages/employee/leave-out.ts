import { defineMessages } from '../define.ts';

/** Leaving out a program, a title or a website from where it is seen, and taking that back. */
export const leaveOutMessages = defineMessages({
  en: {
    'leave-out': 'Leave out…',
    'leave-out-of': 'Leave out {app}…',
    'this-app': 'This app',
    'this-title': 'This title',
    'this-site': 'This site',
    'left-out': 'Left out from now on: {what}. What was recorded before stays.',
    undo: 'Undo',
    undone: 'Taken back: {what} is no longer left out by that rule.',
    notice: 'Leaving out',
  },
  de: {
    'leave-out': 'Auslassen …',
    'leave-out-of': '{app} auslassen …',
    'this-app': 'Dieses Programm',
    'this-title': 'Diesen Titel',
    'this-site': 'Diese Website',
    'left-out': 'Wird ab jetzt ausgelassen: {what}. Was vorher aufgezeichnet wurde, bleibt.',
    undo: 'Rückgängig machen',
    undone: 'Rückgängig gemacht: {what} wird durch diese Regel nicht mehr ausgelassen.',
    notice: 'Auslassen',
  },
  es: {
    'leave-out': 'Dejar fuera…',
    'leave-out-of': 'Dejar fuera {app}…',
    'this-app': 'Este programa',
    'this-title': 'Este título',
    'this-site': 'Este sitio web',
    'left-out': 'Queda fuera desde ahora: {what}. Lo registrado antes permanece.',
    undo: 'Deshacer',
    undone: 'Deshecho: esa regla ya no deja fuera {what}.',
    notice: 'Dejar fuera',
  },
});
