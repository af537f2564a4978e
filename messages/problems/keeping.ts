import { defineMessages } from '../define.ts';

/** What goes wrong on this computer: its disk, vault, keys, keychain and settings. */
export const keepingProblems = defineMessages({
  en: {
    'rules-not-list': 'The list of exclusion rules cannot be understood: it is not a list.',
    'rules-not-list-remedy': 'Nothing is recorded until the rule is mended: correct it in the settings.',
    'rule-invalid': 'Exclusion rule {rule} cannot be understood: {fault}.',
    'rule-invalid-remedy': 'Nothing is recorded until the rule is mended: correct it in the settings.',
    'rule-field-invalid': 'Exclusion rule {rule} ({field}) cannot be understood: {fault}.',
    'rule-field-invalid-remedy': 'Nothing is recorded until the rule is mended: correct it in the settings.',
    'folder-foreign': 'The folder {folder} belongs to another account.',
    'folder-foreign-remedy': 'Give a folder of your own.',
    'folder-entry-foreign': 'Another account put {path} there.',
    'folder-entry-foreign-remedy': 'Find out who did, move it out of the folder, and start again.',
    'folder-failed': 'The folder {folder} cannot be used ({error, select, unknown {unknown error} other {{error}}}).',
    'folder-failed-remedy': 'Give another folder.',
    'disk-failed': 'Writing to {folder} failed ({error, select, unknown {unknown error} other {{error}}}).',
    'disk-failed-remedy': 'Check the disk; recording goes on as soon as it works again.',
    'settings-unsaved': 'Your settings could not be saved. {cause}',
    'settings-unsaved-remedy': 'What they take away holds until Plainsight ends; save them again then. {causeRemedy}',
    'sign-not-shown': 'Nothing is recorded, because there would be no sign that says so. {reason}',
    'sign-not-shown-remedy': '{reasonRemedy}',
    'settings-not-json': 'The settings in {path} are broken: they are not JSON.',
    'settings-not-json-remedy':
      'Nothing is recorded until they are mended: correct the file, or delete it to begin anew.',
    'settings-form': 'The settings in {path} are broken: their form.',
    'settings-form-remedy': 'Nothing is recorded until they are mended: correct the file, or delete it to begin anew.',
    'settings-broken': 'The settings in {path} are broken: “{field}”.',
    'settings-broken-remedy':
      'Nothing is recorded until they are mended: correct the file, or delete it to begin anew.',
    'settings-unknown-field': 'The settings in {path} are broken: nothing is known of {names}.',
    'settings-unknown-field-remedy':
      'Nothing is recorded until they are mended: correct the file, or delete it to begin anew.',
    'settings-earlier-version':
      'The settings in {path} are broken: “suggestedRules” is from an earlier version, put the groups to leave out into “withoutSuggestions”.',
    'settings-earlier-version-remedy':
      'Nothing is recorded until they are mended: correct the file, or delete it to begin anew.',
    'settings-not-understood': 'Your settings cannot be understood.',
    'settings-not-understood-remedy': 'Correct settings.json.',
    'vault-object-exists': '{name} is in the vault already.',
    'vault-object-exists-remedy': 'Nothing to do: what is there stays as it is.',
    'keychain-missing': 'This session has no keychain (GNOME Keyring or KWallet).',
    'keychain-missing-remedy': 'Open Plainsight with its passphrase; the key is then never kept unlocked.',
    'keychain-unusable': 'This computer’s keychain cannot be used.',
    'keychain-unusable-remedy': 'Open Plainsight with its passphrase; the key is then never kept unlocked.',
    'ledger-decision':
      'Your decisions cannot be read, so nothing is recorded. Decision {number} of {count} {fault, select, sealed {cannot be opened: it was altered, or sealed to another key} altered {was altered} signed {was altered, or signed by another key} unclear {cannot be understood} foreign {is another person’s or computer’s} misplaced {is not in its place: it was made as number {made}} other {does not follow the one before it}}.',
    'ledger-decision-remedy': 'The vault was damaged or changed on this disk: ask for help before you delete it.',
    'ledger-end-unknown':
      'Your decisions cannot be read, so nothing is recorded. It is not known which decision is the last: the note of it was altered.',
    'ledger-end-unknown-remedy': 'The vault was damaged or changed on this disk: ask for help before you delete it.',
    'ledger-shortened':
      'Your decisions cannot be read, so nothing is recorded. There were {before} decisions, and {now} are left: the last ones are missing.',
    'ledger-shortened-remedy': 'The vault was damaged or changed on this disk: ask for help before you delete it.',
    'ledger-end-altered':
      'Your decisions cannot be read, so nothing is recorded. There were {before} decisions, and {now} are there: the end was altered.',
    'ledger-end-altered-remedy': 'The vault was damaged or changed on this disk: ask for help before you delete it.',
    'vault-unreadable':
      'A part of the vault cannot be opened: {part, select, picture {the picture} key {the key of the day} content {its content} journal {the journal} other {{part}}}.',
    'vault-unreadable-remedy':
      'It was changed or damaged on this disk. What was uploaded before is safe in the bucket.',
    'folder-shared': 'The folder {folder} is there for every account.',
    'folder-shared-remedy': 'Give a folder of its own: what is in it is for your account alone.',
    'disk-full': 'The disk that holds {folder} is full.',
    'disk-full-remedy': 'Free some space; recording goes on by itself, and what was kept so far is safe.',
    'disk-denied': '{folder} cannot be written to.',
    'disk-denied-remedy': 'Make the folder writable for this account.',
    'wrong-identity': 'The unlocking identity does not open the keys of this agent.',
    'wrong-identity-remedy': 'Point unlockIdentityFile at the identity that the agent was first started with.',
    'keys-damaged': 'The key file {path} is damaged.',
    'keys-damaged-remedy': 'Restore it from a backup, or move it aside and enrol this computer again.',
    'keys-missing': 'The keys of this computer are gone, and without them its enrolment does not open.',
    'keys-missing-remedy':
      'Restore keys.age from a backup; or move enrolment.json aside and ask your organisation for a new enrolment file.',
    'settings-unreadable': 'The settings in {path} cannot be read.',
    'settings-unreadable-remedy': 'Nothing is recorded until the file can be read: correct its permissions.',
    'journal-failed': 'What was recorded in the last minutes could not be kept.',
    'journal-failed-remedy': 'It waits in memory and is tried again; if this stays, check the disk.',
    'object-altered': 'The file of {key} was changed on this disk.',
    'object-altered-remedy': 'It is set aside; the rest goes on.',
    'link-stale': 'A picture was deleted while the chain was being signed.',
    'link-stale-remedy': 'Nothing to do: the chain is signed again.',
    'vault-in-use': 'Another Plainsight agent is using {folder}.',
    'vault-in-use-remedy': 'Use the one that is running, or quit it first.',
    'vault-damaged': 'The vault in {folder} cannot be opened ({text}).',
    'vault-damaged-remedy':
      'Nothing is recorded. Move the folder aside to begin a new one; what was uploaded is safe in the bucket.',
    'no-sandbox': 'Chromium’s sandbox is switched off here, and Plainsight shows no page without it.',
    'no-sandbox-remedy':
      'Start it without --no-sandbox. Where this system allows no sandbox to an AppImage, install the deb package.',
    'keychain-unreadable': 'This computer’s keychain does not open the key that Plainsight kept in it.',
    'keychain-unreadable-remedy':
      'Unlock the keychain and start Plainsight again; if it was emptied, enrol this computer again.',
    'keychain-open': 'The key of this computer was kept without a keychain, so that any program could read it.',
    'keychain-open-remedy':
      'Start a keychain (GNOME Keyring or KWallet), remove the file of keys from Plainsight’s folder, and enrol this computer again.',
    'keychain-refused': 'This computer’s keychain refused to keep the key.',
    'keychain-refused-remedy': 'Unlock the keychain and try again, or open Plainsight with its passphrase.',
    'account-refused': 'Windows refused to keep the key for this account.',
    'account-refused-remedy': 'Sign out of Windows and in again, or give Plainsight a passphrase.',
    'account-unreadable':
      'Windows does not open the key of this computer: it was kept for another account, or changed.',
    'account-unreadable-remedy':
      'Sign in to Windows as the person who enrolled. If it is you and nothing else helps, for example after somebody reset your Windows password, enrol this computer again.',
    'account-unusable': 'Plainsight cannot ask Windows for its keys: a part of the program is missing.',
    'account-unusable-remedy': 'Install Plainsight again; what was recorded stays.',
    'folder-unprotected': 'The folder {folder} could not be closed to other accounts.',
    'folder-unprotected-remedy': 'Give a folder on a disk that keeps permissions (NTFS), in one that is yours.',
  },
  de: {
    'rules-not-list': 'Die Liste der Ausschlussregeln ist nicht verständlich: sie ist keine Liste.',
    'rules-not-list-remedy':
      'Bis die Regel in Ordnung ist, wird nichts aufgezeichnet: Berichtigen Sie sie in den Einstellungen.',
    'rule-invalid': 'Die Ausschlussregel {rule} ist nicht verständlich: {fault}.',
    'rule-invalid-remedy':
      'Bis die Regel in Ordnung ist, wird nichts aufgezeichnet: Berichtigen Sie sie in den Einstellungen.',
    'rule-field-invalid': 'Die Ausschlussregel {rule} ({field}) ist nicht verständlich: {fault}.',
    'rule-field-invalid-remedy':
      'Bis die Regel in Ordnung ist, wird nichts aufgezeichnet: Berichtigen Sie sie in den Einstellungen.',
    'folder-foreign': 'Der Ordner {folder} gehört einem anderen Konto.',
    'folder-foreign-remedy': 'Geben Sie einen eigenen Ordner an.',
    'folder-entry-foreign': 'Ein anderes Konto hat {path} dort abgelegt.',
    'folder-entry-foreign-remedy':
      'Finden Sie heraus, wer das war, verschieben Sie es aus dem Ordner, und starten Sie noch einmal.',
    'folder-failed':
      'Der Ordner {folder} kann nicht benutzt werden ({error, select, unknown {unbekannter Fehler} other {{error}}}).',
    'folder-failed-remedy': 'Geben Sie einen anderen Ordner an.',
    'disk-failed':
      'Das Schreiben in {folder} ist gescheitert ({error, select, unknown {unbekannter Fehler} other {{error}}}).',
    'disk-failed-remedy': 'Prüfen Sie den Datenträger; die Aufzeichnung geht weiter, sobald er wieder funktioniert.',
    'settings-unsaved': 'Ihre Einstellungen konnten nicht gesichert werden. {cause}',
    'settings-unsaved-remedy':
      'Was sie wegnehmen, gilt, bis Plainsight endet; sichern Sie sie dann noch einmal. {causeRemedy}',
    'sign-not-shown': 'Es wird nichts aufgezeichnet, weil es kein Zeichen gäbe, das es sagt. {reason}',
    'sign-not-shown-remedy': '{reasonRemedy}',
    'settings-not-json': 'Die Einstellungen in {path} sind beschädigt: sie sind kein JSON.',
    'settings-not-json-remedy':
      'Bis sie in Ordnung sind, wird nichts aufgezeichnet: Berichtigen Sie die Datei, oder löschen Sie sie, um neu zu beginnen.',
    'settings-form': 'Die Einstellungen in {path} sind beschädigt: ihre Form.',
    'settings-form-remedy':
      'Bis sie in Ordnung sind, wird nichts aufgezeichnet: Berichtigen Sie die Datei, oder löschen Sie sie, um neu zu beginnen.',
    'settings-broken': 'Die Einstellungen in {path} sind beschädigt: „{field}“.',
    'settings-broken-remedy':
      'Bis sie in Ordnung sind, wird nichts aufgezeichnet: Berichtigen Sie die Datei, oder löschen Sie sie, um neu zu beginnen.',
    'settings-unknown-field': 'Die Einstellungen in {path} sind beschädigt: {names} ist unbekannt.',
    'settings-unknown-field-remedy':
      'Bis sie in Ordnung sind, wird nichts aufgezeichnet: Berichtigen Sie die Datei, oder löschen Sie sie, um neu zu beginnen.',
    'settings-earlier-version':
      'Die Einstellungen in {path} sind beschädigt: „suggestedRules“ ist aus einer früheren Version; tragen Sie die Gruppen, die wegbleiben sollen, in „withoutSuggestions“ ein.',
    'settings-earlier-version-remedy':
      'Bis sie in Ordnung sind, wird nichts aufgezeichnet: Berichtigen Sie die Datei, oder löschen Sie sie, um neu zu beginnen.',
    'settings-not-understood': 'Ihre Einstellungen sind nicht verständlich.',
    'settings-not-understood-remedy': 'Berichtigen Sie settings.json.',
    'vault-object-exists': '{name} liegt schon im Tresor.',
    'vault-object-exists-remedy': 'Nichts zu tun: Was da ist, bleibt, wie es ist.',
    'keychain-missing': 'Diese Sitzung hat keinen Schlüsselbund (GNOME-Schlüsselbund oder KWallet).',
    'keychain-missing-remedy': 'Öffnen Sie Plainsight mit der Passphrase; der Schlüssel liegt dann nie unverschlossen.',
    'keychain-unusable': 'Der Schlüsselbund dieses Computers ist nicht benutzbar.',
    'keychain-unusable-remedy':
      'Öffnen Sie Plainsight mit der Passphrase; der Schlüssel liegt dann nie unverschlossen.',
    'ledger-decision':
      'Ihre Entscheidungen sind nicht lesbar, deshalb wird nichts aufgezeichnet. Entscheidung {number} von {count} {fault, select, sealed {lässt sich nicht öffnen: Sie wurde verändert oder für einen anderen Schlüssel versiegelt} altered {wurde verändert} signed {wurde verändert oder mit einem anderen Schlüssel signiert} unclear {ist nicht verständlich} foreign {gehört einer anderen Person oder einem anderen Computer} misplaced {steht nicht an ihrem Platz: Sie wurde als Nummer {made} getroffen} other {schließt nicht an die vorige an}}.',
    'ledger-decision-remedy':
      'Der Tresor wurde auf diesem Datenträger beschädigt oder verändert: Holen Sie Hilfe, bevor Sie ihn löschen.',
    'ledger-end-unknown':
      'Ihre Entscheidungen sind nicht lesbar, deshalb wird nichts aufgezeichnet. Es ist nicht bekannt, welche Entscheidung die letzte ist: Der Vermerk darüber wurde verändert.',
    'ledger-end-unknown-remedy':
      'Der Tresor wurde auf diesem Datenträger beschädigt oder verändert: Holen Sie Hilfe, bevor Sie ihn löschen.',
    'ledger-shortened':
      'Ihre Entscheidungen sind nicht lesbar, deshalb wird nichts aufgezeichnet. Es gab {before} Entscheidungen, {now} sind noch da: Die letzten fehlen.',
    'ledger-shortened-remedy':
      'Der Tresor wurde auf diesem Datenträger beschädigt oder verändert: Holen Sie Hilfe, bevor Sie ihn löschen.',
    'ledger-end-altered':
      'Ihre Entscheidungen sind nicht lesbar, deshalb wird nichts aufgezeichnet. Es gab {before} Entscheidungen, {now} sind da: Das Ende wurde verändert.',
    'ledger-end-altered-remedy':
      'Der Tresor wurde auf diesem Datenträger beschädigt oder verändert: Holen Sie Hilfe, bevor Sie ihn löschen.',
    'vault-unreadable':
      'Ein Teil des Tresors lässt sich nicht öffnen: {part, select, picture {das Bild} key {der Schlüssel des Tages} content {sein Inhalt} journal {das Journal} other {{part}}}.',
    'vault-unreadable-remedy':
      'Er wurde auf diesem Datenträger verändert oder beschädigt. Was vorher hochgeladen wurde, liegt sicher im Speicher.',
    'folder-shared': 'Der Ordner {folder} ist für alle Konten da.',
    'folder-shared-remedy': 'Geben Sie einen Ordner nur dafür an: Was darin liegt, ist nur für Ihr Konto.',
    'disk-full': 'Der Datenträger mit {folder} ist voll.',
    'disk-full-remedy':
      'Schaffen Sie Platz; die Aufzeichnung geht von selbst weiter, und was bisher gesichert wurde, ist sicher.',
    'disk-denied': 'In {folder} lässt sich nicht schreiben.',
    'disk-denied-remedy': 'Geben Sie diesem Konto das Recht, in den Ordner zu schreiben.',
    'wrong-identity': 'Die Identität zum Entsperren öffnet die Schlüssel dieses Programms nicht.',
    'wrong-identity-remedy':
      'Lassen Sie unlockIdentityFile auf die Identität zeigen, mit der das Programm zuerst gestartet wurde.',
    'keys-damaged': 'Die Schlüsseldatei {path} ist beschädigt.',
    'keys-damaged-remedy':
      'Stellen Sie sie aus einer Sicherung wieder her, oder legen Sie sie beiseite und melden Sie diesen Computer neu an.',
    'keys-missing': 'Die Schlüssel dieses Computers sind weg, und ohne sie lässt sich seine Anmeldung nicht öffnen.',
    'keys-missing-remedy':
      'Stellen Sie keys.age aus einer Sicherung wieder her; oder legen Sie enrolment.json beiseite und bitten Sie Ihre Organisation um eine neue Einladungsdatei.',
    'settings-unreadable': 'Die Einstellungen in {path} sind nicht lesbar.',
    'settings-unreadable-remedy':
      'Bis die Datei lesbar ist, wird nichts aufgezeichnet: Berichtigen Sie ihre Zugriffsrechte.',
    'journal-failed': 'Was in den letzten Minuten aufgezeichnet wurde, konnte nicht gesichert werden.',
    'journal-failed-remedy':
      'Es wartet im Arbeitsspeicher und wird erneut versucht; bleibt es dabei, prüfen Sie den Datenträger.',
    'object-altered': 'Die Datei von {key} wurde auf diesem Datenträger verändert.',
    'object-altered-remedy': 'Sie wird beiseitegelegt; das Übrige geht weiter.',
    'link-stale': 'Ein Bild wurde gelöscht, während die Kette signiert wurde.',
    'link-stale-remedy': 'Nichts zu tun: Die Kette wird noch einmal signiert.',
    'vault-in-use': 'Ein anderes Plainsight benutzt {folder} gerade.',
    'vault-in-use-remedy': 'Benutzen Sie das, das läuft, oder beenden Sie es zuerst.',
    'vault-damaged': 'Der Tresor in {folder} lässt sich nicht öffnen ({text}).',
    'vault-damaged-remedy':
      'Es wird nichts aufgezeichnet. Legen Sie den Ordner beiseite, um einen neuen zu beginnen; was hochgeladen wurde, liegt sicher im Speicher.',
    'no-sandbox': 'Die Sandbox von Chromium ist hier abgeschaltet, und ohne sie zeigt Plainsight keine Seite.',
    'no-sandbox-remedy':
      'Starten Sie es ohne --no-sandbox. Wo dieses System einem AppImage keine Sandbox erlaubt, installieren Sie das deb-Paket.',
    'keychain-unreadable':
      'Der Schlüsselbund dieses Computers gibt den Schlüssel nicht heraus, den Plainsight darin abgelegt hat.',
    'keychain-unreadable-remedy':
      'Entsperren Sie den Schlüsselbund und starten Sie Plainsight neu; wurde er geleert, melden Sie diesen Computer neu an.',
    'keychain-open':
      'Der Schlüssel dieses Computers wurde ohne Schlüsselbund aufbewahrt, sodass jedes Programm ihn lesen konnte.',
    'keychain-open-remedy':
      'Starten Sie einen Schlüsselbund (GNOME Keyring oder KWallet), entfernen Sie die Schlüsseldatei aus dem Ordner von Plainsight und registrieren Sie diesen Computer neu.',
    'keychain-refused': 'Der Schlüsselbund dieses Computers hat den Schlüssel nicht angenommen.',
    'keychain-refused-remedy':
      'Entsperren Sie den Schlüsselbund und versuchen Sie es noch einmal, oder öffnen Sie Plainsight mit der Passphrase.',
    'account-refused': 'Windows hat den Schlüssel für dieses Konto nicht angenommen.',
    'account-refused-remedy':
      'Melden Sie sich bei Windows ab und wieder an, oder geben Sie Plainsight eine Passphrase.',
    'account-unreadable':
      'Windows gibt den Schlüssel dieses Computers nicht heraus: Er gehört zu einem anderen Konto oder wurde verändert.',
    'account-unreadable-remedy':
      'Melden Sie sich bei Windows als die Person an, die sich angemeldet hat. Sind Sie das und hilft sonst nichts, etwa weil jemand Ihr Windows-Passwort zurückgesetzt hat, melden Sie diesen Computer neu an.',
    'account-unusable': 'Plainsight kann Windows nicht nach seinen Schlüsseln fragen: Ein Teil des Programms fehlt.',
    'account-unusable-remedy': 'Installieren Sie Plainsight neu; was aufgezeichnet wurde, bleibt.',
    'folder-unprotected': 'Der Ordner {folder} ließ sich nicht vor anderen Konten verschließen.',
    'folder-unprotected-remedy':
      'Geben Sie einen Ordner auf einem Datenträger an, der Berechtigungen kennt (NTFS), in einem, der Ihnen gehört.',
  },
  es: {
    'rules-not-list': 'No se entiende la lista de reglas de exclusión: no es una lista.',
    'rules-not-list-remedy': 'No se registra nada hasta que la regla esté bien: corríjala en los ajustes.',
    'rule-invalid': 'No se entiende la regla de exclusión {rule}: {fault}.',
    'rule-invalid-remedy': 'No se registra nada hasta que la regla esté bien: corríjala en los ajustes.',
    'rule-field-invalid': 'No se entiende la regla de exclusión {rule} ({field}): {fault}.',
    'rule-field-invalid-remedy': 'No se registra nada hasta que la regla esté bien: corríjala en los ajustes.',
    'folder-foreign': 'La carpeta {folder} pertenece a otra cuenta.',
    'folder-foreign-remedy': 'Indique una carpeta propia.',
    'folder-entry-foreign': 'Otra cuenta puso {path} allí.',
    'folder-entry-foreign-remedy': 'Averigüe quién fue, sáquelo de la carpeta y vuelva a iniciar.',
    'folder-failed':
      'La carpeta {folder} no se puede usar ({error, select, unknown {error desconocido} other {{error}}}).',
    'folder-failed-remedy': 'Indique otra carpeta.',
    'disk-failed':
      'Ha fallado la escritura en {folder} ({error, select, unknown {error desconocido} other {{error}}}).',
    'disk-failed-remedy': 'Revise el disco; el registro sigue en cuanto vuelva a funcionar.',
    'settings-unsaved': 'No se han podido guardar sus ajustes. {cause}',
    'settings-unsaved-remedy':
      'Lo que quitan vale hasta que Plainsight termine; guárdelos entonces otra vez. {causeRemedy}',
    'sign-not-shown': 'No se registra nada, porque no habría ninguna señal que lo dijera. {reason}',
    'sign-not-shown-remedy': '{reasonRemedy}',
    'settings-not-json': 'Los ajustes de {path} están dañados: no son JSON.',
    'settings-not-json-remedy':
      'No se registra nada hasta que estén bien: corrija el archivo, o elimínelo para empezar de nuevo.',
    'settings-form': 'Los ajustes de {path} están dañados: su forma.',
    'settings-form-remedy':
      'No se registra nada hasta que estén bien: corrija el archivo, o elimínelo para empezar de nuevo.',
    'settings-broken': 'Los ajustes de {path} están dañados: «{field}».',
    'settings-broken-remedy':
      'No se registra nada hasta que estén bien: corrija el archivo, o elimínelo para empezar de nuevo.',
    'settings-unknown-field': 'Los ajustes de {path} están dañados: no se conoce {names}.',
    'settings-unknown-field-remedy':
      'No se registra nada hasta que estén bien: corrija el archivo, o elimínelo para empezar de nuevo.',
    'settings-earlier-version':
      'Los ajustes de {path} están dañados: «suggestedRules» es de una versión anterior; ponga los grupos que quiera omitir en «withoutSuggestions».',
    'settings-earlier-version-remedy':
      'No se registra nada hasta que estén bien: corrija el archivo, o elimínelo para empezar de nuevo.',
    'settings-not-understood': 'Sus ajustes no se entienden.',
    'settings-not-understood-remedy': 'Corrija settings.json.',
    'vault-object-exists': '{name} ya está en la caja fuerte.',
    'vault-object-exists-remedy': 'No hay que hacer nada: lo que hay se queda como está.',
    'keychain-missing': 'Esta sesión no tiene llavero (GNOME Keyring o KWallet).',
    'keychain-missing-remedy': 'Abra Plainsight con su frase de contraseña; así la clave nunca se guarda abierta.',
    'keychain-unusable': 'No se puede usar el llavero de este equipo.',
    'keychain-unusable-remedy': 'Abra Plainsight con su frase de contraseña; así la clave nunca se guarda abierta.',
    'ledger-decision':
      'No se pueden leer sus decisiones, así que no se registra nada. La decisión {number} de {count} {fault, select, sealed {no se puede abrir: se alteró, o se selló para otra clave} altered {se alteró} signed {se alteró, o se firmó con otra clave} unclear {no se entiende} foreign {es de otra persona o de otro equipo} misplaced {no está en su sitio: se tomó con el número {made}} other {no sigue a la anterior}}.',
    'ledger-decision-remedy': 'La caja fuerte se dañó o se cambió en este disco: pida ayuda antes de eliminarla.',
    'ledger-end-unknown':
      'No se pueden leer sus decisiones, así que no se registra nada. No se sabe qué decisión es la última: la nota sobre ello se alteró.',
    'ledger-end-unknown-remedy': 'La caja fuerte se dañó o se cambió en este disco: pida ayuda antes de eliminarla.',
    'ledger-shortened':
      'No se pueden leer sus decisiones, así que no se registra nada. Había {before} decisiones y quedan {now}: faltan las últimas.',
    'ledger-shortened-remedy': 'La caja fuerte se dañó o se cambió en este disco: pida ayuda antes de eliminarla.',
    'ledger-end-altered':
      'No se pueden leer sus decisiones, así que no se registra nada. Había {before} decisiones y hay {now}: el final se alteró.',
    'ledger-end-altered-remedy': 'La caja fuerte se dañó o se cambió en este disco: pida ayuda antes de eliminarla.',
    'vault-unreadable':
      'No se puede abrir una parte de la caja fuerte: {part, select, picture {la captura} key {la clave del día} content {su contenido} journal {el diario} other {{part}}}.',
    'vault-unreadable-remedy': 'Se cambió o se dañó en este disco. Lo que se subió antes está a salvo en el almacén.',
    'folder-shared': 'La carpeta {folder} es para todas las cuentas.',
    'folder-shared-remedy': 'Indique una carpeta solo para esto: lo que contiene es solo para su cuenta.',
    'disk-full': 'El disco que contiene {folder} está lleno.',
    'disk-full-remedy': 'Libere espacio; el registro sigue solo, y lo guardado hasta ahora está a salvo.',
    'disk-denied': 'No se puede escribir en {folder}.',
    'disk-denied-remedy': 'Dé a esta cuenta permiso para escribir en la carpeta.',
    'wrong-identity': 'La identidad de desbloqueo no abre las claves de este programa.',
    'wrong-identity-remedy':
      'Haga que unlockIdentityFile señale la identidad con la que se inició el programa por primera vez.',
    'keys-damaged': 'El archivo de claves {path} está dañado.',
    'keys-damaged-remedy': 'Restáurelo de una copia de seguridad, o apártelo e inscriba de nuevo este equipo.',
    'keys-missing': 'Las claves de este equipo han desaparecido, y sin ellas su inscripción no se abre.',
    'keys-missing-remedy':
      'Restaure keys.age de una copia de seguridad; o aparte enrolment.json y pida a su organización un nuevo archivo de invitación.',
    'settings-unreadable': 'No se pueden leer los ajustes de {path}.',
    'settings-unreadable-remedy': 'No se registra nada hasta que se pueda leer el archivo: corrija sus permisos.',
    'journal-failed': 'No se ha podido guardar lo registrado en los últimos minutos.',
    'journal-failed-remedy': 'Espera en la memoria y se vuelve a intentar; si persiste, revise el disco.',
    'object-altered': 'El archivo de {key} se cambió en este disco.',
    'object-altered-remedy': 'Se aparta; lo demás sigue.',
    'link-stale': 'Se eliminó una captura mientras se firmaba la cadena.',
    'link-stale-remedy': 'No hay que hacer nada: la cadena se firma otra vez.',
    'vault-in-use': 'Otro Plainsight está usando {folder}.',
    'vault-in-use-remedy': 'Use el que está en marcha, o ciérrelo antes.',
    'vault-damaged': 'No se puede abrir la caja fuerte de {folder} ({text}).',
    'vault-damaged-remedy':
      'No se registra nada. Aparte la carpeta para empezar una nueva; lo que se subió está a salvo en el almacén.',
    'no-sandbox': 'El aislamiento de Chromium está desactivado aquí, y sin él Plainsight no muestra ninguna página.',
    'no-sandbox-remedy':
      'Inícielo sin --no-sandbox. Donde este sistema no permita el aislamiento a un AppImage, instale el paquete deb.',
    'keychain-unreadable': 'El llavero de este equipo no abre la clave que Plainsight guardó en él.',
    'keychain-unreadable-remedy':
      'Desbloquee el llavero y vuelva a iniciar Plainsight; si se vació, inscriba de nuevo este equipo.',
    'keychain-open': 'La clave de este equipo se guardó sin llavero, de modo que cualquier programa podía leerla.',
    'keychain-open-remedy':
      'Inicie un llavero (GNOME Keyring o KWallet), elimine el archivo de claves de la carpeta de Plainsight y vuelva a inscribir este equipo.',
    'keychain-refused': 'El llavero de este equipo se negó a guardar la clave.',
    'keychain-refused-remedy':
      'Desbloquee el llavero y vuelva a intentarlo, o abra Plainsight con su frase de contraseña.',
    'account-refused': 'Windows se negó a guardar la clave para esta cuenta.',
    'account-refused-remedy':
      'Cierre la sesión de Windows y vuelva a iniciarla, o dé a Plainsight una frase de contraseña.',
    'account-unreadable': 'Windows no abre la clave de este equipo: se guardó para otra cuenta, o se modificó.',
    'account-unreadable-remedy':
      'Inicie sesión en Windows como la persona que se inscribió. Si es usted y nada más ayuda, por ejemplo porque alguien restableció su contraseña de Windows, inscriba de nuevo este equipo.',
    'account-unusable': 'Plainsight no puede pedir a Windows sus claves: falta una parte del programa.',
    'account-unusable-remedy': 'Vuelva a instalar Plainsight; lo que se registró se conserva.',
    'folder-unprotected': 'No se pudo cerrar la carpeta {folder} a otras cuentas.',
    'folder-unprotected-remedy':
      'Indique una carpeta en un disco que guarde permisos (NTFS), dentro de una que sea suya.',
  },
});
