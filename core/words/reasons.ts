import type { Language } from '../language.ts';

/** Reasons are recorded as the English sentence that a sensor gave; these say the known ones to a person in their own language. */
const reasons: Readonly<Record<string, Readonly<Record<Exclude<Language, 'en'>, string>>>> = {
  'This sensor failed unexpectedly.': {
    de: 'Dieser Sensor ist unerwartet ausgefallen.',
    es: 'Este sensor ha fallado de forma inesperada.',
  },
  'The system has not told of any active window yet.': {
    de: 'Das System hat noch kein aktives Fenster gemeldet.',
    es: 'El sistema aún no ha informado de ninguna ventana activa.',
  },
  'What the system told about the active window could not be read.': {
    de: 'Was das System über das aktive Fenster meldete, war nicht lesbar.',
    es: 'No se ha podido leer lo que el sistema dijo de la ventana activa.',
  },
  'The system does not allow Plainsight to see the active window.': {
    de: 'Das System erlaubt Plainsight nicht, das aktive Fenster zu sehen.',
    es: 'El sistema no permite a Plainsight ver la ventana activa.',
  },
  'Asking the system for the active window failed.': {
    de: 'Die Frage an das System nach dem aktiven Fenster ist gescheitert.',
    es: 'Ha fallado la pregunta al sistema por la ventana activa.',
  },
  'The system does not tell which page a browser shows; only an extension in the browser could.': {
    de: 'Das System sagt nicht, welche Seite ein Browser zeigt; das könnte nur eine Erweiterung im Browser.',
    es: 'El sistema no dice qué página muestra un navegador; solo podría una extensión en el navegador.',
  },
  'This X server has no XInput 2.1, so that keys and clicks cannot be counted.': {
    de: 'Dieser X-Server hat kein XInput 2.1, deshalb lassen sich Tasten und Klicks nicht zählen.',
    es: 'Este servidor X no tiene XInput 2.1, así que no se pueden contar teclas ni clics.',
  },
  'This desktop runs on Wayland, which lets no program see the windows of others.': {
    de: 'Dieser Desktop läuft auf Wayland, das kein Programm die Fenster anderer sehen lässt.',
    es: 'Este escritorio usa Wayland, que no deja a ningún programa ver las ventanas de otros.',
  },
  'There is no desktop to see: DISPLAY is not set.': {
    de: 'Es gibt keinen Desktop zu sehen: DISPLAY ist nicht gesetzt.',
    es: 'No hay ningún escritorio que ver: DISPLAY no está definido.',
  },
  'DISPLAY names a desktop that is not on this computer, and only the own desktop is recorded.': {
    de: 'DISPLAY nennt einen Desktop auf einem anderen Computer; aufgezeichnet wird nur der eigene.',
    es: 'DISPLAY nombra un escritorio que no está en este equipo, y solo se registra el propio.',
  },
  'This X server does not tell how long ago the last input was (it has no MIT-SCREEN-SAVER extension).': {
    de: 'Dieser X-Server sagt nicht, wie lange die letzte Eingabe her ist (ihm fehlt die Erweiterung MIT-SCREEN-SAVER).',
    es: 'Este servidor X no dice cuánto hace de la última entrada (no tiene la extensión MIT-SCREEN-SAVER).',
  },
  'The X server did not answer.': {
    de: 'Der X-Server hat nicht geantwortet.',
    es: 'El servidor X no ha respondido.',
  },
  'No browser extension is connected.': {
    de: 'Es ist keine Browser-Erweiterung verbunden.',
    es: 'No hay ninguna extensión de navegador conectada.',
  },
  'Paused by the person.': { de: 'Von der Person angehalten.', es: 'Pausado por la persona.' },
};

/** `sentence` in `language`; one that is not known stays as it is. */
export function reasonIn(language: Language, sentence: string): string {
  return language === 'en' ? sentence : (reasons[sentence]?.[language] ?? sentence);
}
