import { defineMessages } from '../define.ts';

/** The steps to a permission of the system that titles and pictures need on macOS, and what speaks for leaving it. */
export const permissionMessages = defineMessages({
  en: {
    how: 'How to allow it',
    optional: 'Nothing has to be allowed: without it no titles and no screenshots are recorded, and all else works.',
    'open-step':
      'Open the system settings under Privacy & Security, Screen & System Audio Recording (before macOS 15: Screen Recording).',
    open: 'Open System Settings',
    opened: 'System Settings was opened.',
    'switch-step': 'Switch Plainsight on. If it is not in the list, press the button above once more.',
    'remove-step':
      'Choose Plainsight in the list and take it off with the minus button: its switch belongs to an earlier copy and does nothing.',
    'again-step':
      'Quit Plainsight and start it again: only then does the system let it see titles and the screen. This notice goes away when it does.',
    'anew-step': 'Quit Plainsight, start it again, and switch it on in the same list.',
    command: 'An administrator can take it off the list with a command: {command}',
    monthly:
      'From macOS 15 on the system asks from time to time whether this may go on. A no ends titles and screenshots, and nothing else.',
    exempt:
      'An organisation can spare its managed computers that question (forceBypassScreenCaptureAlert). Only you can switch the permission on.',
  },
  de: {
    how: 'So wird es erlaubt',
    optional:
      'Erlaubt werden muss nichts: Ohne werden keine Titel und keine Bildschirmfotos aufgezeichnet, und alles andere geht.',
    'open-step':
      'Öffnen Sie die Systemeinstellungen unter Datenschutz & Sicherheit, Bildschirm- & Systemaudioaufnahme (vor macOS 15: Bildschirmaufnahme).',
    open: 'Systemeinstellungen öffnen',
    opened: 'Die Systemeinstellungen wurden geöffnet.',
    'switch-step':
      'Schalten Sie Plainsight ein. Steht es nicht in der Liste, drücken Sie noch einmal auf den Knopf oben.',
    'remove-step':
      'Wählen Sie Plainsight in der Liste und nehmen Sie es mit der Minus-Taste heraus: Sein Schalter gehört zu einer früheren Fassung und bewirkt nichts.',
    'again-step':
      'Beenden Sie Plainsight und starten Sie es neu: Erst dann lässt das System es Titel und Bildschirm sehen. Dieser Hinweis verschwindet, wenn es so weit ist.',
    'anew-step': 'Beenden Sie Plainsight, starten Sie es neu und schalten Sie es in derselben Liste ein.',
    command: 'Wer den Computer verwaltet, kann es mit einem Befehl aus der Liste nehmen: {command}',
    monthly:
      'Ab macOS 15 fragt das System ab und zu, ob das weiter sein darf. Ein Nein beendet Titel und Bildschirmfotos, und sonst nichts.',
    exempt:
      'Eine Organisation kann ihren verwalteten Computern diese Frage ersparen (forceBypassScreenCaptureAlert). Einschalten können die Erlaubnis nur Sie.',
  },
  es: {
    how: 'Cómo permitirlo',
    optional:
      'No hay que permitir nada: sin ello no se registran títulos ni capturas de pantalla, y todo lo demás funciona.',
    'open-step':
      'Abra Ajustes del Sistema en Privacidad y seguridad, Grabación de pantalla y audio del sistema (antes de macOS 15: Grabación de pantalla).',
    open: 'Abrir Ajustes del Sistema',
    opened: 'Se abrió Ajustes del Sistema.',
    'switch-step': 'Active Plainsight. Si no está en la lista, pulse otra vez el botón de arriba.',
    'remove-step':
      'Elija Plainsight en la lista y quítelo con el botón menos: su interruptor es de una copia anterior y no hace nada.',
    'again-step':
      'Salga de Plainsight y vuelva a iniciarlo: solo entonces el sistema le deja ver los títulos y la pantalla. Este aviso desaparece cuando es así.',
    'anew-step': 'Salga de Plainsight, vuelva a iniciarlo y actívelo en la misma lista.',
    command: 'Quien administra el equipo puede quitarlo de la lista con una orden: {command}',
    monthly:
      'Desde macOS 15 el sistema pregunta de vez en cuando si esto puede seguir. Un no termina los títulos y las capturas, y nada más.',
    exempt:
      'Una organización puede ahorrar esa pregunta a sus equipos administrados (forceBypassScreenCaptureAlert). Solo usted puede activar el permiso.',
  },
});
