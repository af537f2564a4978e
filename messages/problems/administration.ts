import { defineMessages } from '../define.ts';

/** What an administrator meets at a command and on their pages alike. */
export const administrationProblems = defineMessages({
  en: {
    'notice-timesheets-alone': 'This organisation asks for timesheets alone, and this would not ask for them.',
    'notice-timesheets-alone-remedy': 'Leave timesheets on, or change that first: plainsight org update.',
    'notice-shots-longer':
      'Screenshots would be kept longer than the day that they are of, or parts of a day for different times.',
    'notice-shots-longer-remedy': 'Give screenshots the same days, or less: nobody could check them without their day.',
    'credential-store-missing':
      'The credential of {name} is of an embedded store, and this was started without the folder of that store.',
    'credential-store-missing-remedy': 'End this and start it with --store DIR. Nothing was changed.',
    'person-unknown': 'There is no person {name}.',
    'person-unknown-remedy': 'See: plainsight org people.',
    'viewer-unknown': 'There is no viewer {name}.',
    'viewer-unknown-remedy': 'See: plainsight org viewers.',
    'administration-changed': 'Nothing was changed: another administrator changed the same meanwhile. {what}.',
    'administration-changed-remedy': 'Look at what is so now, then do it again.',
    'admin-log-busy': 'Nothing was changed: other administrators were first each time.',
    'admin-log-busy-remedy': 'Give the command again in a while.',
    'admin-log-gap': 'Entry {number} of what administrators did is missing in the bucket.',
    'admin-log-gap-remedy':
      'Nothing is changed until it is back: ask whoever runs the bucket, and put it back from a copy of the bucket.',
    'admin-log-shortened':
      'What administrators did ends in the bucket with entry {last}; this folder knows entry {known}.',
    'admin-log-shortened-remedy':
      'Nothing is changed until the rest is back: ask whoever runs the bucket, and put it back from a copy of the bucket.',
    'admin-log-forked': 'Entry {number} of what administrators did is not the one that follows what this folder knows.',
    'admin-log-forked-remedy':
      'Nothing is changed. Ask the other administrators what they see: plainsight org log. Either the bucket was put back from a copy, or somebody changed it.',
    'admin-log-foreign':
      'Entry {number} of what administrators did is not signed by one of them, or not by their rules.',
    'admin-log-foreign-remedy':
      'Nothing is changed. Somebody has a credential of the bucket’s owner who should not: exchange it, and delete that entry.',
    'admin-log-elsewhere': 'Other administrators have changed this organisation, and this folder cannot follow them.',
    'admin-log-elsewhere-remedy':
      'It is a copy of before that, or another organisation has this bucket. Use the newer folder, or have another administrator add a new key: plainsight org administrator.',
    'administrator-removed': 'Entry {number} of what administrators did is not for this administrator.',
    'administrator-removed-remedy':
      'They may have been removed: ask another administrator. What this folder knew until then it still shows.',
    'device-unknown': 'No device of this person that asks to be confirmed has this code.',
    'device-unknown-remedy':
      'Have the person read it again from their own screen (Today, or Health). Do not take it from anywhere else: a wrong code can mean that somebody else used the file.',
    'device-unfit':
      'The device with this code has a key that nothing can be sealed to, or one of another kind than the organisation’s.',
    'device-unfit-remedy': 'Do not confirm it. Enrol the person anew, with a new file.',
    'wrong-organisation-passphrase': 'The passphrase does not open {path}.',
    'wrong-organisation-passphrase-remedy': 'Give the one that org create was given.',
    'organisation-missing': 'There is no organisation in {folder}.',
    'organisation-missing-remedy': 'Make one with: plainsight org create.',
    'organisation-broken': '{path} is damaged.',
    'organisation-broken-remedy': 'Restore it from a backup.',
    'credential-elsewhere': '--store: The store in {store} has no credential {accessKeyId}.',
    'credential-elsewhere-remedy': 'Give the folder of the store that it was made in.',
  },
  de: {
    'notice-timesheets-alone': 'Diese Organisation verlangt nur Stundenzettel, und so würde sie keine verlangen.',
    'notice-timesheets-alone-remedy': 'Lassen Sie Stundenzettel an, oder ändern Sie das zuerst: plainsight org update.',
    'notice-shots-longer':
      'Bildschirmfotos würden länger aufbewahrt als der Tag, von dem sie sind, oder Teile eines Tages verschieden lang.',
    'notice-shots-longer-remedy':
      'Geben Sie Bildschirmfotos dieselben Tage oder weniger: Ohne ihren Tag könnte sie niemand prüfen.',
    'credential-store-missing':
      'Der Zugang von {name} gehört zu einem eingebetteten Speicher, und dies wurde ohne dessen Ordner gestartet.',
    'credential-store-missing-remedy': 'Beenden Sie dies, und starten Sie es mit --store DIR. Nichts wurde geändert.',
    'person-unknown': 'Es gibt keine Person {name}.',
    'person-unknown-remedy': 'Wählen Sie sie aus der Liste; im Terminal: plainsight org people.',
    'viewer-unknown': 'Es gibt niemanden mit Einsicht, der {name} heißt.',
    'viewer-unknown-remedy': 'Wählen Sie aus der Liste; im Terminal: plainsight org viewers.',
    'administration-changed':
      'Nichts wurde geändert: Jemand anderes aus der Verwaltung hat inzwischen dasselbe geändert. {what}.',
    'administration-changed-remedy': 'Sehen Sie nach, was jetzt gilt, und tun Sie es dann noch einmal.',
    'admin-log-busy': 'Nichts wurde geändert: Andere aus der Verwaltung waren jedes Mal schneller.',
    'admin-log-busy-remedy': 'Versuchen Sie es nach einer Weile noch einmal.',
    'admin-log-gap': 'Eintrag {number} im Protokoll der Verwaltung fehlt im Speicher.',
    'admin-log-gap-remedy':
      'Nichts wird geändert, bis er wieder da ist: Fragen Sie, wer den Speicher betreibt, und stellen Sie ihn aus einer Kopie des Speichers wieder her.',
    'admin-log-shortened':
      'Das Protokoll der Verwaltung endet im Speicher mit Eintrag {last}; dieser Ordner kennt Eintrag {known}.',
    'admin-log-shortened-remedy':
      'Nichts wird geändert, bis der Rest wieder da ist: Fragen Sie, wer den Speicher betreibt, und stellen Sie ihn aus einer Kopie des Speichers wieder her.',
    'admin-log-forked':
      'Eintrag {number} im Protokoll der Verwaltung ist nicht der, der auf das folgt, was dieser Ordner kennt.',
    'admin-log-forked-remedy':
      'Nichts wird geändert. Fragen Sie die anderen aus der Verwaltung, was sie sehen: plainsight org log. Entweder wurde der Speicher aus einer Kopie wiederhergestellt, oder jemand hat ihn verändert.',
    'admin-log-foreign':
      'Eintrag {number} im Protokoll der Verwaltung ist von niemandem aus ihr unterschrieben, oder nicht nach ihren Regeln.',
    'admin-log-foreign-remedy':
      'Nichts wird geändert. Jemand hat einen Zugang des Eigentümers zum Speicher, der ihn nicht haben sollte: Tauschen Sie ihn aus, und löschen Sie diesen Eintrag.',
    'admin-log-elsewhere':
      'Andere aus der Verwaltung haben diese Organisation geändert, und dieser Ordner kann ihnen nicht folgen.',
    'admin-log-elsewhere-remedy':
      'Er ist eine Kopie von vorher, oder eine andere Organisation hat diesen Speicher. Nehmen Sie den neueren Ordner, oder lassen Sie sich mit einem neuen Schlüssel hinzufügen: plainsight org administrator.',
    'administrator-removed': 'Eintrag {number} im Protokoll der Verwaltung ist nicht für Sie bestimmt.',
    'administrator-removed-remedy':
      'Vielleicht wurden Sie entfernt: Fragen Sie jemand anderen aus der Verwaltung. Was dieser Ordner bis dahin wusste, zeigt er weiter.',
    'device-unknown': 'Kein Computer dieser Person, der um Bestätigung bittet, hat diesen Code.',
    'device-unknown-remedy':
      'Lassen Sie ihn die Person noch einmal von ihrem eigenen Bildschirm vorlesen (Heute oder Zustand). Nehmen Sie ihn von nirgendwo sonst: Ein falscher Code kann heißen, dass jemand anderes die Datei benutzt hat.',
    'device-unfit':
      'Der Computer mit diesem Code hat einen Schlüssel, für den nichts verschlossen werden kann, oder einen anderer Art als den der Organisation.',
    'device-unfit-remedy': 'Bestätigen Sie ihn nicht. Laden Sie die Person mit einer neuen Datei ein.',
    'wrong-organisation-passphrase': 'Die Passphrase öffnet {path} nicht.',
    'wrong-organisation-passphrase-remedy':
      'Nehmen Sie die, mit der dieser Ordner angelegt wurde; Groß- und Kleinschreibung zählt.',
    'organisation-missing': 'In {folder} liegt keine Organisation.',
    'organisation-missing-remedy': 'Legen Sie eine an: plainsight org create.',
    'organisation-broken': '{path} ist beschädigt.',
    'organisation-broken-remedy': 'Stellen Sie die Datei aus einer Sicherung wieder her.',
    'credential-elsewhere': '--store: Der Speicher in {store} hat keinen Zugang {accessKeyId}.',
    'credential-elsewhere-remedy': 'Geben Sie den Ordner des Speichers an, in dem er angelegt wurde.',
  },
  es: {
    'notice-timesheets-alone': 'Esta organización pide solo partes de horas, y así no los pediría.',
    'notice-timesheets-alone-remedy': 'Deje los partes de horas, o cambie eso antes: plainsight org update.',
    'notice-shots-longer':
      'Las capturas se conservarían más tiempo que el día al que pertenecen, o partes de un día durante tiempos distintos.',
    'notice-shots-longer-remedy': 'Dé a las capturas los mismos días o menos: sin su día nadie podría comprobarlas.',
    'credential-store-missing':
      'La credencial de {name} es de un almacén incorporado, y esto se inició sin la carpeta de ese almacén.',
    'credential-store-missing-remedy': 'Termine esto e inícielo con --store DIR. No se ha cambiado nada.',
    'person-unknown': 'No hay ninguna persona {name}.',
    'person-unknown-remedy': 'Elíjala de la lista; en la terminal: plainsight org people.',
    'viewer-unknown': 'No hay nadie con acceso que se llame {name}.',
    'viewer-unknown-remedy': 'Elija de la lista; en la terminal: plainsight org viewers.',
    'administration-changed':
      'No se ha cambiado nada: otra persona de la administración cambió lo mismo entretanto. {what}.',
    'administration-changed-remedy': 'Mire cómo está ahora y hágalo de nuevo.',
    'admin-log-busy': 'No se ha cambiado nada: otras personas de la administración fueron antes cada vez.',
    'admin-log-busy-remedy': 'Vuelva a intentarlo dentro de un rato.',
    'admin-log-gap': 'Falta en el almacén la entrada {number} del registro de la administración.',
    'admin-log-gap-remedy':
      'No se cambia nada hasta que vuelva: pregunte a quien lleva el almacén y recupérela de una copia.',
    'admin-log-shortened':
      'El registro de la administración termina en el almacén con la entrada {last}; esta carpeta conoce la entrada {known}.',
    'admin-log-shortened-remedy':
      'No se cambia nada hasta que vuelva el resto: pregunte a quien lleva el almacén y recupérelo de una copia.',
    'admin-log-forked':
      'La entrada {number} del registro de la administración no es la que sigue a lo que esta carpeta conoce.',
    'admin-log-forked-remedy':
      'No se cambia nada. Pregunte a las demás personas de la administración qué ven: plainsight org log. O el almacén se recuperó de una copia, o alguien lo cambió.',
    'admin-log-foreign':
      'La entrada {number} del registro de la administración no está firmada por nadie de ella, o no según sus reglas.',
    'admin-log-foreign-remedy':
      'No se cambia nada. Alguien tiene una credencial del propietario del almacén y no debería: cámbiela y borre esa entrada.',
    'admin-log-elsewhere':
      'Otras personas de la administración han cambiado esta organización, y esta carpeta no puede seguirlas.',
    'admin-log-elsewhere-remedy':
      'Es una copia de antes, u otra organización tiene este almacén. Use la carpeta más nueva, o pida que añadan una clave nueva: plainsight org administrator.',
    'administrator-removed': 'La entrada {number} del registro de la administración no es para usted.',
    'administrator-removed-remedy':
      'Puede que le hayan retirado: pregunte a otra persona de la administración. Lo que esta carpeta sabía hasta entonces sigue mostrándolo.',
    'device-unknown': 'Ningún ordenador de esta persona que pida confirmación tiene este código.',
    'device-unknown-remedy':
      'Pida a la persona que lo lea otra vez en su propia pantalla (Hoy o Estado). No lo tome de ningún otro sitio: un código distinto puede significar que otra persona usó el archivo.',
    'device-unfit':
      'El ordenador con este código tiene una clave para la que no se puede cifrar nada, o de otro tipo que la de la organización.',
    'device-unfit-remedy': 'No lo confirme. Invite a la persona de nuevo con otro archivo.',
    'wrong-organisation-passphrase': 'La frase de contraseña no abre {path}.',
    'wrong-organisation-passphrase-remedy': 'Use la que se dio al crear esta carpeta; cuentan mayúsculas y minúsculas.',
    'organisation-missing': 'No hay ninguna organización en {folder}.',
    'organisation-missing-remedy': 'Cree una: plainsight org create.',
    'organisation-broken': '{path} está dañado.',
    'organisation-broken-remedy': 'Recupérelo de una copia de seguridad.',
    'credential-elsewhere': '--store: el almacén de {store} no tiene la credencial {accessKeyId}.',
    'credential-elsewhere-remedy': 'Indique la carpeta del almacén en el que se creó.',
  },
});
