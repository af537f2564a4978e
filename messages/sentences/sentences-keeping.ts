import type { Sentences } from './sentences.ts';

/** What goes wrong where things are kept on this computer: keys, vault, disk, ledger, settings. */
export const keepingSentences: Sentences = {
  'The folder {folder} belongs to another account.': {
    de: 'Der Ordner {folder} gehört einem anderen Konto.',
    es: 'La carpeta {folder} pertenece a otra cuenta.',
  },
  'Give a folder of your own.': { de: 'Geben Sie einen eigenen Ordner an.', es: 'Indique una carpeta propia.' },
  'Another account put {path} there.': {
    de: 'Ein anderes Konto hat {path} dort abgelegt.',
    es: 'Otra cuenta puso {path} allí.',
  },
  'Find out who did, move it out of the folder, and start again.': {
    de: 'Finden Sie heraus, wer das war, verschieben Sie es aus dem Ordner, und starten Sie noch einmal.',
    es: 'Averigüe quién fue, sáquelo de la carpeta y vuelva a iniciar.',
  },
  'The folder {folder} is there for every account.': {
    de: 'Der Ordner {folder} ist für alle Konten da.',
    es: 'La carpeta {folder} es para todas las cuentas.',
  },
  'Give a folder of its own: what is in it is for your account alone.': {
    de: 'Geben Sie einen Ordner nur dafür an: Was darin liegt, ist nur für Ihr Konto.',
    es: 'Indique una carpeta solo para esto: lo que contiene es solo para su cuenta.',
  },
  'The folder {folder} cannot be used ({code}).': {
    de: 'Der Ordner {folder} kann nicht benutzt werden ({code}).',
    es: 'La carpeta {folder} no se puede usar ({code}).',
  },
  'Give another folder.': { de: 'Geben Sie einen anderen Ordner an.', es: 'Indique otra carpeta.' },
  'The disk that holds {folder} is full.': {
    de: 'Der Datenträger mit {folder} ist voll.',
    es: 'El disco que contiene {folder} está lleno.',
  },
  'Free some space; recording goes on by itself, and what was kept so far is safe.': {
    de: 'Schaffen Sie Platz; die Aufzeichnung geht von selbst weiter, und was bisher gesichert wurde, ist sicher.',
    es: 'Libere espacio; el registro sigue solo, y lo guardado hasta ahora está a salvo.',
  },
  '{folder} cannot be written to.': {
    de: 'In {folder} lässt sich nicht schreiben.',
    es: 'No se puede escribir en {folder}.',
  },
  'Make the folder writable for this account.': {
    de: 'Geben Sie diesem Konto das Recht, in den Ordner zu schreiben.',
    es: 'Dé a esta cuenta permiso para escribir en la carpeta.',
  },
  'Writing to {folder} failed ({code}).': {
    de: 'Das Schreiben in {folder} ist gescheitert ({code}).',
    es: 'Ha fallado la escritura en {folder} ({code}).',
  },
  'unknown error': { de: 'unbekannter Fehler', es: 'error desconocido' },
  'Check the disk; recording goes on as soon as it works again.': {
    de: 'Prüfen Sie den Datenträger; die Aufzeichnung geht weiter, sobald er wieder funktioniert.',
    es: 'Revise el disco; el registro sigue en cuanto vuelva a funcionar.',
  },
  'Another Plainsight agent is using {folder}.': {
    de: 'Ein anderes Plainsight benutzt {folder} gerade.',
    es: 'Otro Plainsight está usando {folder}.',
  },
  'Use the one that is running, or quit it first.': {
    de: 'Benutzen Sie das, das läuft, oder beenden Sie es zuerst.',
    es: 'Use el que está en marcha, o ciérrelo antes.',
  },
  'The vault in {folder} cannot be opened ({why}).': {
    de: 'Der Tresor in {folder} lässt sich nicht öffnen ({why}).',
    es: 'No se puede abrir la caja fuerte de {folder} ({why}).',
  },
  'Nothing is recorded. Move the folder aside to begin a new one; what was uploaded is safe in the bucket.': {
    de: 'Es wird nichts aufgezeichnet. Legen Sie den Ordner beiseite, um einen neuen zu beginnen; was hochgeladen wurde, liegt sicher im Speicher.',
    es: 'No se registra nada. Aparte la carpeta para empezar una nueva; lo que se subió está a salvo en el almacén.',
  },
  '{name} is in the vault already.': { de: '{name} liegt schon im Tresor.', es: '{name} ya está en la caja fuerte.' },
  'Nothing to do: what is there stays as it is.': {
    de: 'Nichts zu tun: Was da ist, bleibt, wie es ist.',
    es: 'No hay que hacer nada: lo que hay se queda como está.',
  },
  'A picture was deleted while the chain was being signed.': {
    de: 'Ein Bild wurde gelöscht, während die Kette signiert wurde.',
    es: 'Se eliminó una captura mientras se firmaba la cadena.',
  },
  'Nothing to do: the chain is signed again.': {
    de: 'Nichts zu tun: Die Kette wird noch einmal signiert.',
    es: 'No hay que hacer nada: la cadena se firma otra vez.',
  },
  'A part of the vault cannot be opened: {what}.': {
    de: 'Ein Teil des Tresors lässt sich nicht öffnen: {what}.',
    es: 'No se puede abrir una parte de la caja fuerte: {what}.',
  },
  'the key of the day': { de: 'der Schlüssel des Tages', es: 'la clave del día' },
  'the journal': { de: 'das Journal', es: 'el diario' },
  'the picture': { de: 'das Bild', es: 'la captura' },
  'its content': { de: 'sein Inhalt', es: 'su contenido' },
  'It was changed or damaged on this disk. What was uploaded before is safe in the bucket.': {
    de: 'Er wurde auf diesem Datenträger verändert oder beschädigt. Was vorher hochgeladen wurde, liegt sicher im Speicher.',
    es: 'Se cambió o se dañó en este disco. Lo que se subió antes está a salvo en el almacén.',
  },
  'The file of {name} cannot be read.': {
    de: 'Die Datei von {name} ist nicht lesbar.',
    es: 'No se puede leer el archivo de {name}.',
  },
  'The file of {name} was changed on this disk.': {
    de: 'Die Datei von {name} wurde auf diesem Datenträger verändert.',
    es: 'El archivo de {name} se cambió en este disco.',
  },
  'It is set aside; the rest goes on.': {
    de: 'Sie wird beiseitegelegt; das Übrige geht weiter.',
    es: 'Se aparta; lo demás sigue.',
  },
  'What was recorded in the last minutes could not be kept.': {
    de: 'Was in den letzten Minuten aufgezeichnet wurde, konnte nicht gesichert werden.',
    es: 'No se ha podido guardar lo registrado en los últimos minutos.',
  },
  'It waits in memory and is tried again; if this stays, check the disk.': {
    de: 'Es wartet im Arbeitsspeicher und wird erneut versucht; bleibt es dabei, prüfen Sie den Datenträger.',
    es: 'Espera en la memoria y se vuelve a intentar; si persiste, revise el disco.',
  },
  'Your decisions cannot be read, so nothing is recorded.': {
    de: 'Ihre Entscheidungen sind nicht lesbar, deshalb wird nichts aufgezeichnet.',
    es: 'No se pueden leer sus decisiones, así que no se registra nada.',
  },
  'Decision {number} of {count} {what}.': {
    de: 'Entscheidung {number} von {count} {what}.',
    es: 'La decisión {number} de {count} {what}.',
  },
  'cannot be opened: it was altered, or sealed to another key': {
    de: 'lässt sich nicht öffnen: Sie wurde verändert oder für einen anderen Schlüssel versiegelt',
    es: 'no se puede abrir: se alteró, o se selló para otra clave',
  },
  'was altered': { de: 'wurde verändert', es: 'se alteró' },
  'was altered, or signed by another key': {
    de: 'wurde verändert oder mit einem anderen Schlüssel signiert',
    es: 'se alteró, o se firmó con otra clave',
  },
  'cannot be understood': { de: 'ist nicht verständlich', es: 'no se entiende' },
  'is another person’s or computer’s': {
    de: 'gehört einer anderen Person oder einem anderen Computer',
    es: 'es de otra persona o de otro equipo',
  },
  'is not in its place: it was made as number {number}': {
    de: 'steht nicht an ihrem Platz: Sie wurde als Nummer {number} getroffen',
    es: 'no está en su sitio: se tomó con el número {number}',
  },
  'does not follow the one before it': {
    de: 'schließt nicht an die vorige an',
    es: 'no sigue a la anterior',
  },
  'It is not known which decision is the last: the note of it was altered.': {
    de: 'Es ist nicht bekannt, welche Entscheidung die letzte ist: Der Vermerk darüber wurde verändert.',
    es: 'No se sabe qué decisión es la última: la nota sobre ello se alteró.',
  },
  'There were {before} decisions, and {now} are left: the last ones are missing.': {
    de: 'Es gab {before} Entscheidungen, {now} sind noch da: Die letzten fehlen.',
    es: 'Había {before} decisiones y quedan {now}: faltan las últimas.',
  },
  'There were {before} decisions, and {now} are there: the end was altered.': {
    de: 'Es gab {before} Entscheidungen, {now} sind da: Das Ende wurde verändert.',
    es: 'Había {before} decisiones y hay {now}: el final se alteró.',
  },
  'The vault was damaged or changed on this disk: ask for help before you delete it.': {
    de: 'Der Tresor wurde auf diesem Datenträger beschädigt oder verändert: Holen Sie Hilfe, bevor Sie ihn löschen.',
    es: 'La caja fuerte se dañó o se cambió en este disco: pida ayuda antes de eliminarla.',
  },
  'Your withdrawal holds, and could not be written to the disk yet.': {
    de: 'Ihr Widerruf gilt, konnte aber noch nicht auf den Datenträger geschrieben werden.',
    es: 'Su retirada vale, pero aún no se ha podido escribir en el disco.',
  },
  'Do not restart this computer before there is space on the disk again.': {
    de: 'Starten Sie diesen Computer nicht neu, bevor der Datenträger wieder Platz hat.',
    es: 'No reinicie este equipo hasta que vuelva a haber espacio en el disco.',
  },
  'The enrolment of this computer, {path}, is broken.': {
    de: 'Die Anmeldung dieses Computers, {path}, ist beschädigt.',
    es: 'La inscripción de este equipo, {path}, está dañada.',
  },
  'Restore it from a backup; or move it aside and open a new enrolment file of your organisation.': {
    de: 'Stellen Sie sie aus einer Sicherung wieder her; oder legen Sie sie beiseite und öffnen Sie eine neue Einladungsdatei Ihrer Organisation.',
    es: 'Restáurela de una copia de seguridad; o apártela y abra un nuevo archivo de invitación de su organización.',
  },
  'The enrolment of this computer does not open with the keys of this computer.': {
    de: 'Die Anmeldung dieses Computers lässt sich mit den Schlüsseln dieses Computers nicht öffnen.',
    es: 'La inscripción de este equipo no se abre con las claves de este equipo.',
  },
  'Restore keys.age and enrolment.json from the same backup; or move both aside and enrol this computer again.': {
    de: 'Stellen Sie keys.age und enrolment.json aus derselben Sicherung wieder her; oder legen Sie beide beiseite und melden Sie diesen Computer neu an.',
    es: 'Restaure keys.age y enrolment.json de la misma copia de seguridad; o aparte ambos e inscriba de nuevo este equipo.',
  },
  'The list of enrolments that were used on this computer, {path}, is broken.': {
    de: 'Die Liste der Einladungen, die auf diesem Computer benutzt wurden, {path}, ist beschädigt.',
    es: 'La lista de invitaciones usadas en este equipo, {path}, está dañada.',
  },
  'Restore it from a backup; or delete it, after which an enrolment that was used here before could be used once more.':
    {
      de: 'Stellen Sie sie aus einer Sicherung wieder her; oder löschen Sie sie, dann könnte eine hier schon benutzte Einladung noch einmal benutzt werden.',
      es: 'Restáurela de una copia de seguridad; o elimínela, y entonces una invitación ya usada aquí podría usarse otra vez.',
    },
  'The file {path} cannot be read.': {
    de: 'Die Datei {path} ist nicht lesbar.',
    es: 'No se puede leer el archivo {path}.',
  },
  '{path} cannot be read.': { de: '{path} ist nicht lesbar.', es: 'No se puede leer {path}.' },
  '{path} is broken.': { de: '{path} ist beschädigt.', es: '{path} está dañado.' },
  'Restore it from a backup, or move the folder aside to begin anew.': {
    de: 'Stellen Sie es aus einer Sicherung wieder her, oder legen Sie den Ordner beiseite, um neu zu beginnen.',
    es: 'Restáurelo de una copia de seguridad, o aparte la carpeta para empezar de nuevo.',
  },
  'Make it readable for this account.': {
    de: 'Geben Sie diesem Konto das Recht, sie zu lesen.',
    es: 'Dé a esta cuenta permiso para leerlo.',
  },
  'The key file {path} is damaged.': {
    de: 'Die Schlüsseldatei {path} ist beschädigt.',
    es: 'El archivo de claves {path} está dañado.',
  },
  'Restore it from a backup, or move it aside and enrol this computer again.': {
    de: 'Stellen Sie sie aus einer Sicherung wieder her, oder legen Sie sie beiseite und melden Sie diesen Computer neu an.',
    es: 'Restáurelo de una copia de seguridad, o apártelo e inscriba de nuevo este equipo.',
  },
  'The keys of this computer are gone, and without them its enrolment does not open.': {
    de: 'Die Schlüssel dieses Computers sind weg, und ohne sie lässt sich seine Anmeldung nicht öffnen.',
    es: 'Las claves de este equipo han desaparecido, y sin ellas su inscripción no se abre.',
  },
  'Restore keys.age from a backup; or move enrolment.json aside and ask your organisation for a new enrolment file.': {
    de: 'Stellen Sie keys.age aus einer Sicherung wieder her; oder legen Sie enrolment.json beiseite und bitten Sie Ihre Organisation um eine neue Einladungsdatei.',
    es: 'Restaure keys.age de una copia de seguridad; o aparte enrolment.json y pida a su organización un nuevo archivo de invitación.',
  },
  'The unlocking identity does not open the keys of this agent.': {
    de: 'Die Identität zum Entsperren öffnet die Schlüssel dieses Programms nicht.',
    es: 'La identidad de desbloqueo no abre las claves de este programa.',
  },
  'Point unlockIdentityFile at the identity that the agent was first started with.': {
    de: 'Lassen Sie unlockIdentityFile auf die Identität zeigen, mit der das Programm zuerst gestartet wurde.',
    es: 'Haga que unlockIdentityFile señale la identidad con la que se inició el programa por primera vez.',
  },
  'This computer’s keychain does not open the key that Plainsight kept in it.': {
    de: 'Der Schlüsselbund dieses Computers gibt den Schlüssel nicht heraus, den Plainsight darin abgelegt hat.',
    es: 'El llavero de este equipo no abre la clave que Plainsight guardó en él.',
  },
  'Unlock the keychain and start Plainsight again; if it was emptied, enrol this computer again.': {
    de: 'Entsperren Sie den Schlüsselbund und starten Sie Plainsight neu; wurde er geleert, melden Sie diesen Computer neu an.',
    es: 'Desbloquee el llavero y vuelva a iniciar Plainsight; si se vació, inscriba de nuevo este equipo.',
  },
  'The key of this computer was kept without a keychain, so that any program could read it.': {
    de: 'Der Schlüssel dieses Computers wurde ohne Schlüsselbund aufbewahrt, sodass jedes Programm ihn lesen konnte.',
    es: 'La clave de este equipo se guardó sin llavero, de modo que cualquier programa podía leerla.',
  },
  'Start a keychain (GNOME Keyring or KWallet), remove the file of keys from Plainsight’s folder, and enrol this computer again.':
    {
      de: 'Starten Sie einen Schlüsselbund (GNOME Keyring oder KWallet), entfernen Sie die Schlüsseldatei aus dem Ordner von Plainsight und registrieren Sie diesen Computer neu.',
      es: 'Inicie un llavero (GNOME Keyring o KWallet), elimine el archivo de claves de la carpeta de Plainsight y vuelva a inscribir este equipo.',
    },
  'Chromium’s sandbox is switched off here, and Plainsight shows no page without it.': {
    de: 'Die Sandbox von Chromium ist hier abgeschaltet, und ohne sie zeigt Plainsight keine Seite.',
    es: 'El aislamiento de Chromium está desactivado aquí, y sin él Plainsight no muestra ninguna página.',
  },
  'Start it without --no-sandbox. Where this system allows no sandbox to an AppImage, install the deb package.': {
    de: 'Starten Sie es ohne --no-sandbox. Wo dieses System einem AppImage keine Sandbox erlaubt, installieren Sie das deb-Paket.',
    es: 'Inícielo sin --no-sandbox. Donde este sistema no permita el aislamiento a un AppImage, instale el paquete deb.',
  },
  'This computer’s keychain refused to keep the key.': {
    de: 'Der Schlüsselbund dieses Computers hat den Schlüssel nicht angenommen.',
    es: 'El llavero de este equipo se negó a guardar la clave.',
  },
  'Unlock the keychain and try again, or open Plainsight with its passphrase.': {
    de: 'Entsperren Sie den Schlüsselbund und versuchen Sie es noch einmal, oder öffnen Sie Plainsight mit der Passphrase.',
    es: 'Desbloquee el llavero y vuelva a intentarlo, o abra Plainsight con su frase de contraseña.',
  },
  'This session has no keychain (GNOME Keyring or KWallet).': {
    de: 'Diese Sitzung hat keinen Schlüsselbund (GNOME-Schlüsselbund oder KWallet).',
    es: 'Esta sesión no tiene llavero (GNOME Keyring o KWallet).',
  },
  'This computer’s keychain cannot be used.': {
    de: 'Der Schlüsselbund dieses Computers ist nicht benutzbar.',
    es: 'No se puede usar el llavero de este equipo.',
  },
  'Open Plainsight with its passphrase; the key is then never kept unlocked.': {
    de: 'Öffnen Sie Plainsight mit der Passphrase; der Schlüssel liegt dann nie unverschlossen.',
    es: 'Abra Plainsight con su frase de contraseña; así la clave nunca se guarda abierta.',
  },
  'The settings in {path} cannot be read.': {
    de: 'Die Einstellungen in {path} sind nicht lesbar.',
    es: 'No se pueden leer los ajustes de {path}.',
  },
  'Nothing is recorded until the file can be read: correct its permissions.': {
    de: 'Bis die Datei lesbar ist, wird nichts aufgezeichnet: Berichtigen Sie ihre Zugriffsrechte.',
    es: 'No se registra nada hasta que se pueda leer el archivo: corrija sus permisos.',
  },
  'The settings in {path} are broken: {why}.': {
    de: 'Die Einstellungen in {path} sind beschädigt: {why}.',
    es: 'Los ajustes de {path} están dañados: {why}.',
  },
  'they are not JSON': { de: 'sie sind kein JSON', es: 'no son JSON' },
  'their form': { de: 'ihre Form', es: 'su forma' },
  'nothing is known of {names}': { de: '{names} ist unbekannt', es: 'no se conoce {names}' },
  '“suggestedRules” is from an earlier version, put the groups to leave out into “withoutSuggestions”': {
    de: '„suggestedRules“ ist aus einer früheren Version; tragen Sie die Gruppen, die wegbleiben sollen, in „withoutSuggestions“ ein',
    es: '«suggestedRules» es de una versión anterior; ponga los grupos que quiera omitir en «withoutSuggestions»',
  },
  'Nothing is recorded until they are mended: correct the file, or delete it to begin anew.': {
    de: 'Bis sie in Ordnung sind, wird nichts aufgezeichnet: Berichtigen Sie die Datei, oder löschen Sie sie, um neu zu beginnen.',
    es: 'No se registra nada hasta que estén bien: corrija el archivo, o elimínelo para empezar de nuevo.',
  },
  'Your settings cannot be understood.': {
    de: 'Ihre Einstellungen sind nicht verständlich.',
    es: 'Sus ajustes no se entienden.',
  },
  'Correct settings.json.': { de: 'Berichtigen Sie settings.json.', es: 'Corrija settings.json.' },
  'Your settings could not be saved.': {
    de: 'Ihre Einstellungen konnten nicht gesichert werden.',
    es: 'No se han podido guardar sus ajustes.',
  },
  'What they take away holds until Plainsight ends; save them again then.': {
    de: 'Was sie wegnehmen, gilt, bis Plainsight endet; sichern Sie sie dann noch einmal.',
    es: 'Lo que quitan vale hasta que Plainsight termine; guárdelos entonces otra vez.',
  },
  '{where} cannot be understood: {why}.': {
    de: '{where} ist nicht verständlich: {why}.',
    es: 'No se entiende {where}: {why}.',
  },
  'Exclusion rule {number}': { de: 'Die Ausschlussregel {number}', es: 'la regla de exclusión {number}' },
  'The list of exclusion rules': { de: 'Die Liste der Ausschlussregeln', es: 'la lista de reglas de exclusión' },
  'it is not a list': { de: 'sie ist keine Liste', es: 'no es una lista' },
  'Nothing is recorded until the rule is mended: correct it in the settings.': {
    de: 'Bis die Regel in Ordnung ist, wird nichts aufgezeichnet: Berichtigen Sie sie in den Einstellungen.',
    es: 'No se registra nada hasta que la regla esté bien: corríjala en los ajustes.',
  },
  'Your organisation changed something more meanwhile.': {
    de: 'Ihre Organisation hat inzwischen noch etwas geändert.',
    es: 'Su organización cambió algo más entretanto.',
  },
  'Look again: it is shown as it is now.': {
    de: 'Sehen Sie noch einmal hin: Es wird gezeigt, wie es jetzt ist.',
    es: 'Mírelo otra vez: se muestra como está ahora.',
  },
};
