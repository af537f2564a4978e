import { defineMessages } from './define.ts';

/** Why a sensor gives nothing, or a state is not known. */
export const reasonMessages = defineMessages({
  en: {
    silent: 'It did not answer within {seconds} seconds.',
    'unsupported-system': 'Plainsight has no sensors for this system ({platform}).',

    'sensor-broken': 'This sensor failed unexpectedly.',
    'ffi-unavailable': 'The part of Plainsight that asks the system does not load on this computer.',
    'ffi-unavailable-remedy': 'Reinstall Plainsight if this goes on.',

    'sensors-starting': 'The part of Plainsight that reads this computer is starting.',
    'sensors-ended': 'The part of Plainsight that reads this computer ended unexpectedly and is being started again.',
    'no-window-told': 'The system has not reported an active window yet.',
    'no-window-told-remedy':
      'If this goes on, allow Plainsight to see windows in the system settings, or reinstall it.',
    'active-window-unreadable': 'What the system reported about the active window could not be read.',

    'permission-missing': 'The system does not allow Plainsight to see the active window.',
    'permission-missing-remedy': 'Allow Accessibility and Screen Recording for Plainsight in the system settings.',
    'active-window-failed': 'Asking the system for the active window failed.',
    'active-window-failed-remedy': 'Reinstall Plainsight if this goes on.',
    'windows-no-raw-input': 'Windows does not tell keys and clicks to this program (error {error}).',
    'windows-secure-desktop':
      'Windows shows its own screen, as while the computer is locked or asks for rights, and lets no program see it.',

    'no-web-addresses':
      '{system} does not tell which page a browser shows, so websites are not recorded; titles of windows are.',

    'websites-by-extension':
      'The system does not tell which page a browser shows; only an extension in the browser could.',
    'websites-no-browser': 'No browser with the Plainsight extension is connected.',
    'websites-no-browser-remedy': 'Add it to your browser: the steps are under “Websites” on “Health”.',

    'titles-overfull':
      'So many windows and titles came today that titles are left out until tomorrow, and windows are told by the minute.',

    'windows-unreadable': 'The list of windows could not be read.',

    'input-counts-not-on-this-host': 'Keys and clicks cannot be counted on {system} by this program.',
    'presence-not-on-this-host': 'Idle time is not known on {system} by this program.',
    'presence-not-on-this-host-remedy': 'Use the Plainsight desktop app.',
    'screen-not-on-this-host': 'The screen cannot be read on {system} by this program.',
    'no-raw-input-events': 'This X server has no XInput 2.1, so that keys and clicks cannot be counted.',

    'no-idle-time':
      'This X server does not tell how long ago the last input was (it has no MIT-SCREEN-SAVER extension).',

    'idle-time-untold': 'The system does not say when the last input was.',

    'wayland-idle': 'Wayland: idle time is told only to the compositor.',
    'wayland-idle-remedy': 'Log in to an X11 session if idle time should be recorded.',
    wayland: 'This Wayland desktop tells no program which windows there are.',
    'wayland-remedy':
      'Choose Plasma, GNOME, sway, or an X11 (“Xorg”) session, when logging in, if the computer offers one.',
    'wayland-no-counts': 'Wayland lets no program see keys and clicks, so they cannot be counted.',
    'wayland-no-pixels': 'This Wayland desktop lets no program read the screen.',
    'kwin-no-pixels': 'KWin does not let this program read the screen.',
    'kwin-no-pixels-remedy':
      'Install the Plainsight package for this system: KWin gives pictures only to programs whose installed .desktop file asks for them.',
    'kwin-script': 'KWin does not run the script by which it tells of its windows.',
    'kwin-script-remedy': 'Nothing needs to be done if the desktop is restarting; Plainsight tries again by itself.',
    'compositor-unreachable': 'The program that draws the desktop could not be reached.',
    'compositor-unreachable-remedy':
      'Nothing needs to be done if the desktop is restarting; Plainsight connects again by itself.',
    'compositor-ended': 'The program that draws the desktop ended the connection.',
    'compositor-ended-remedy':
      'Nothing needs to be done if the desktop is restarting; Plainsight connects again by itself.',
    'compositor-unreadable': 'The program that draws the desktop answered something unexpected.',
    'gnome-extension-missing':
      'GNOME Shell tells windows and pictures to its own extensions alone, and that of Plainsight is not installed.',
    'gnome-extension-missing-remedy': 'Install it on the Health page; then log out and in again once.',
    'gnome-extension-login':
      'The GNOME Shell extension of Plainsight is installed, and GNOME Shell has not loaded it yet.',
    'gnome-extension-login-remedy': 'Log out and in again once.',
    'gnome-extension-off': 'The GNOME Shell extension of Plainsight is switched off.',
    'gnome-extension-off-remedy': 'Switch it on on the Health page, if this should be recorded.',
    'gnome-extension-failed': 'GNOME Shell could not load the extension of Plainsight.',
    'gnome-extension-failed-remedy':
      'Install it anew on the Health page, and log out and in again once. After an update of GNOME a newer Plainsight may be needed.',
    'gnome-extension-stranger':
      'The GNOME Shell extension of Plainsight does not answer this program: it was installed by another one.',
    'gnome-extension-stranger-remedy': 'Install it anew on the Health page; then log out and in again once.',
    'gnome-extension-taken': 'Another program uses the name of the GNOME Shell extension of Plainsight.',
    'gnome-extension-taken-remedy': 'End that program; then log out and in again once.',
    'gnome-extension-old': 'The GNOME Shell extension of Plainsight is of another version than this program.',
    'gnome-extension-old-remedy': 'Install it anew on the Health page; then log out and in again once.',
    'screen-locked': 'The screen is locked.',
    'hidden-window-in-front':
      'A window that is left out is in front, and where its menus are is not told, so there was no picture.',
    'no-display': 'There is no desktop to see: DISPLAY is not set.',
    'no-display-remedy': 'Start Plainsight from within the desktop session.',
    'display-not-local':
      'DISPLAY names a desktop that is not on this computer, and only this computer’s own desktop is recorded.',
    'display-not-local-remedy': 'Start Plainsight on the computer whose desktop it is.',
    'x-server-not-asked': 'The X server was not asked yet.',
    'x-server-not-asked-remedy':
      'Nothing needs to be done if the desktop is restarting; Plainsight connects again by itself.',
    'x-server-unreachable': 'The X server could not be reached: {error}',
    'x-server-unreachable-remedy':
      'Nothing needs to be done if the desktop is restarting; Plainsight connects again by itself.',
    'x-server-silent': 'The X server did not answer.',
    'x-server-silent-remedy':
      'Nothing needs to be done if the desktop is restarting; Plainsight connects again by itself.',
    'x-server-unexpected': 'The X server answered something unexpected.',
    'x-server-unexpected-remedy':
      'Nothing needs to be done if the desktop is restarting; Plainsight connects again by itself.',
    'x-server-closed': 'The connection to the X server was closed.',
    'x-server-closed-remedy':
      'Nothing needs to be done if the desktop is restarting; Plainsight connects again by itself.',
    'x-server-ended': 'The X server ended or closed the connection.',
    'x-server-ended-remedy':
      'Nothing needs to be done if the desktop is restarting; Plainsight connects again by itself.',
    'x-server-no-screen': 'The X server has no screen {number}.',
    'x-server-no-screen-remedy':
      'Nothing needs to be done if the desktop is restarting; Plainsight connects again by itself.',
    'x-server-broken': 'The connection to the X server broke: {error}',
    'x-server-broken-remedy':
      'Nothing needs to be done if the desktop is restarting; Plainsight connects again by itself.',
    'pixel-format':
      'This desktop has {depth} bits of colour in a layout that is not supported; 24 bits in the usual order are.',
    'pixel-format-remedy': 'Choose 24-bit colour in the display settings.',
    'windows-unsettled': 'Windows came and went while the screen was read, so it could not be told what was on it.',

    'windows-elsewhere':
      'The desktop shows windows elsewhere than they are, as in its overview, so there was no picture.',
    'screen-changed': 'A monitor was rearranged while the screen was read.',

    'screen-unreadable': 'The screen could not be read.',

    'no-window-list':
      'This system does not tell Plainsight where the other windows are, so it could not cover the ones you exclude.',

    'mac-recording-missing': 'macOS does not let Plainsight see the titles of windows, nor the screen.',
    'mac-recording-missing-remedy':
      'It can be allowed in System Settings, Privacy & Security, Screen & System Audio Recording; everything else works without it.',
    'mac-recording-stale':
      'macOS shows that Plainsight may record the screen, and does not let it: that permission belongs to an earlier copy of the program.',
    'mac-recording-stale-remedy':
      'Take Plainsight off the list in System Settings, Privacy & Security, Screen & System Audio Recording, start it again and switch it on; everything else works without it.',
    'mac-recording-revoked': 'macOS does not let Plainsight see the titles of windows or the screen any more.',
    'mac-recording-revoked-remedy':
      'It was switched off in the system settings, or the system’s own question was answered with no; everything else goes on.',
    'mac-recording-unproven':
      'No other window tells its title at the moment, so that no rule could be applied to a picture.',
    'mac-front-unreadable': 'The system did not say which program is in front.',
    'mac-counters-silent': 'The system did not answer how many keys and clicks there were.',
    'mac-counters-silent-remedy': 'Start Plainsight again if this goes on.',
    'mac-counters-frozen':
      'The system’s counters stand still although there is input, so keys and clicks are not counted.',
    'mac-counters-frozen-remedy': 'Start Plainsight again if this goes on.',
    'mac-idle-silent': 'The system did not answer when the last input was.',
    'mac-idle-silent-remedy': 'Start Plainsight again if this goes on.',
    'mac-no-display': 'No display is switched on.',
    'mac-black-picture':
      'The system gave a black picture, as it does while the screen is locked or must not be recorded.',
    'mac-empty-picture': 'The system gave an empty picture of the screen {screen}.',
    'mac-empty-picture-remedy': 'Start Plainsight again if this goes on.',
    'mac-picture-size':
      'The picture of the screen {screen} was not of the size of the screen, so windows could not be covered in the right place.',
    'sign-coming': 'The sign that says so is on its way.',

    'sign-covered': 'The sign cannot be seen: something lies over it, or takes it away.',
    'sign-covered-remedy':
      'Take away what covers it, in the lower right corner of each monitor. Nothing switches it off.',
    'sign-taken': 'The sign was taken away again and again.',
    'sign-taken-remedy':
      'Take away what covers it, in the lower right corner of each monitor. Nothing switches it off.',
    'sign-several-screens':
      'This X server has several screens that are apart, and the sign would stand on one of them only.',
    'sign-several-screens-remedy':
      'Join them into one screen (Xinerama or RandR), or start Plainsight in a session with one screen.',
    'sign-not-on-this-host':
      'This program can put no sign on the screen of this system, and without one nothing is recorded.',
    'sign-not-on-this-host-remedy': 'Use the Plainsight desktop app.',
    'unknown-reason': 'A reason that this version of Plainsight has no words for ({name}).',
  },
  de: {
    silent: 'Er hat nicht innerhalb von {seconds} Sekunden geantwortet.',
    'unsupported-system': 'Plainsight hat für dieses System ({platform}) keine Sensoren.',

    'sensor-broken': 'Dieser Sensor ist unerwartet ausgefallen.',
    'ffi-unavailable': 'Der Teil von Plainsight, der das System befragt, lässt sich auf diesem Computer nicht laden.',
    'ffi-unavailable-remedy': 'Installieren Sie Plainsight neu, wenn das so bleibt.',

    'sensors-starting': 'Der Teil von Plainsight, der diesen Computer ausliest, startet gerade.',
    'sensors-ended':
      'Der Teil von Plainsight, der diesen Computer ausliest, wurde unerwartet beendet und wird neu gestartet.',
    'no-window-told': 'Das System hat noch kein aktives Fenster gemeldet.',
    'no-window-told-remedy':
      'Bleibt es so, erlauben Sie Plainsight in den Systemeinstellungen, Fenster zu sehen, oder installieren Sie es neu.',
    'active-window-unreadable': 'Was das System über das aktive Fenster meldete, war nicht lesbar.',

    'permission-missing': 'Das System erlaubt Plainsight nicht, das aktive Fenster zu sehen.',
    'permission-missing-remedy':
      'Erlauben Sie Plainsight in den Systemeinstellungen Bedienungshilfen und Bildschirmaufnahme.',
    'active-window-failed': 'Die Frage an das System nach dem aktiven Fenster ist gescheitert.',
    'active-window-failed-remedy': 'Installieren Sie Plainsight neu, wenn es so bleibt.',
    'windows-no-raw-input': 'Windows meldet diesem Programm keine Tasten und Klicks (Fehler {error}).',
    'windows-secure-desktop':
      'Windows zeigt seinen eigenen Bildschirm, wie bei gesperrtem Computer oder einer Frage nach Rechten, und lässt ihn kein Programm sehen.',

    'no-web-addresses':
      '{system} sagt nicht, welche Seite ein Browser zeigt, deshalb werden Websites nicht aufgezeichnet, Fenstertitel schon.',

    'websites-by-extension':
      'Das System sagt nicht, welche Seite ein Browser zeigt; das könnte nur eine Erweiterung im Browser.',
    'websites-no-browser': 'Kein Browser mit der Erweiterung von Plainsight ist verbunden.',
    'websites-no-browser-remedy':
      'Fügen Sie sie Ihrem Browser hinzu: Die Schritte stehen auf „Zustand“ unter „Websites“.',

    'titles-overfull':
      'Heute kamen so viele Fenster und Titel, dass Titel bis morgen fehlen und Fenster minutenweise gezählt werden.',

    'windows-unreadable': 'Die Liste der Fenster war nicht lesbar.',

    'input-counts-not-on-this-host': 'Tasten und Klicks lassen sich auf {system} mit diesem Programm nicht zählen.',
    'presence-not-on-this-host': 'Untätige Zeit erfährt dieses Programm auf {system} nicht.',
    'presence-not-on-this-host-remedy': 'Benutzen Sie das Desktop-Programm Plainsight.',
    'screen-not-on-this-host': 'Dieses Programm kann den Bildschirm auf {system} nicht lesen.',
    'no-raw-input-events': 'Dieser X-Server hat kein XInput 2.1, deshalb lassen sich Tasten und Klicks nicht zählen.',

    'no-idle-time':
      'Dieser X-Server sagt nicht, wie lange die letzte Eingabe her ist (ihm fehlt die Erweiterung MIT-SCREEN-SAVER).',

    'idle-time-untold': 'Das System sagt nicht, wann die letzte Eingabe war.',

    'wayland-idle': 'Wayland: Untätige Zeit erfährt nur der Compositor.',
    'wayland-idle-remedy': 'Melden Sie sich in einer X11-Sitzung an, wenn untätige Zeit aufgezeichnet werden soll.',
    wayland: 'Dieser Wayland-Desktop sagt keinem Programm, welche Fenster es gibt.',
    'wayland-remedy':
      'Wählen Sie beim Anmelden Plasma, GNOME, sway oder eine X11-Sitzung („Xorg“), wenn der Computer eine anbietet.',
    'wayland-no-counts': 'Wayland lässt kein Programm Tasten und Klicks sehen, daher lassen sie sich nicht zählen.',
    'wayland-no-pixels': 'Dieser Wayland-Desktop lässt kein Programm den Bildschirm lesen.',
    'kwin-no-pixels': 'KWin lässt dieses Programm den Bildschirm nicht lesen.',
    'kwin-no-pixels-remedy':
      'Installieren Sie das Paket von Plainsight für dieses System: KWin gibt Bilder nur Programmen, deren installierte .desktop-Datei darum bittet.',
    'kwin-script': 'KWin führt das Skript nicht aus, durch das es von seinen Fenstern erzählt.',
    'kwin-script-remedy':
      'Es ist nichts zu tun, wenn der Desktop gerade neu startet; Plainsight versucht es von selbst wieder.',
    'compositor-unreachable': 'Das Programm, das den Desktop zeichnet, war nicht zu erreichen.',
    'compositor-unreachable-remedy':
      'Startet der Desktop gerade neu, ist nichts zu tun; Plainsight verbindet sich von selbst wieder.',
    'compositor-ended': 'Das Programm, das den Desktop zeichnet, hat die Verbindung beendet.',
    'compositor-ended-remedy':
      'Startet der Desktop gerade neu, ist nichts zu tun; Plainsight verbindet sich von selbst wieder.',
    'compositor-unreadable': 'Das Programm, das den Desktop zeichnet, hat etwas Unerwartetes geantwortet.',
    'gnome-extension-missing':
      'GNOME Shell nennt Fenster und Bilder nur eigenen Erweiterungen, und die von Plainsight ist nicht installiert.',
    'gnome-extension-missing-remedy':
      'Installieren Sie sie auf der Seite „Zustand“ und melden Sie sich dann einmal ab und wieder an.',
    'gnome-extension-login':
      'Die GNOME-Shell-Erweiterung von Plainsight ist installiert, und GNOME Shell hat sie noch nicht geladen.',
    'gnome-extension-login-remedy': 'Melden Sie sich einmal ab und wieder an.',
    'gnome-extension-off': 'Die GNOME-Shell-Erweiterung von Plainsight ist ausgeschaltet.',
    'gnome-extension-off-remedy': 'Schalten Sie sie auf der Seite „Zustand“ ein, wenn dies aufgezeichnet werden soll.',
    'gnome-extension-failed': 'GNOME Shell konnte die Erweiterung von Plainsight nicht laden.',
    'gnome-extension-failed-remedy':
      'Installieren Sie sie auf der Seite „Zustand“ neu und melden Sie sich einmal ab und wieder an. Nach einer neuen Version von GNOME kann ein neueres Plainsight nötig sein.',
    'gnome-extension-stranger':
      'Die GNOME-Shell-Erweiterung von Plainsight antwortet diesem Programm nicht: Ein anderes hat sie installiert.',
    'gnome-extension-stranger-remedy':
      'Installieren Sie sie auf der Seite „Zustand“ neu und melden Sie sich dann einmal ab und wieder an.',
    'gnome-extension-taken': 'Ein anderes Programm verwendet den Namen der GNOME-Shell-Erweiterung von Plainsight.',
    'gnome-extension-taken-remedy': 'Beenden Sie es und melden Sie sich dann einmal ab und wieder an.',
    'gnome-extension-old': 'Die GNOME-Shell-Erweiterung von Plainsight hat eine andere Version als dieses Programm.',
    'gnome-extension-old-remedy':
      'Installieren Sie sie auf der Seite „Zustand“ neu und melden Sie sich dann einmal ab und wieder an.',
    'screen-locked': 'Der Bildschirm ist gesperrt.',
    'hidden-window-in-front':
      'Ein Fenster, das ausgelassen wird, liegt vorn, und wo seine Menüs sind, wird nicht gesagt; daher gab es kein Bild.',
    'no-display': 'Es gibt keinen Desktop zu sehen: DISPLAY ist nicht gesetzt.',
    'no-display-remedy': 'Starten Sie Plainsight aus der Desktop-Sitzung heraus.',
    'display-not-local': 'DISPLAY nennt einen Desktop auf einem anderen Computer; aufgezeichnet wird nur der eigene.',
    'display-not-local-remedy': 'Starten Sie Plainsight auf dem Computer, dessen Desktop es ist.',
    'x-server-not-asked': 'Der X-Server wurde noch nicht gefragt.',
    'x-server-not-asked-remedy':
      'Startet der Desktop gerade neu, ist nichts zu tun; Plainsight verbindet sich von selbst wieder.',
    'x-server-unreachable': 'Der X-Server war nicht erreichbar: {error}',
    'x-server-unreachable-remedy':
      'Startet der Desktop gerade neu, ist nichts zu tun; Plainsight verbindet sich von selbst wieder.',
    'x-server-silent': 'Der X-Server hat nicht geantwortet.',
    'x-server-silent-remedy':
      'Startet der Desktop gerade neu, ist nichts zu tun; Plainsight verbindet sich von selbst wieder.',
    'x-server-unexpected': 'Der X-Server hat etwas Unerwartetes geantwortet.',
    'x-server-unexpected-remedy':
      'Startet der Desktop gerade neu, ist nichts zu tun; Plainsight verbindet sich von selbst wieder.',
    'x-server-closed': 'Die Verbindung zum X-Server wurde geschlossen.',
    'x-server-closed-remedy':
      'Startet der Desktop gerade neu, ist nichts zu tun; Plainsight verbindet sich von selbst wieder.',
    'x-server-ended': 'Der X-Server ist beendet oder hat die Verbindung geschlossen.',
    'x-server-ended-remedy':
      'Startet der Desktop gerade neu, ist nichts zu tun; Plainsight verbindet sich von selbst wieder.',
    'x-server-no-screen': 'Der X-Server hat keinen Bildschirm {number}.',
    'x-server-no-screen-remedy':
      'Startet der Desktop gerade neu, ist nichts zu tun; Plainsight verbindet sich von selbst wieder.',
    'x-server-broken': 'Die Verbindung zum X-Server ist abgerissen: {error}',
    'x-server-broken-remedy':
      'Startet der Desktop gerade neu, ist nichts zu tun; Plainsight verbindet sich von selbst wieder.',
    'pixel-format':
      'Dieser Desktop hat {depth} Bit Farbtiefe in einer Anordnung, die nicht unterstützt wird; 24 Bit in der üblichen werden es.',
    'pixel-format-remedy': 'Wählen Sie in den Anzeigeeinstellungen 24 Bit Farbtiefe.',
    'windows-unsettled':
      'Während der Bildschirm gelesen wurde, kamen und gingen Fenster; es war nicht zu sagen, was darauf war.',

    'windows-elsewhere':
      'Der Desktop zeigt Fenster anderswo, als sie sind, etwa in seiner Übersicht, daher gab es kein Bild.',
    'screen-changed': 'Ein Bildschirm wurde umgestellt, während er gelesen wurde.',

    'screen-unreadable': 'Der Bildschirm war nicht lesbar.',

    'no-window-list':
      'Dieses System sagt Plainsight nicht, wo die anderen Fenster sind; die ausgeschlossenen ließen sich deshalb nicht abdecken.',

    'mac-recording-missing': 'macOS lässt Plainsight weder die Titel von Fenstern noch den Bildschirm sehen.',
    'mac-recording-missing-remedy':
      'Das lässt sich in den Systemeinstellungen unter Datenschutz & Sicherheit, Bildschirm- & Systemaudioaufnahme erlauben; alles andere geht ohne.',
    'mac-recording-stale':
      'macOS zeigt an, dass Plainsight den Bildschirm aufnehmen darf, und lässt es nicht: Die Erlaubnis gehört zu einer früheren Fassung des Programms.',
    'mac-recording-stale-remedy':
      'Nehmen Sie Plainsight in den Systemeinstellungen unter Datenschutz & Sicherheit, Bildschirm- & Systemaudioaufnahme von der Liste, starten Sie es neu und schalten Sie es ein; alles andere geht ohne.',
    'mac-recording-revoked': 'macOS lässt Plainsight die Titel von Fenstern und den Bildschirm nicht mehr sehen.',
    'mac-recording-revoked-remedy':
      'Es wurde in den Systemeinstellungen ausgeschaltet, oder die Frage des Systems wurde verneint; alles andere geht weiter.',
    'mac-recording-unproven':
      'Kein anderes Fenster nennt gerade seinen Titel, deshalb ließe sich auf ein Bild keine Regel anwenden.',
    'mac-front-unreadable': 'Das System hat nicht gesagt, welches Programm vorne ist.',
    'mac-counters-silent': 'Das System hat nicht geantwortet, wie viele Tasten und Klicks es waren.',
    'mac-counters-silent-remedy': 'Starten Sie Plainsight neu, wenn es so bleibt.',
    'mac-counters-frozen':
      'Die Zähler des Systems stehen still, obwohl es Eingaben gibt; Tasten und Klicks werden deshalb nicht gezählt.',
    'mac-counters-frozen-remedy': 'Starten Sie Plainsight neu, wenn es so bleibt.',
    'mac-idle-silent': 'Das System hat nicht geantwortet, wann die letzte Eingabe war.',
    'mac-idle-silent-remedy': 'Starten Sie Plainsight neu, wenn es so bleibt.',
    'mac-no-display': 'Es ist kein Bildschirm eingeschaltet.',
    'mac-black-picture':
      'Das System hat ein schwarzes Bild geliefert, wie es das tut, wenn der Bildschirm gesperrt ist oder nicht aufgenommen werden darf.',
    'mac-empty-picture': 'Das System hat ein leeres Bild des Bildschirms {screen} geliefert.',
    'mac-empty-picture-remedy': 'Starten Sie Plainsight neu, wenn es so bleibt.',
    'mac-picture-size':
      'Das Bild des Bildschirms {screen} hatte nicht dessen Größe; Fenster ließen sich deshalb nicht an der richtigen Stelle abdecken.',
    'sign-coming': 'Das Zeichen, das es sagt, erscheint gerade.',

    'sign-covered': 'Das Zeichen ist nicht zu sehen: Etwas liegt darüber oder nimmt es weg.',
    'sign-covered-remedy':
      'Nehmen Sie weg, was es verdeckt, in der unteren rechten Ecke jedes Bildschirms. Nichts schaltet es ab.',
    'sign-taken': 'Das Zeichen wurde immer wieder weggenommen.',
    'sign-taken-remedy':
      'Nehmen Sie weg, was es verdeckt, in der unteren rechten Ecke jedes Bildschirms. Nichts schaltet es ab.',
    'sign-several-screens':
      'Dieser X-Server hat mehrere getrennte Bildschirme, und das Zeichen stünde nur auf einem davon.',
    'sign-several-screens-remedy':
      'Fassen Sie sie zu einem Bildschirm zusammen (Xinerama oder RandR), oder starten Sie Plainsight in einer Sitzung mit einem Bildschirm.',
    'sign-not-on-this-host':
      'Dieses Programm kann auf dem Bildschirm dieses Systems kein Zeichen zeigen, und ohne eines wird nichts aufgezeichnet.',
    'sign-not-on-this-host-remedy': 'Benutzen Sie das Desktop-Programm Plainsight.',
    'unknown-reason': 'Ein Grund, für den diese Version von Plainsight keine Worte hat ({name}).',
  },
  es: {
    silent: 'No respondió en {seconds} segundos.',
    'unsupported-system': 'Plainsight no tiene sensores para este sistema ({platform}).',

    'sensor-broken': 'Este sensor ha fallado de forma inesperada.',
    'ffi-unavailable': 'La parte de Plainsight que consulta al sistema no se carga en este equipo.',
    'ffi-unavailable-remedy': 'Vuelva a instalar Plainsight si esto continúa.',

    'sensors-starting': 'La parte de Plainsight que lee este ordenador se está iniciando.',
    'sensors-ended': 'La parte de Plainsight que lee este ordenador terminó de forma inesperada y se está reiniciando.',
    'no-window-told': 'El sistema aún no ha informado de ninguna ventana activa.',
    'no-window-told-remedy':
      'Si sigue así, permita a Plainsight ver ventanas en los ajustes del sistema, o vuelva a instalarlo.',
    'active-window-unreadable': 'No se ha podido leer lo que el sistema dijo de la ventana activa.',

    'permission-missing': 'El sistema no permite a Plainsight ver la ventana activa.',
    'permission-missing-remedy':
      'Permita a Plainsight Accesibilidad y Grabación de pantalla en los ajustes del sistema.',
    'active-window-failed': 'Ha fallado la pregunta al sistema por la ventana activa.',
    'active-window-failed-remedy': 'Vuelva a instalar Plainsight si sigue así.',
    'windows-no-raw-input': 'Windows no comunica teclas ni clics a este programa (error {error}).',
    'windows-secure-desktop':
      'Windows muestra su propia pantalla, como cuando el equipo está bloqueado o pide permisos, y no deja que ningún programa la vea.',

    'no-web-addresses':
      '{system} no dice qué página muestra un navegador, así que no se registran sitios web; los títulos de ventanas, sí.',

    'websites-by-extension':
      'El sistema no dice qué página muestra un navegador; solo podría una extensión en el navegador.',
    'websites-no-browser': 'No hay conectado ningún navegador con la extensión de Plainsight.',
    'websites-no-browser-remedy': 'Añádala a su navegador: los pasos están en «Estado», en «Sitios web».',

    'titles-overfull':
      'Hoy hubo tantas ventanas y títulos que los títulos se omiten hasta mañana y las ventanas se registran por minutos.',

    'windows-unreadable': 'No se ha podido leer la lista de ventanas.',

    'input-counts-not-on-this-host': 'Este programa no puede contar teclas ni clics en {system}.',
    'presence-not-on-this-host': 'Este programa no conoce el tiempo inactivo en {system}.',
    'presence-not-on-this-host-remedy': 'Use la aplicación de escritorio de Plainsight.',
    'screen-not-on-this-host': 'Este programa no puede leer la pantalla en {system}.',
    'no-raw-input-events': 'Este servidor X no tiene XInput 2.1, así que no se pueden contar teclas ni clics.',

    'no-idle-time':
      'Este servidor X no dice cuánto hace de la última entrada (no tiene la extensión MIT-SCREEN-SAVER).',

    'idle-time-untold': 'El sistema no dice cuándo fue la última entrada.',

    'wayland-idle': 'Wayland: el tiempo inactivo solo lo conoce el compositor.',
    'wayland-idle-remedy': 'Inicie una sesión X11 si se debe registrar el tiempo inactivo.',
    wayland: 'Este escritorio Wayland no dice a ningún programa qué ventanas hay.',
    'wayland-remedy': 'Elija Plasma, GNOME, sway o una sesión X11 («Xorg») al iniciar sesión, si el equipo la ofrece.',
    'wayland-no-counts': 'Wayland no deja a ningún programa ver teclas ni clics, así que no se pueden contar.',
    'wayland-no-pixels': 'Este escritorio Wayland no deja a ningún programa leer la pantalla.',
    'kwin-no-pixels': 'KWin no deja a este programa leer la pantalla.',
    'kwin-no-pixels-remedy':
      'Instale el paquete de Plainsight para este sistema: KWin solo da imágenes a los programas cuyo archivo .desktop instalado lo pide.',
    'kwin-script': 'KWin no ejecuta el script con el que informa de sus ventanas.',
    'kwin-script-remedy':
      'No hay que hacer nada si el escritorio se está reiniciando; Plainsight lo intenta de nuevo por sí mismo.',
    'compositor-unreachable': 'No se pudo contactar con el programa que dibuja el escritorio.',
    'compositor-unreachable-remedy':
      'Si el escritorio se está reiniciando, no hay que hacer nada; Plainsight se conecta de nuevo solo.',
    'compositor-ended': 'El programa que dibuja el escritorio terminó la conexión.',
    'compositor-ended-remedy':
      'Si el escritorio se está reiniciando, no hay que hacer nada; Plainsight se conecta de nuevo solo.',
    'compositor-unreadable': 'El programa que dibuja el escritorio respondió algo inesperado.',
    'gnome-extension-missing':
      'GNOME Shell solo da ventanas e imágenes a sus propias extensiones, y la de Plainsight no está instalada.',
    'gnome-extension-missing-remedy':
      'Instálela en la página «Estado»; después cierre la sesión y vuelva a iniciarla una vez.',
    'gnome-extension-login':
      'La extensión de GNOME Shell de Plainsight está instalada, y GNOME Shell aún no la ha cargado.',
    'gnome-extension-login-remedy': 'Cierre la sesión y vuelva a iniciarla una vez.',
    'gnome-extension-off': 'La extensión de GNOME Shell de Plainsight está desactivada.',
    'gnome-extension-off-remedy': 'Actívela en la página «Estado» si esto se debe registrar.',
    'gnome-extension-failed': 'GNOME Shell no pudo cargar la extensión de Plainsight.',
    'gnome-extension-failed-remedy':
      'Instálela de nuevo en la página «Estado», cierre la sesión y vuelva a iniciarla una vez. Tras una actualización de GNOME puede hacer falta un Plainsight más nuevo.',
    'gnome-extension-stranger':
      'La extensión de GNOME Shell de Plainsight no responde a este programa: la instaló otro.',
    'gnome-extension-stranger-remedy':
      'Instálela de nuevo en la página «Estado»; después cierre la sesión y vuelva a iniciarla una vez.',
    'gnome-extension-taken': 'Otro programa usa el nombre de la extensión de GNOME Shell de Plainsight.',
    'gnome-extension-taken-remedy': 'Cierre ese programa; después cierre la sesión y vuelva a iniciarla una vez.',
    'gnome-extension-old': 'La extensión de GNOME Shell de Plainsight es de otra versión que este programa.',
    'gnome-extension-old-remedy':
      'Instálela de nuevo en la página «Estado»; después cierre la sesión y vuelva a iniciarla una vez.',
    'screen-locked': 'La pantalla está bloqueada.',
    'hidden-window-in-front':
      'Hay delante una ventana que se deja fuera y no se dice dónde están sus menús, así que no hubo imagen.',
    'no-display': 'No hay ningún escritorio que ver: DISPLAY no está definido.',
    'no-display-remedy': 'Inicie Plainsight desde la sesión de escritorio.',
    'display-not-local': 'DISPLAY nombra un escritorio que no está en este equipo, y solo se registra el propio.',
    'display-not-local-remedy': 'Inicie Plainsight en el equipo al que pertenece el escritorio.',
    'x-server-not-asked': 'Aún no se ha preguntado al servidor X.',
    'x-server-not-asked-remedy':
      'Si el escritorio se está reiniciando, no hay que hacer nada; Plainsight se conecta de nuevo solo.',
    'x-server-unreachable': 'No se ha podido llegar al servidor X: {error}',
    'x-server-unreachable-remedy':
      'Si el escritorio se está reiniciando, no hay que hacer nada; Plainsight se conecta de nuevo solo.',
    'x-server-silent': 'El servidor X no ha respondido.',
    'x-server-silent-remedy':
      'Si el escritorio se está reiniciando, no hay que hacer nada; Plainsight se conecta de nuevo solo.',
    'x-server-unexpected': 'El servidor X ha respondido algo inesperado.',
    'x-server-unexpected-remedy':
      'Si el escritorio se está reiniciando, no hay que hacer nada; Plainsight se conecta de nuevo solo.',
    'x-server-closed': 'La conexión con el servidor X se cerró.',
    'x-server-closed-remedy':
      'Si el escritorio se está reiniciando, no hay que hacer nada; Plainsight se conecta de nuevo solo.',
    'x-server-ended': 'El servidor X terminó o cerró la conexión.',
    'x-server-ended-remedy':
      'Si el escritorio se está reiniciando, no hay que hacer nada; Plainsight se conecta de nuevo solo.',
    'x-server-no-screen': 'El servidor X no tiene la pantalla {number}.',
    'x-server-no-screen-remedy':
      'Si el escritorio se está reiniciando, no hay que hacer nada; Plainsight se conecta de nuevo solo.',
    'x-server-broken': 'La conexión con el servidor X se cortó: {error}',
    'x-server-broken-remedy':
      'Si el escritorio se está reiniciando, no hay que hacer nada; Plainsight se conecta de nuevo solo.',
    'pixel-format':
      'Este escritorio tiene {depth} bits de color en una disposición no admitida; se admiten 24 bits en el orden habitual.',
    'pixel-format-remedy': 'Elija color de 24 bits en los ajustes de pantalla.',
    'windows-unsettled':
      'Mientras se leía la pantalla aparecieron y desaparecieron ventanas; no se pudo saber qué había en ella.',

    'windows-elsewhere':
      'El escritorio muestra ventanas en otro lugar del que están, como en su vista general, así que no hubo imagen.',
    'screen-changed': 'Se reorganizó un monitor mientras se leía la pantalla.',

    'screen-unreadable': 'No se ha podido leer la pantalla.',

    'no-window-list':
      'Este sistema no dice a Plainsight dónde están las demás ventanas, así que no podría tapar las que usted excluye.',

    'mac-recording-missing': 'macOS no deja que Plainsight vea los títulos de las ventanas ni la pantalla.',
    'mac-recording-missing-remedy':
      'Se puede permitir en Ajustes del Sistema, Privacidad y seguridad, Grabación de pantalla y audio del sistema; todo lo demás funciona sin ello.',
    'mac-recording-stale':
      'macOS muestra que Plainsight puede grabar la pantalla, y no le deja: el permiso es de una copia anterior del programa.',
    'mac-recording-stale-remedy':
      'Quite Plainsight de la lista en Ajustes del Sistema, Privacidad y seguridad, Grabación de pantalla y audio del sistema, inícielo de nuevo y actívelo; todo lo demás funciona sin ello.',
    'mac-recording-revoked': 'macOS ya no deja que Plainsight vea los títulos de las ventanas ni la pantalla.',
    'mac-recording-revoked-remedy':
      'Se desactivó en los ajustes del sistema, o se respondió que no a la pregunta del sistema; todo lo demás sigue.',
    'mac-recording-unproven':
      'Ninguna otra ventana dice su título en este momento, así que no se podría aplicar ninguna regla a una imagen.',
    'mac-front-unreadable': 'El sistema no dijo qué programa está delante.',
    'mac-counters-silent': 'El sistema no respondió cuántas teclas y clics hubo.',
    'mac-counters-silent-remedy': 'Inicie Plainsight de nuevo si sigue así.',
    'mac-counters-frozen':
      'Los contadores del sistema no avanzan aunque haya actividad, así que no se cuentan teclas ni clics.',
    'mac-counters-frozen-remedy': 'Inicie Plainsight de nuevo si sigue así.',
    'mac-idle-silent': 'El sistema no respondió cuándo fue la última entrada.',
    'mac-idle-silent-remedy': 'Inicie Plainsight de nuevo si sigue así.',
    'mac-no-display': 'No hay ninguna pantalla encendida.',
    'mac-black-picture':
      'El sistema dio una imagen negra, como hace cuando la pantalla está bloqueada o no se puede grabar.',
    'mac-empty-picture': 'El sistema dio una imagen vacía de la pantalla {screen}.',
    'mac-empty-picture-remedy': 'Inicie Plainsight de nuevo si sigue así.',
    'mac-picture-size':
      'La imagen de la pantalla {screen} no tenía el tamaño de la pantalla, así que no se podían tapar las ventanas en su sitio.',
    'sign-coming': 'La señal que lo dice está apareciendo.',

    'sign-covered': 'La señal no se ve: algo la tapa o la quita.',
    'sign-covered-remedy': 'Quite lo que la tapa, en la esquina inferior derecha de cada monitor. Nada la desactiva.',
    'sign-taken': 'La señal se ha quitado una y otra vez.',
    'sign-taken-remedy': 'Quite lo que la tapa, en la esquina inferior derecha de cada monitor. Nada la desactiva.',
    'sign-several-screens':
      'Este servidor X tiene varias pantallas separadas, y la señal estaría solo en una de ellas.',
    'sign-several-screens-remedy':
      'Júntelas en una sola pantalla (Xinerama o RandR), o inicie Plainsight en una sesión con una pantalla.',
    'sign-not-on-this-host':
      'Este programa no puede poner ninguna señal en la pantalla de este sistema, y sin ella no se registra nada.',
    'sign-not-on-this-host-remedy': 'Use la aplicación de escritorio de Plainsight.',
    'unknown-reason': 'Un motivo para el que esta versión de Plainsight no tiene palabras ({name}).',
  },
});
