import type { Sentences } from './sentences.ts';

/** What goes wrong between this computer and the bucket. */
export const storeSentences: Sentences = {
  'The request was cancelled.': { de: 'Die Anfrage wurde abgebrochen.', es: 'La petición se canceló.' },
  'Start it again when you want it.': {
    de: 'Starten Sie sie noch einmal, wenn Sie möchten.',
    es: 'Iníciela de nuevo cuando quiera.',
  },
  'The store at {host} refuses the key that came with the enrolment: it was exchanged already, by somebody else or before this folder was put back from a backup.':
    {
      de: 'Der Speicher {host} weist den Schlüssel zurück, der mit der Anmeldung kam: Er wurde schon getauscht, von jemand anderem oder bevor dieser Ordner aus einer Sicherung zurückgespielt wurde.',
      es: 'El almacén {host} rechaza la clave que vino con la inscripción: ya se cambió, por otra persona o antes de que esta carpeta se restaurase de una copia de seguridad.',
    },
  'Tell your administrator that somebody else may have used your enrolment, and ask for a new one for this computer. What was not uploaded is kept and goes with it.':
    {
      de: 'Sagen Sie Ihrer Verwaltung, dass vielleicht jemand anders Ihre Anmeldung benutzt hat, und bitten Sie um eine neue für diesen Computer. Was nicht hochgeladen wurde, bleibt erhalten und geht dann mit ihr.',
      es: 'Diga a su administrador que quizá otra persona ha usado su inscripción, y pida una nueva para este equipo. Lo que no se subió se conserva y se enviará con ella.',
    },
  'The store at {host} cannot be reached ({why}).': {
    de: 'Der Speicher {host} ist nicht erreichbar ({why}).',
    es: 'No se puede llegar al almacén {host} ({why}).',
  },
  'nothing answers there': { de: 'dort antwortet nichts', es: 'allí no responde nada' },
  'the name is not known': { de: 'der Name ist nicht bekannt', es: 'no se conoce el nombre' },
  'names cannot be looked up now': {
    de: 'Namen lassen sich jetzt nicht nachschlagen',
    es: 'ahora no se pueden consultar nombres',
  },
  'it did not answer in time': { de: 'er hat nicht rechtzeitig geantwortet', es: 'no respondió a tiempo' },
  'the connection was cut': { de: 'die Verbindung ist abgerissen', es: 'se cortó la conexión' },
  'there is no network': { de: 'es gibt kein Netz', es: 'no hay red' },
  'there is no way to it': { de: 'kein Weg führt dorthin', es: 'no hay camino hasta él' },
  'The store at {host} cannot be reached through the proxy {proxy} ({why}).': {
    de: 'Der Speicher {host} ist über den Proxy {proxy} nicht erreichbar ({why}).',
    es: 'No se puede llegar al almacén {host} por el proxy {proxy} ({why}).',
  },
  'Check the proxy in HTTPS_PROXY, or name the store in NO_PROXY; what was not uploaded is kept and tried again.': {
    de: 'Prüfen Sie den Proxy in HTTPS_PROXY, oder nennen Sie den Speicher in NO_PROXY; was nicht hochgeladen wurde, wird behalten und erneut versucht.',
    es: 'Compruebe el proxy en HTTPS_PROXY, o nombre el almacén en NO_PROXY; lo que no se subió se conserva y se vuelve a intentar.',
  },
  'The proxy {proxy} does not let requests through to the store ({why}).': {
    de: 'Der Proxy {proxy} lässt keine Anfragen an den Speicher durch ({why}).',
    es: 'El proxy {proxy} no deja pasar peticiones al almacén ({why}).',
  },
  'on the way': { de: 'auf dem Weg', es: 'del camino' },
  'it asks for a user name and a password': {
    de: 'er verlangt einen Benutzernamen und ein Passwort',
    es: 'pide un nombre de usuario y una contraseña',
  },
  'Give HTTPS_PROXY with the user name and the password that it asks for, or name the store in NO_PROXY.': {
    de: 'Geben Sie HTTPS_PROXY mit dem Benutzernamen und dem Passwort an, die er verlangt, oder nennen Sie den Speicher in NO_PROXY.',
    es: 'Dé HTTPS_PROXY con el nombre de usuario y la contraseña que pide, o nombre el almacén en NO_PROXY.',
  },
  'The proxy in the variable {name} is not an address.': {
    de: 'Der Proxy in der Variablen {name} ist keine Adresse.',
    es: 'El proxy de la variable {name} no es una dirección.',
  },
  'The proxy in the variable {name} is of a kind that is not supported ({kind}).': {
    de: 'Der Proxy in der Variablen {name} ist von einer Art, die nicht unterstützt wird ({kind}).',
    es: 'El proxy de la variable {name} es de un tipo que no se admite ({kind}).',
  },
  'Give it as http://host:port, or name the store in NO_PROXY if it is reached without one.': {
    de: 'Geben Sie ihn als http://host:port an, oder nennen Sie den Speicher in NO_PROXY, wenn er ohne erreicht wird.',
    es: 'Délo como http://host:puerto, o nombre el almacén en NO_PROXY si se llega a él sin proxy.',
  },
  'The store at {host}, or a server before it, takes no object as large as {subject}.': {
    de: 'Der Speicher {host} oder ein Server davor nimmt kein Objekt an, das so groß ist wie {subject}.',
    es: 'El almacén {host}, o un servidor delante de él, no acepta un objeto tan grande como {subject}.',
  },
  'Whoever runs it has to allow objects of a few megabytes.': {
    de: 'Wer ihn betreibt, muss Objekte von einigen Megabyte zulassen.',
    es: 'Quien lo gestiona debe permitir objetos de unos megabytes.',
  },
  'Check the network and the address; what was not uploaded is kept and tried again.': {
    de: 'Prüfen Sie das Netz und die Adresse; was nicht hochgeladen wurde, wird behalten und erneut versucht.',
    es: 'Compruebe la red y la dirección; lo que no se subió se conserva y se vuelve a intentar.',
  },
  'This computer’s clock is {skew}, so the store at {host} refuses its requests.': {
    de: 'Die Uhr dieses Computers geht {skew}, deshalb lehnt der Speicher {host} seine Anfragen ab.',
    es: 'El reloj de este equipo {skew}, así que el almacén {host} rechaza sus peticiones.',
  },
  '{count} minutes ahead': { de: '{count} Minuten vor', es: 'adelanta {count} minutos' },
  '{count} hours ahead': { de: '{count} Stunden vor', es: 'adelanta {count} horas' },
  '{count} days ahead': { de: '{count} Tage vor', es: 'adelanta {count} días' },
  '{count} minutes behind': { de: '{count} Minuten nach', es: 'atrasa {count} minutos' },
  '{count} hours behind': { de: '{count} Stunden nach', es: 'atrasa {count} horas' },
  '{count} days behind': { de: '{count} Tage nach', es: 'atrasa {count} días' },
  wrong: { de: 'falsch', es: 'no va bien' },
  'Set the clock, or switch on setting it automatically; uploads go on by themselves after that.': {
    de: 'Stellen Sie die Uhr, oder lassen Sie sie automatisch stellen; danach geht das Hochladen von selbst weiter.',
    es: 'Ajuste el reloj o active el ajuste automático; después, las subidas siguen solas.',
  },
  'There is no object {name}.': { de: 'Es gibt kein Objekt {name}.', es: 'No existe el objeto {name}.' },
  'Check that it was uploaded and has not been removed since.': {
    de: 'Prüfen Sie, ob es hochgeladen und seitdem nicht entfernt wurde.',
    es: 'Compruebe que se subió y que no se ha eliminado desde entonces.',
  },
  'There is an object {name} already.': { de: 'Es gibt das Objekt {name} schon.', es: 'El objeto {name} ya existe.' },
  'What is there is kept; nothing was written over it.': {
    de: 'Was da ist, bleibt; es wurde nichts überschrieben.',
    es: 'Lo que hay se conserva; no se ha sobrescrito nada.',
  },
  'the bucket {bucket}': { de: 'Bucket {bucket}', es: 'el bucket {bucket}' },
  '{name} in the bucket {bucket}': { de: '{name} im Bucket {bucket}', es: '{name} en el bucket {bucket}' },
  'The credential {key} may not do this with {name}.': {
    de: 'Der Zugang {key} darf das nicht mit {name}.',
    es: 'El acceso {key} no puede hacer esto con {name}.',
  },
  'Ask whoever runs the store to give this credential the rights it needs.': {
    de: 'Bitten Sie, wer den Speicher betreibt, diesem Zugang die nötigen Rechte zu geben.',
    es: 'Pida a quien gestiona el almacén que dé a este acceso los permisos que necesita.',
  },
  'The credential {key} has expired at {host}.': {
    de: 'Der Zugang {key} ist bei {host} abgelaufen.',
    es: 'El acceso {key} ha caducado en {host}.',
  },
  'Ask whoever runs the store for a new credential; what was not uploaded is kept and goes with it.': {
    de: 'Bitten Sie, wer den Speicher betreibt, um einen neuen Zugang; was nicht hochgeladen wurde, wird behalten und geht damit ab.',
    es: 'Pida un acceso nuevo a quien gestiona el almacén; lo que no se subió se conserva y sale con él.',
  },
  'The store at {host} asks to wait ({error}).': {
    de: 'Der Speicher {host} bittet zu warten ({error}).',
    es: 'El almacén {host} pide esperar ({error}).',
  },
  'Nothing to do: it is tried again by itself, and nothing is lost.': {
    de: 'Nichts zu tun: Es wird von selbst erneut versucht, und nichts geht verloren.',
    es: 'No hay que hacer nada: se vuelve a intentar solo, y no se pierde nada.',
  },
  'The store at {host} takes no more at present: what it allows is used up ({error}).': {
    de: 'Der Speicher {host} nimmt zurzeit nichts mehr an: Was er erlaubt, ist aufgebraucht ({error}).',
    es: 'El almacén {host} no acepta más por ahora: lo que permite está agotado ({error}).',
  },
  'Sending {key} failed inside Plainsight.': {
    de: 'Das Senden von {key} ist in Plainsight gescheitert.',
    es: 'El envío de {key} falló dentro de Plainsight.',
  },
  'It is tried again later; the rest goes on.': {
    de: 'Es wird später erneut versucht; das Übrige geht weiter.',
    es: 'Se vuelve a intentar más tarde; lo demás sigue.',
  },
  'The disk of the store at {host} is full.': {
    de: 'Der Datenträger des Speichers {host} ist voll.',
    es: 'El disco del almacén {host} está lleno.',
  },
  'Whoever runs the store has to make room; what was not uploaded is kept and tried again.': {
    de: 'Wer den Speicher betreibt, muss Platz schaffen; was nicht hochgeladen wurde, wird behalten und erneut versucht.',
    es: 'Quien gestiona el almacén tiene que hacer sitio; lo que no se subió se conserva y se vuelve a intentar.',
  },
  'The store at {host} failed with {error}.': {
    de: 'Der Speicher {host} ist gescheitert: {error}.',
    es: 'El almacén {host} falló: {error}.',
  },
  'It is tried again later; if it lasts, ask whoever runs the store.': {
    de: 'Es wird später erneut versucht; bleibt es so, fragen Sie, wer den Speicher betreibt.',
    es: 'Se vuelve a intentar más tarde; si dura, pregunte a quien gestiona el almacén.',
  },
  'The store at {host} answers that the bucket {bucket} is elsewhere.': {
    de: 'Der Speicher {host} antwortet, dass der Bucket {bucket} anderswo liegt.',
    es: 'El almacén {host} responde que el bucket {bucket} está en otro lugar.',
  },
  'Correct the endpoint and the region in the settings; redirects are not followed.': {
    de: 'Berichtigen Sie Adresse und Region in den Einstellungen; Umleitungen wird nicht gefolgt.',
    es: 'Corrija la dirección y la región en los ajustes; no se siguen las redirecciones.',
  },
  'The store at {host} does not give out {name}: it is archived.': {
    de: 'Der Speicher {host} gibt {name} nicht heraus: Es ist archiviert.',
    es: 'El almacén {host} no entrega {name}: está archivado.',
  },
  'Whoever runs the store has to restore it from the archive, and to leave this bucket out of archiving.': {
    de: 'Wer den Speicher betreibt, muss es aus dem Archiv zurückholen und diesen Bucket vom Archivieren ausnehmen.',
    es: 'Quien gestiona el almacén tiene que recuperarlo del archivo y excluir este bucket del archivado.',
  },
  'The store at {host} refused {name}: {error}.': {
    de: 'Der Speicher {host} hat {name} abgelehnt: {error}.',
    es: 'El almacén {host} rechazó {name}: {error}.',
  },
  'Check that the store is S3-compatible and that its settings are right.': {
    de: 'Prüfen Sie, ob der Speicher S3 spricht und seine Einstellungen stimmen.',
    es: 'Compruebe que el almacén es compatible con S3 y que sus ajustes son correctos.',
  },
  'The certificate of {host} is not valid at the time that this computer’s clock shows ({error}).': {
    de: 'Das Zertifikat von {host} ist zu der Zeit, die die Uhr dieses Computers zeigt, nicht gültig ({error}).',
    es: 'El certificado de {host} no es válido a la hora que marca el reloj de este equipo ({error}).',
  },
  'Check this computer’s clock; if it is right, the store needs a new certificate.': {
    de: 'Prüfen Sie die Uhr dieses Computers; geht sie richtig, braucht der Speicher ein neues Zertifikat.',
    es: 'Compruebe el reloj de este equipo; si va bien, el almacén necesita un certificado nuevo.',
  },
  'The certificate shown by {host} is made out to another name.': {
    de: 'Das Zertifikat, das {host} zeigt, ist auf einen anderen Namen ausgestellt.',
    es: 'El certificado que muestra {host} está emitido a otro nombre.',
  },
  'Use an address that the certificate names. If you are sure of the address, somebody may be in between: do not go on.':
    {
      de: 'Nehmen Sie eine Adresse, die das Zertifikat nennt. Sind Sie der Adresse sicher, könnte jemand dazwischen sein: Machen Sie nicht weiter.',
      es: 'Use una dirección que figure en el certificado. Si está seguro de la dirección, puede haber alguien en medio: no continúe.',
    },
  'The certificate of {host} is not trusted ({error}).': {
    de: 'Dem Zertifikat von {host} wird nicht vertraut ({error}).',
    es: 'El certificado de {host} no es de confianza ({error}).',
  },
  'If the store has its own certificate, put it into caCertificate. If it had one that was trusted before, somebody may be in between: do not go on.':
    {
      de: 'Hat der Speicher ein eigenes Zertifikat, tragen Sie es in caCertificate ein. Hatte er vorher eines, dem vertraut wurde, könnte jemand dazwischen sein: Machen Sie nicht weiter.',
      es: 'Si el almacén tiene un certificado propio, póngalo en caCertificate. Si antes tenía uno de confianza, puede haber alguien en medio: no continúe.',
    },
  'The store at {host} does not take the region {region}.': {
    de: 'Der Speicher {host} nimmt die Region {region} nicht an.',
    es: 'El almacén {host} no acepta la región {region}.',
  },
  'Correct the region in the bucket’s settings.': {
    de: 'Berichtigen Sie die Region in den Einstellungen des Buckets.',
    es: 'Corrija la región en los ajustes del bucket.',
  },
  'The store at {host} does not know the access key {key}.': {
    de: 'Der Speicher {host} kennt den Zugangsschlüssel {key} nicht.',
    es: 'El almacén {host} no conoce la clave de acceso {key}.',
  },
  'It may have been withdrawn: ask whoever runs the store for a new credential.': {
    de: 'Vielleicht wurde er entzogen: Bitten Sie, wer den Speicher betreibt, um einen neuen Zugang.',
    es: 'Puede que se haya anulado: pida un acceso nuevo a quien gestiona el almacén.',
  },
  'The secret of the access key {key} is not the one that {host} expects.': {
    de: 'Das Geheimnis zum Zugangsschlüssel {key} ist nicht das, das {host} erwartet.',
    es: 'El secreto de la clave de acceso {key} no es el que espera {host}.',
  },
  'Enter the secret access key again, without spaces around it.': {
    de: 'Geben Sie den geheimen Zugangsschlüssel noch einmal ein, ohne Leerzeichen davor und dahinter.',
    es: 'Escriba otra vez la clave de acceso secreta, sin espacios alrededor.',
  },
  'The store at {host} has no bucket named {bucket}.': {
    de: 'Der Speicher {host} hat keinen Bucket mit dem Namen {bucket}.',
    es: 'El almacén {host} no tiene ningún bucket llamado {bucket}.',
  },
  'Correct the bucket’s name in the settings, or create the bucket.': {
    de: 'Berichtigen Sie den Namen des Buckets in den Einstellungen, oder legen Sie den Bucket an.',
    es: 'Corrija el nombre del bucket en los ajustes, o cree el bucket.',
  },
  'The connection to {host} was closed.': {
    de: 'Die Verbindung zu {host} wurde geschlossen.',
    es: 'La conexión con {host} se cerró.',
  },
  'What answers at {endpoint} lists more names than any folder of Plainsight has.': {
    de: 'Was unter {endpoint} antwortet, zählt mehr Namen auf, als irgendein Ordner von Plainsight hat.',
    es: 'Lo que responde en {endpoint} enumera más nombres de los que tiene ninguna carpeta de Plainsight.',
  },
  'Ask whoever runs the store what is in the bucket.': {
    de: 'Fragen Sie, wer den Speicher betreibt, was in dem Bucket liegt.',
    es: 'Pregunte a quien gestiona el almacén qué hay en el bucket.',
  },
  'Open it again.': { de: 'Öffnen Sie sie wieder.', es: 'Ábrala de nuevo.' },
  '{key} is larger than {largest} bytes, which nothing of Plainsight is.': {
    de: '{key} ist größer als {largest} Byte, und so groß ist nichts von Plainsight.',
    es: '{key} ocupa más de {largest} bytes, y nada de Plainsight es tan grande.',
  },
  'Somebody else wrote it: look at it with the tools of the store.': {
    de: 'Jemand anderes hat es geschrieben: Sehen Sie es mit den Werkzeugen des Speichers an.',
    es: 'Lo escribió otra persona: examínelo con las herramientas del almacén.',
  },
  'The connection was cut while {key} was read.': {
    de: 'Die Verbindung ist abgerissen, während {key} gelesen wurde.',
    es: 'La conexión se cortó mientras se leía {key}.',
  },
  'Try again.': { de: 'Versuchen Sie es noch einmal.', es: 'Vuelva a intentarlo.' },
  'What answers at {host} does not answer as an S3 store does.': {
    de: 'Was unter {host} antwortet, antwortet nicht wie ein S3-Speicher.',
    es: 'Lo que responde en {host} no responde como un almacén S3.',
  },
  'Check the address. In a network with a sign-in page, sign in first.': {
    de: 'Prüfen Sie die Adresse. In einem Netz mit Anmeldeseite melden Sie sich dort zuerst an.',
    es: 'Compruebe la dirección. En una red con página de acceso, identifíquese primero.',
  },
  'Who looked cannot be read now.': {
    de: 'Wer nachgesehen hat, ist jetzt nicht lesbar.',
    es: 'Ahora no se puede leer quién ha mirado.',
  },
  'Who looked cannot be read now: this bucket does not let this computer read it.': {
    de: 'Wer nachgesehen hat, ist jetzt nicht lesbar: Der Speicher lässt diesen Computer nicht lesen.',
    es: 'Ahora no se puede leer quién ha mirado: el almacén no deja leerlo a este equipo.',
  },
  'Ask your organisation who looked, or ask it to let this computer read your receipts.': {
    de: 'Fragen Sie Ihre Organisation, wer nachgesehen hat, oder bitten Sie sie, diesen Computer Ihre Belege lesen zu lassen.',
    es: 'Pregunte a su organización quién ha mirado, o pídale que deje a este equipo leer sus recibos.',
  },
  'The answers cannot be read now.': {
    de: 'Die Antworten sind jetzt nicht lesbar.',
    es: 'Ahora no se pueden leer las respuestas.',
  },
  'The answers cannot be read now: this bucket does not allow it.': {
    de: 'Die Antworten sind jetzt nicht lesbar: Dieser Speicher lässt es nicht zu.',
    es: 'Ahora no se pueden leer las respuestas: este almacén no lo permite.',
  },
  'Ask whoever runs the bucket to let this credential list and read the folder “requests” of the person.': {
    de: 'Bitten Sie, wer den Speicher betreibt, dass dieser Zugang den Ordner „requests“ der Person auflisten und lesen darf.',
    es: 'Pida a quien gestiona el almacén que este acceso pueda listar y leer la carpeta «requests» de la persona.',
  },
};
