import type { Sentences } from './sentences.ts';

/** Why a sensor gives nothing, or a state is not known: recorded as the English sentence. */
export const sensorSentences: Sentences = {
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
  'If this stays, allow Plainsight to see windows in the system settings, or reinstall it.': {
    de: 'Bleibt es so, erlauben Sie Plainsight in den Systemeinstellungen, Fenster zu sehen, oder installieren Sie es neu.',
    es: 'Si sigue así, permita a Plainsight ver ventanas en los ajustes del sistema, o vuelva a instalarlo.',
  },
  'Allow Accessibility and Screen Recording for Plainsight in the system settings.': {
    de: 'Erlauben Sie Plainsight in den Systemeinstellungen Bedienungshilfen und Bildschirmaufnahme.',
    es: 'Permita a Plainsight Accesibilidad y Grabación de pantalla en los ajustes del sistema.',
  },
  'Reinstall Plainsight if this stays.': {
    de: 'Installieren Sie Plainsight neu, wenn es so bleibt.',
    es: 'Vuelva a instalar Plainsight si sigue así.',
  },
  'Choose an X11 ("Xorg") session when logging in, if the computer offers one.': {
    de: 'Wählen Sie beim Anmelden eine X11-Sitzung („Xorg“), wenn der Computer eine anbietet.',
    es: 'Elija una sesión X11 («Xorg») al iniciar sesión, si el equipo la ofrece.',
  },
  'Start Plainsight from within the desktop session.': {
    de: 'Starten Sie Plainsight aus der Desktop-Sitzung heraus.',
    es: 'Inicie Plainsight desde la sesión de escritorio.',
  },
  'Start Plainsight on the computer whose desktop it is.': {
    de: 'Starten Sie Plainsight auf dem Computer, dessen Desktop es ist.',
    es: 'Inicie Plainsight en el equipo al que pertenece el escritorio.',
  },
  'Nothing needs to be done if the desktop is restarting; Plainsight connects again by itself.': {
    de: 'Startet der Desktop gerade neu, ist nichts zu tun; Plainsight verbindet sich von selbst wieder.',
    es: 'Si el escritorio se está reiniciando, no hay que hacer nada; Plainsight se conecta de nuevo solo.',
  },
  'The X server answered something unexpected.': {
    de: 'Der X-Server hat etwas Unerwartetes geantwortet.',
    es: 'El servidor X ha respondido algo inesperado.',
  },
  'The connection to the X server was closed.': {
    de: 'Die Verbindung zum X-Server wurde geschlossen.',
    es: 'La conexión con el servidor X se cerró.',
  },
  'The X server ended or closed the connection.': {
    de: 'Der X-Server ist beendet oder hat die Verbindung geschlossen.',
    es: 'El servidor X terminó o cerró la conexión.',
  },
  'The X server could not be reached: {error}': {
    de: 'Der X-Server war nicht erreichbar: {error}',
    es: 'No se ha podido llegar al servidor X: {error}',
  },
  'The X server has no screen {number}.': {
    de: 'Der X-Server hat keinen Bildschirm {number}.',
    es: 'El servidor X no tiene la pantalla {number}.',
  },
  'The connection to the X server broke: {error}': {
    de: 'Die Verbindung zum X-Server ist abgerissen: {error}',
    es: 'La conexión con el servidor X se cortó: {error}',
  },
  'The list of windows could not be read.': {
    de: 'Die Liste der Fenster war nicht lesbar.',
    es: 'No se ha podido leer la lista de ventanas.',
  },
  'This desktop has {depth} bits of colour in a layout that is not supported; 24 bits in the usual order are.': {
    de: 'Dieser Desktop hat {depth} Bit Farbtiefe in einer Anordnung, die nicht unterstützt wird; 24 Bit in der üblichen werden es.',
    es: 'Este escritorio tiene {depth} bits de color en una disposición no admitida; se admiten 24 bits en el orden habitual.',
  },
  'Choose 24-bit colour in the display settings.': {
    de: 'Wählen Sie in den Anzeigeeinstellungen 24 Bit Farbtiefe.',
    es: 'Elija color de 24 bits en los ajustes de pantalla.',
  },
  'A monitor was rearranged while the screen was read.': {
    de: 'Ein Bildschirm wurde umgestellt, während er gelesen wurde.',
    es: 'Se reorganizó un monitor mientras se leía la pantalla.',
  },
  'Windows came and went while the screen was read, so it could not be told what was on it.': {
    de: 'Während der Bildschirm gelesen wurde, kamen und gingen Fenster; es war nicht zu sagen, was darauf war.',
    es: 'Mientras se leía la pantalla aparecieron y desaparecieron ventanas; no se pudo saber qué había en ella.',
  },
  'So many windows and titles came today that titles are left out until tomorrow, and windows are told by the minute.':
    {
      de: 'Heute kamen so viele Fenster und Titel, dass Titel bis morgen fehlen und Fenster minutenweise gezählt werden.',
      es: 'Hoy hubo tantas ventanas y títulos que los títulos se omiten hasta mañana y las ventanas se registran por minutos.',
    },
  'The screen could not be read.': {
    de: 'Der Bildschirm war nicht lesbar.',
    es: 'No se ha podido leer la pantalla.',
  },
  'Plainsight has no sensors for this system ({platform}).': {
    de: 'Plainsight hat für dieses System ({platform}) keine Sensoren.',
    es: 'Plainsight no tiene sensores para este sistema ({platform}).',
  },
  '{system} does not tell which page a browser shows, so websites are not recorded; titles of windows are.': {
    de: '{system} sagt nicht, welche Seite ein Browser zeigt, deshalb werden Websites nicht aufgezeichnet, Fenstertitel schon.',
    es: '{system} no dice qué página muestra un navegador, así que no se registran sitios web; los títulos de ventanas, sí.',
  },
  'Plainsight cannot see windows on Windows yet, so neither programs nor titles are recorded there.': {
    de: 'Plainsight kann unter Windows noch keine Fenster sehen; weder Programme noch Titel werden dort aufgezeichnet.',
    es: 'Plainsight aún no puede ver ventanas en Windows; allí no se registran ni programas ni títulos.',
  },
  'Keys and clicks cannot be counted on {system} by this program.': {
    de: 'Tasten und Klicks lassen sich auf {system} mit diesem Programm nicht zählen.',
    es: 'Este programa no puede contar teclas ni clics en {system}.',
  },
  'Idle time is not known on {system} by this program.': {
    de: 'Untätige Zeit erfährt dieses Programm auf {system} nicht.',
    es: 'Este programa no conoce el tiempo inactivo en {system}.',
  },
  'The screen cannot be read on {system} by this program.': {
    de: 'Dieses Programm kann den Bildschirm auf {system} nicht lesen.',
    es: 'Este programa no puede leer la pantalla en {system}.',
  },
  'Use the Plainsight desktop app.': {
    de: 'Benutzen Sie das Desktop-Programm Plainsight.',
    es: 'Use la aplicación de escritorio de Plainsight.',
  },
  'Wayland: idle time is told only to the compositor.': {
    de: 'Wayland: Untätige Zeit erfährt nur der Compositor.',
    es: 'Wayland: el tiempo inactivo solo lo conoce el compositor.',
  },
  'Log in to an X11 session if idle time should be recorded.': {
    de: 'Melden Sie sich in einer X11-Sitzung an, wenn untätige Zeit aufgezeichnet werden soll.',
    es: 'Inicie una sesión X11 si se debe registrar el tiempo inactivo.',
  },
  'This system does not tell Plainsight where the other windows are, so it could not cover the ones you exclude.': {
    de: 'Dieses System sagt Plainsight nicht, wo die anderen Fenster sind; die ausgeschlossenen ließen sich deshalb nicht abdecken.',
    es: 'Este sistema no dice a Plainsight dónde están las demás ventanas, así que no podría tapar las que usted excluye.',
  },
  'The system gave no usable picture of the screen {name}.': {
    de: 'Das System hat kein brauchbares Bild des Bildschirms {name} geliefert.',
    es: 'El sistema no dio ninguna imagen utilizable de la pantalla {name}.',
  },
  'On macOS, allow Plainsight under System Settings, Privacy & Security, Screen Recording.': {
    de: 'Erlauben Sie es Plainsight auf macOS unter Systemeinstellungen, Datenschutz & Sicherheit, Bildschirmaufnahme.',
    es: 'En macOS, permítalo a Plainsight en Ajustes del Sistema, Privacidad y seguridad, Grabación de pantalla.',
  },
};
