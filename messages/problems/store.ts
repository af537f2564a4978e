import { defineMessages } from '../define.ts';

/** Why nothing answers, by the code of the error. */
const why = {
  en: '{why, select, ECONNREFUSED {nothing answers there} ENOTFOUND {the name is not known} EAI_AGAIN {names cannot be looked up now} ETIMEDOUT {it did not answer in time} ECONNRESET {the connection was cut} ENETUNREACH {there is no network} EHOSTUNREACH {there is no way to it} other {{why}}}',
  de: '{why, select, ECONNREFUSED {dort antwortet nichts} ENOTFOUND {der Name ist nicht bekannt} EAI_AGAIN {Namen lassen sich jetzt nicht nachschlagen} ETIMEDOUT {er hat nicht rechtzeitig geantwortet} ECONNRESET {die Verbindung ist abgerissen} ENETUNREACH {es gibt kein Netz} EHOSTUNREACH {kein Weg führt dorthin} other {{why}}}',
  es: '{why, select, ECONNREFUSED {allí no responde nada} ENOTFOUND {no se conoce el nombre} EAI_AGAIN {ahora no se pueden consultar nombres} ETIMEDOUT {no respondió a tiempo} ECONNRESET {se cortó la conexión} ENETUNREACH {no hay red} EHOSTUNREACH {no hay camino hasta él} other {{why}}}',
} as const;

/** An object, or `none`: the bucket as a whole. */
const object = {
  en: '{object, select, none {the bucket {bucket}} other {{object} in the bucket {bucket}}}',
  de: '{object, select, none {Bucket {bucket}} other {{object} im Bucket {bucket}}}',
  es: '{object, select, none {el bucket {bucket}} other {{object} en el bucket {bucket}}}',
} as const;

/** What goes wrong between this computer and the bucket. */
export const storeProblems = defineMessages({
  en: {
    'answers-unreadable': 'The answers cannot be read now. {cause}',
    'answers-unreadable-remedy': '{causeRemedy}',
    'views-unreadable': 'Who looked cannot be read now. {cause}',
    'views-unreadable-remedy': '{causeRemedy}',
    'settings-proxy': 'The proxy in the variable {name} is not an address.',
    'settings-proxy-remedy': 'Give it as http://host:port, or name the store in NO_PROXY if it is reached without one.',
    'settings-proxy-kind': 'The proxy in the variable {name} is of a kind that is not supported ({protocol}).',
    'settings-proxy-kind-remedy':
      'Give it as http://host:port, or name the store in NO_PROXY if it is reached without one.',
    'store-clock':
      'This computer’s clock is {skew, select, unknown {wrong} other {{amount} {unit, select, minutes {minutes} hours {hours} other {days}} {skew, select, ahead {ahead} other {behind}}}}, so the store at {host} refuses its requests.',
    'store-clock-remedy':
      'Set the clock, or switch on setting it automatically; uploads go on by themselves after that.',
    'store-credential-expired': 'The credential {accessKeyId} has expired at {host}.',
    'store-credential-expired-remedy':
      'Ask whoever runs the store for a new credential; what was not uploaded is kept and goes with it.',
    'store-full': 'The disk of the store at {host} is full.',
    'store-full-remedy': 'Whoever runs the store has to make room; what was not uploaded is kept and tried again.',
    'store-quota': 'The store at {host} takes no more at present: what it allows is used up ({name}).',
    'store-quota-remedy': 'Whoever runs the store has to make room; what was not uploaded is kept and tried again.',
    'object-missing': `There is no object ${object.en}.`,
    'object-missing-remedy': 'Check that it was uploaded and has not been removed since.',
    'object-exists': `There is an object ${object.en} already.`,
    'object-exists-remedy': 'What is there is kept; nothing was written over it.',
    'object-archived': `The store at {host} does not give out ${object.en}: it is archived.`,
    'object-archived-remedy':
      'Whoever runs the store has to restore it from the archive, and to leave this bucket out of archiving.',
    'store-denied': `The credential {accessKeyId} may not do this with ${object.en}.`,
    'store-denied-remedy': 'Ask whoever runs the store to give this credential the rights it needs.',
    'store-failed': 'The store at {host} failed with {status} {name}.',
    'store-failed-remedy': 'It is tried again later; if it lasts, ask whoever runs the store.',
    'store-busy': 'The store at {host} asks to wait ({status} {name}).',
    'store-busy-remedy': 'Nothing to do: it is tried again by itself, and nothing is lost.',
    'store-moved': 'The store at {host} answers that the bucket {bucket} is elsewhere.',
    'store-moved-remedy': 'Correct the endpoint and the region in the settings; redirects are not followed.',
    'store-refused-size': `The store at {host}, or a server before it, takes no object as large as ${object.en}.`,
    'store-refused-size-remedy': 'Whoever runs it has to allow objects of a few megabytes.',
    'store-refused': `The store at {host} refused ${object.en}: {status} {name}.`,
    'store-refused-remedy': 'Check that the store is S3-compatible and that its settings are right.',
    'store-foreign': 'What answers at {endpoint} does not answer as an S3 store does.',
    'store-foreign-remedy': 'Check the address. In a network with a sign-in page, sign in first.',
    'store-unreachable': `The store at {host} cannot be reached (${why.en}).`,
    'store-unreachable-remedy': 'Check the network and the address; what was not uploaded is kept and tried again.',
    'store-unreachable-by-proxy': `The store at {host} cannot be reached through the proxy {proxy} (${why.en}).`,
    'store-unreachable-by-proxy-remedy':
      'Check the proxy in HTTPS_PROXY, or name the store in NO_PROXY; what was not uploaded is kept and tried again.',
    'store-proxy-refuses':
      'The proxy {proxy, select, unknown {on the way} other {{proxy}}} does not let requests through to the store ({why, select, password {it asks for a user name and a password} other {{why}}}).',
    'store-proxy-refuses-remedy':
      'Give HTTPS_PROXY with the user name and the password that it asks for, or name the store in NO_PROXY.',
    'store-certificate-date':
      'The certificate of {host} is not valid at the time that this computer’s clock shows ({error}).',
    'store-certificate-date-remedy': 'Check this computer’s clock; if it is right, the store needs a new certificate.',
    'store-certificate-name': 'The certificate shown by {host} is made out to another name.',
    'store-certificate-name-remedy':
      'Use an address that the certificate names. If you are sure of the address, somebody may be in between: do not go on.',
    'store-certificate': 'The certificate of {host} is not trusted ({error}).',
    'store-certificate-remedy':
      'If the store has its own certificate, put it into caCertificate. If it had one that was trusted before, somebody may be in between: do not go on.',
    'store-region': 'The store at {host} does not take the region {region}.',
    'store-region-remedy': 'Correct the region in the bucket’s settings.',
    'store-credential-unknown': 'The store at {host} does not know the access key {accessKeyId}.',
    'store-credential-unknown-remedy': 'It may have been withdrawn: ask whoever runs the store for a new credential.',
    'store-credential-secret': 'The secret of the access key {accessKeyId} is not the one that {host} expects.',
    'store-credential-secret-remedy': 'Enter the secret access key again, without spaces around it.',
    'store-closed': 'The connection to {endpoint} was closed.',
    'store-closed-remedy': 'Open it again.',
    'store-cut': 'The connection was cut while {key} was read.',
    'store-cut-remedy': 'Try again.',
    'sending-failed': 'Sending {key} failed inside Plainsight.',
    'sending-failed-remedy': 'It is tried again later; the rest goes on.',
    'object-too-large': '{key} is larger than {most} bytes, which nothing of Plainsight is.',
    'object-too-large-remedy': 'Somebody else wrote it: look at it with the tools of the store.',
    'object-unreadable': 'The file of {key} cannot be read.',
    'object-unreadable-remedy': 'It is set aside; the rest goes on.',
    'answers-denied': 'The answers cannot be read now: this bucket does not allow it.',
    'answers-denied-remedy':
      'Ask whoever runs the bucket to let this credential list and read the folder “requests” of the person.',
    cancelled: 'The request was cancelled.',
    'cancelled-remedy': 'Start it again when you want it.',
    'credential-spent':
      'The store at {host} refuses the key that came with the enrolment: it was exchanged already, by somebody else or before this folder was put back from a backup.',
    'credential-spent-remedy':
      'Tell your administrator that somebody else may have used your enrolment, and ask for a new one for this computer. What was not uploaded is kept and goes with it.',
    'store-no-bucket': 'The store at {host} has no bucket named {bucket}.',
    'store-no-bucket-remedy': 'Correct the bucket’s name in the settings, or create the bucket.',
    'list-too-long': 'What answers at {endpoint} lists more names than any folder of Plainsight has.',
    'list-too-long-remedy': 'Ask whoever runs the store what is in the bucket.',
    'views-denied': 'Who looked cannot be read now: this bucket does not let this computer read it.',
    'views-denied-remedy': 'Ask your organisation who looked, or ask it to let this computer read your receipts.',
  },
  de: {
    'answers-unreadable': 'Die Antworten sind jetzt nicht lesbar. {cause}',
    'answers-unreadable-remedy': '{causeRemedy}',
    'views-unreadable': 'Wer nachgesehen hat, ist jetzt nicht lesbar. {cause}',
    'views-unreadable-remedy': '{causeRemedy}',
    'settings-proxy': 'Der Proxy in der Variablen {name} ist keine Adresse.',
    'settings-proxy-remedy':
      'Geben Sie ihn als http://host:port an, oder nennen Sie den Speicher in NO_PROXY, wenn er ohne erreicht wird.',
    'settings-proxy-kind':
      'Der Proxy in der Variablen {name} ist von einer Art, die nicht unterstützt wird ({protocol}).',
    'settings-proxy-kind-remedy':
      'Geben Sie ihn als http://host:port an, oder nennen Sie den Speicher in NO_PROXY, wenn er ohne erreicht wird.',
    'store-clock':
      'Die Uhr dieses Computers geht {skew, select, unknown {falsch} other {{amount} {unit, select, minutes {Minuten} hours {Stunden} other {Tage}} {skew, select, ahead {vor} other {nach}}}}, deshalb lehnt der Speicher {host} seine Anfragen ab.',
    'store-clock-remedy':
      'Stellen Sie die Uhr, oder lassen Sie sie automatisch stellen; danach geht das Hochladen von selbst weiter.',
    'store-credential-expired': 'Der Zugang {accessKeyId} ist bei {host} abgelaufen.',
    'store-credential-expired-remedy':
      'Bitten Sie, wer den Speicher betreibt, um einen neuen Zugang; was nicht hochgeladen wurde, wird behalten und geht damit ab.',
    'store-full': 'Der Datenträger des Speichers {host} ist voll.',
    'store-full-remedy':
      'Wer den Speicher betreibt, muss Platz schaffen; was nicht hochgeladen wurde, wird behalten und erneut versucht.',
    'store-quota': 'Der Speicher {host} nimmt zurzeit nichts mehr an: Was er erlaubt, ist aufgebraucht ({name}).',
    'store-quota-remedy':
      'Wer den Speicher betreibt, muss Platz schaffen; was nicht hochgeladen wurde, wird behalten und erneut versucht.',
    'object-missing': `Es gibt kein Objekt ${object.de}.`,
    'object-missing-remedy': 'Prüfen Sie, ob es hochgeladen und seitdem nicht entfernt wurde.',
    'object-exists': `Es gibt das Objekt ${object.de} schon.`,
    'object-exists-remedy': 'Was da ist, bleibt; es wurde nichts überschrieben.',
    'object-archived': `Der Speicher {host} gibt ${object.de} nicht heraus: Es ist archiviert.`,
    'object-archived-remedy':
      'Wer den Speicher betreibt, muss es aus dem Archiv zurückholen und diesen Bucket vom Archivieren ausnehmen.',
    'store-denied': `Der Zugang {accessKeyId} darf das nicht mit ${object.de}.`,
    'store-denied-remedy': 'Bitten Sie, wer den Speicher betreibt, diesem Zugang die nötigen Rechte zu geben.',
    'store-failed': 'Der Speicher {host} ist gescheitert: {status} {name}.',
    'store-failed-remedy': 'Es wird später erneut versucht; bleibt es so, fragen Sie, wer den Speicher betreibt.',
    'store-busy': 'Der Speicher {host} bittet zu warten ({status} {name}).',
    'store-busy-remedy': 'Nichts zu tun: Es wird von selbst erneut versucht, und nichts geht verloren.',
    'store-moved': 'Der Speicher {host} antwortet, dass der Bucket {bucket} anderswo liegt.',
    'store-moved-remedy': 'Berichtigen Sie Adresse und Region in den Einstellungen; Umleitungen wird nicht gefolgt.',
    'store-refused-size': `Der Speicher {host} oder ein Server davor nimmt kein Objekt an, das so groß ist wie ${object.de}.`,
    'store-refused-size-remedy': 'Wer ihn betreibt, muss Objekte von einigen Megabyte zulassen.',
    'store-refused': `Der Speicher {host} hat ${object.de} abgelehnt: {status} {name}.`,
    'store-refused-remedy': 'Prüfen Sie, ob der Speicher S3 spricht und seine Einstellungen stimmen.',
    'store-foreign': 'Was unter {endpoint} antwortet, antwortet nicht wie ein S3-Speicher.',
    'store-foreign-remedy': 'Prüfen Sie die Adresse. In einem Netz mit Anmeldeseite melden Sie sich dort zuerst an.',
    'store-unreachable': `Der Speicher {host} ist nicht erreichbar (${why.de}).`,
    'store-unreachable-remedy':
      'Prüfen Sie das Netz und die Adresse; was nicht hochgeladen wurde, wird behalten und erneut versucht.',
    'store-unreachable-by-proxy': `Der Speicher {host} ist über den Proxy {proxy} nicht erreichbar (${why.de}).`,
    'store-unreachable-by-proxy-remedy':
      'Prüfen Sie den Proxy in HTTPS_PROXY, oder nennen Sie den Speicher in NO_PROXY; was nicht hochgeladen wurde, wird behalten und erneut versucht.',
    'store-proxy-refuses':
      'Der Proxy {proxy, select, unknown {auf dem Weg} other {{proxy}}} lässt keine Anfragen an den Speicher durch ({why, select, password {er verlangt einen Benutzernamen und ein Passwort} other {{why}}}).',
    'store-proxy-refuses-remedy':
      'Geben Sie HTTPS_PROXY mit dem Benutzernamen und dem Passwort an, die er verlangt, oder nennen Sie den Speicher in NO_PROXY.',
    'store-certificate-date':
      'Das Zertifikat von {host} ist zu der Zeit, die die Uhr dieses Computers zeigt, nicht gültig ({error}).',
    'store-certificate-date-remedy':
      'Prüfen Sie die Uhr dieses Computers; geht sie richtig, braucht der Speicher ein neues Zertifikat.',
    'store-certificate-name': 'Das Zertifikat, das {host} zeigt, ist auf einen anderen Namen ausgestellt.',
    'store-certificate-name-remedy':
      'Nehmen Sie eine Adresse, die das Zertifikat nennt. Sind Sie der Adresse sicher, könnte jemand dazwischen sein: Machen Sie nicht weiter.',
    'store-certificate': 'Dem Zertifikat von {host} wird nicht vertraut ({error}).',
    'store-certificate-remedy':
      'Hat der Speicher ein eigenes Zertifikat, tragen Sie es in caCertificate ein. Hatte er vorher eines, dem vertraut wurde, könnte jemand dazwischen sein: Machen Sie nicht weiter.',
    'store-region': 'Der Speicher {host} nimmt die Region {region} nicht an.',
    'store-region-remedy': 'Berichtigen Sie die Region in den Einstellungen des Buckets.',
    'store-credential-unknown': 'Der Speicher {host} kennt den Zugangsschlüssel {accessKeyId} nicht.',
    'store-credential-unknown-remedy':
      'Vielleicht wurde er entzogen: Bitten Sie, wer den Speicher betreibt, um einen neuen Zugang.',
    'store-credential-secret': 'Das Geheimnis zum Zugangsschlüssel {accessKeyId} ist nicht das, das {host} erwartet.',
    'store-credential-secret-remedy':
      'Geben Sie den geheimen Zugangsschlüssel noch einmal ein, ohne Leerzeichen davor und dahinter.',
    'store-closed': 'Die Verbindung zu {endpoint} wurde geschlossen.',
    'store-closed-remedy': 'Öffnen Sie sie wieder.',
    'store-cut': 'Die Verbindung ist abgerissen, während {key} gelesen wurde.',
    'store-cut-remedy': 'Versuchen Sie es noch einmal.',
    'sending-failed': 'Das Senden von {key} ist in Plainsight gescheitert.',
    'sending-failed-remedy': 'Es wird später erneut versucht; das Übrige geht weiter.',
    'object-too-large': '{key} ist größer als {most} Byte, und so groß ist nichts von Plainsight.',
    'object-too-large-remedy': 'Jemand anderes hat es geschrieben: Sehen Sie es mit den Werkzeugen des Speichers an.',
    'object-unreadable': 'Die Datei von {key} ist nicht lesbar.',
    'object-unreadable-remedy': 'Sie wird beiseitegelegt; das Übrige geht weiter.',
    'answers-denied': 'Die Antworten sind jetzt nicht lesbar: Dieser Speicher lässt es nicht zu.',
    'answers-denied-remedy':
      'Bitten Sie, wer den Speicher betreibt, dass dieser Zugang den Ordner „requests“ der Person auflisten und lesen darf.',
    cancelled: 'Die Anfrage wurde abgebrochen.',
    'cancelled-remedy': 'Starten Sie sie noch einmal, wenn Sie möchten.',
    'credential-spent':
      'Der Speicher {host} weist den Schlüssel zurück, der mit der Anmeldung kam: Er wurde schon getauscht, von jemand anderem oder bevor dieser Ordner aus einer Sicherung zurückgespielt wurde.',
    'credential-spent-remedy':
      'Sagen Sie Ihrer Verwaltung, dass vielleicht jemand anders Ihre Anmeldung benutzt hat, und bitten Sie um eine neue für diesen Computer. Was nicht hochgeladen wurde, bleibt erhalten und geht dann mit ihr.',
    'store-no-bucket': 'Der Speicher {host} hat keinen Bucket mit dem Namen {bucket}.',
    'store-no-bucket-remedy':
      'Berichtigen Sie den Namen des Buckets in den Einstellungen, oder legen Sie den Bucket an.',
    'list-too-long': 'Was unter {endpoint} antwortet, zählt mehr Namen auf, als irgendein Ordner von Plainsight hat.',
    'list-too-long-remedy': 'Fragen Sie, wer den Speicher betreibt, was in dem Bucket liegt.',
    'views-denied': 'Wer nachgesehen hat, ist jetzt nicht lesbar: Der Speicher lässt diesen Computer nicht lesen.',
    'views-denied-remedy':
      'Fragen Sie Ihre Organisation, wer nachgesehen hat, oder bitten Sie sie, diesen Computer Ihre Belege lesen zu lassen.',
  },
  es: {
    'answers-unreadable': 'Ahora no se pueden leer las respuestas. {cause}',
    'answers-unreadable-remedy': '{causeRemedy}',
    'views-unreadable': 'Ahora no se puede leer quién ha mirado. {cause}',
    'views-unreadable-remedy': '{causeRemedy}',
    'settings-proxy': 'El proxy de la variable {name} no es una dirección.',
    'settings-proxy-remedy':
      'Délo como http://host:puerto, o nombre el almacén en NO_PROXY si se llega a él sin proxy.',
    'settings-proxy-kind': 'El proxy de la variable {name} es de un tipo que no se admite ({protocol}).',
    'settings-proxy-kind-remedy':
      'Délo como http://host:puerto, o nombre el almacén en NO_PROXY si se llega a él sin proxy.',
    'store-clock':
      'El reloj de este equipo {skew, select, unknown {no va bien} other {{skew, select, ahead {adelanta} other {atrasa}} {amount} {unit, select, minutes {minutos} hours {horas} other {días}}}}, así que el almacén {host} rechaza sus peticiones.',
    'store-clock-remedy': 'Ajuste el reloj o active el ajuste automático; después, las subidas siguen solas.',
    'store-credential-expired': 'El acceso {accessKeyId} ha caducado en {host}.',
    'store-credential-expired-remedy':
      'Pida un acceso nuevo a quien gestiona el almacén; lo que no se subió se conserva y sale con él.',
    'store-full': 'El disco del almacén {host} está lleno.',
    'store-full-remedy':
      'Quien gestiona el almacén tiene que hacer sitio; lo que no se subió se conserva y se vuelve a intentar.',
    'store-quota': 'El almacén {host} no acepta más por ahora: lo que permite está agotado ({name}).',
    'store-quota-remedy':
      'Quien gestiona el almacén tiene que hacer sitio; lo que no se subió se conserva y se vuelve a intentar.',
    'object-missing': `No existe el objeto ${object.es}.`,
    'object-missing-remedy': 'Compruebe que se subió y que no se ha eliminado desde entonces.',
    'object-exists': `El objeto ${object.es} ya existe.`,
    'object-exists-remedy': 'Lo que hay se conserva; no se ha sobrescrito nada.',
    'object-archived': `El almacén {host} no entrega ${object.es}: está archivado.`,
    'object-archived-remedy':
      'Quien gestiona el almacén tiene que recuperarlo del archivo y excluir este bucket del archivado.',
    'store-denied': `El acceso {accessKeyId} no puede hacer esto con ${object.es}.`,
    'store-denied-remedy': 'Pida a quien gestiona el almacén que dé a este acceso los permisos que necesita.',
    'store-failed': 'El almacén {host} falló: {status} {name}.',
    'store-failed-remedy': 'Se vuelve a intentar más tarde; si dura, pregunte a quien gestiona el almacén.',
    'store-busy': 'El almacén {host} pide esperar ({status} {name}).',
    'store-busy-remedy': 'No hay que hacer nada: se vuelve a intentar solo, y no se pierde nada.',
    'store-moved': 'El almacén {host} responde que el bucket {bucket} está en otro lugar.',
    'store-moved-remedy': 'Corrija la dirección y la región en los ajustes; no se siguen las redirecciones.',
    'store-refused-size': `El almacén {host}, o un servidor delante de él, no acepta un objeto tan grande como ${object.es}.`,
    'store-refused-size-remedy': 'Quien lo gestiona debe permitir objetos de unos megabytes.',
    'store-refused': `El almacén {host} rechazó ${object.es}: {status} {name}.`,
    'store-refused-remedy': 'Compruebe que el almacén es compatible con S3 y que sus ajustes son correctos.',
    'store-foreign': 'Lo que responde en {endpoint} no responde como un almacén S3.',
    'store-foreign-remedy': 'Compruebe la dirección. En una red con página de acceso, identifíquese primero.',
    'store-unreachable': `No se puede llegar al almacén {host} (${why.es}).`,
    'store-unreachable-remedy':
      'Compruebe la red y la dirección; lo que no se subió se conserva y se vuelve a intentar.',
    'store-unreachable-by-proxy': `No se puede llegar al almacén {host} por el proxy {proxy} (${why.es}).`,
    'store-unreachable-by-proxy-remedy':
      'Compruebe el proxy en HTTPS_PROXY, o nombre el almacén en NO_PROXY; lo que no se subió se conserva y se vuelve a intentar.',
    'store-proxy-refuses':
      'El proxy {proxy, select, unknown {del camino} other {{proxy}}} no deja pasar peticiones al almacén ({why, select, password {pide un nombre de usuario y una contraseña} other {{why}}}).',
    'store-proxy-refuses-remedy':
      'Dé HTTPS_PROXY con el nombre de usuario y la contraseña que pide, o nombre el almacén en NO_PROXY.',
    'store-certificate-date':
      'El certificado de {host} no es válido a la hora que marca el reloj de este equipo ({error}).',
    'store-certificate-date-remedy':
      'Compruebe el reloj de este equipo; si va bien, el almacén necesita un certificado nuevo.',
    'store-certificate-name': 'El certificado que muestra {host} está emitido a otro nombre.',
    'store-certificate-name-remedy':
      'Use una dirección que figure en el certificado. Si está seguro de la dirección, puede haber alguien en medio: no continúe.',
    'store-certificate': 'El certificado de {host} no es de confianza ({error}).',
    'store-certificate-remedy':
      'Si el almacén tiene un certificado propio, póngalo en caCertificate. Si antes tenía uno de confianza, puede haber alguien en medio: no continúe.',
    'store-region': 'El almacén {host} no acepta la región {region}.',
    'store-region-remedy': 'Corrija la región en los ajustes del bucket.',
    'store-credential-unknown': 'El almacén {host} no conoce la clave de acceso {accessKeyId}.',
    'store-credential-unknown-remedy': 'Puede que se haya anulado: pida un acceso nuevo a quien gestiona el almacén.',
    'store-credential-secret': 'El secreto de la clave de acceso {accessKeyId} no es el que espera {host}.',
    'store-credential-secret-remedy': 'Escriba otra vez la clave de acceso secreta, sin espacios alrededor.',
    'store-closed': 'La conexión con {endpoint} se cerró.',
    'store-closed-remedy': 'Ábrala de nuevo.',
    'store-cut': 'La conexión se cortó mientras se leía {key}.',
    'store-cut-remedy': 'Vuelva a intentarlo.',
    'sending-failed': 'El envío de {key} falló dentro de Plainsight.',
    'sending-failed-remedy': 'Se vuelve a intentar más tarde; lo demás sigue.',
    'object-too-large': '{key} ocupa más de {most} bytes, y nada de Plainsight es tan grande.',
    'object-too-large-remedy': 'Lo escribió otra persona: examínelo con las herramientas del almacén.',
    'object-unreadable': 'No se puede leer el archivo de {key}.',
    'object-unreadable-remedy': 'Se aparta; lo demás sigue.',
    'answers-denied': 'Ahora no se pueden leer las respuestas: este almacén no lo permite.',
    'answers-denied-remedy':
      'Pida a quien gestiona el almacén que este acceso pueda listar y leer la carpeta «requests» de la persona.',
    cancelled: 'La petición se canceló.',
    'cancelled-remedy': 'Iníciela de nuevo cuando quiera.',
    'credential-spent':
      'El almacén {host} rechaza la clave que vino con la inscripción: ya se cambió, por otra persona o antes de que esta carpeta se restaurase de una copia de seguridad.',
    'credential-spent-remedy':
      'Diga a su administrador que quizá otra persona ha usado su inscripción, y pida una nueva para este equipo. Lo que no se subió se conserva y se enviará con ella.',
    'store-no-bucket': 'El almacén {host} no tiene ningún bucket llamado {bucket}.',
    'store-no-bucket-remedy': 'Corrija el nombre del bucket en los ajustes, o cree el bucket.',
    'list-too-long':
      'Lo que responde en {endpoint} enumera más nombres de los que tiene ninguna carpeta de Plainsight.',
    'list-too-long-remedy': 'Pregunte a quien gestiona el almacén qué hay en el bucket.',
    'views-denied': 'Ahora no se puede leer quién ha mirado: el almacén no deja leerlo a este equipo.',
    'views-denied-remedy':
      'Pregunte a su organización quién ha mirado, o pídale que deje a este equipo leer sus recibos.',
  },
});
