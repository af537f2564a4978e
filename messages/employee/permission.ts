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
    'node-step':
      'Plainsight was started without its desktop app, so macOS counts it as the program that it was started in, such as Terminal. Switch that program on; if it is not in the list, add it with the plus button. Everything else that you start in it can then see the screen too.',
    'node-again-step':
      'Quit that program, open it again, and start Plainsight in it again: only then does the system let it see titles.',
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
    'node-step':
      'Plainsight wurde ohne seine Desktop-App gestartet; macOS zählt es deshalb zu dem Programm, in dem es gestartet wurde, etwa Terminal. Schalten Sie dieses Programm ein; steht es nicht in der Liste, fügen Sie es mit der Plus-Taste hinzu. Auch alles andere, was Sie darin starten, kann dann den Bildschirm sehen.',
    'node-again-step':
      'Beenden Sie dieses Programm, öffnen Sie es neu und starten Sie Plainsight darin neu: Erst dann lässt das System es Titel sehen.',
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
    'node-step':
      'Plainsight se inició sin su aplicación de escritorio, por eso macOS lo cuenta como el programa en el que se inició, por ejemplo Terminal. Active ese programa; si no está en la lista, añádalo con el botón más. Todo lo demás que inicie en él también podrá ver la pantalla.',
    'node-again-step':
      'Salga de ese programa, ábralo de nuevo e inicie Plainsight en él otra vez: solo entonces el sistema le deja ver los títulos.',
    command: 'Quien administra el equipo puede quitarlo de la lista con una orden: {command}',
    monthly:
      'Desde macOS 15 el sistema pregunta de vez en cuando si esto puede seguir. Un no termina los títulos y las capturas, y nada más.',
    exempt:
      'Una organización puede ahorrar esa pregunta a sus equipos administrados (forceBypassScreenCaptureAlert). Solo usted puede activar el permiso.',
  },
});
