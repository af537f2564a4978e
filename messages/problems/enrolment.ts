import { defineMessages } from '../define.ts';

/** Why an invitation is refused, and what goes wrong around enrolling and leaving. */
export const enrolmentProblems = defineMessages({
  en: {
    'organisation-signature': 'The organisation’s settings are not signed with its key.',
    'organisation-signature-remedy': 'Nothing is taken from them. Ask your organisation whether its key has changed.',
    'further-enrolment-locked':
      '{cause} This enrolment is of {organisation} and would send what is recorded to bucket {bucket} at {host}. Where it goes now is shown once you have entered your passphrase.',
    'further-enrolment-locked-remedy': '{causeRemedy}',
    'further-enrolment-elsewhere':
      '{cause} This enrolment is of {organisation} and would send what is recorded to bucket {bucket} at {host}. Now it goes to bucket {nowBucket} at {nowHost}.',
    'further-enrolment-elsewhere-remedy': '{causeRemedy}',
    'further-enrolment-same':
      '{cause} This enrolment is of {organisation} and would send what is recorded to bucket {bucket} at {host}. That is where it goes now too.',
    'further-enrolment-same-remedy': '{causeRemedy}',
    'further-enrolment-new-credential':
      '{cause} This enrolment is of {organisation} and would send what is recorded to bucket {bucket} at {host}. That is where it goes now too. The credential for it is another one.',
    'further-enrolment-new-credential-remedy': '{causeRemedy}',
    unenrolled: 'Nobody is enrolled on this computer.',
    'unenrolled-remedy': 'Open the enrolment file or link that your organisation gave you.',
    'enrolment-moved':
      'The enrolment of this computer names bucket {named} at {there}, and the one that was accepted named bucket {bucket} at {host}. So nothing is recorded or sent.',
    'enrolment-moved-remedy':
      'Restore keys.age and enrolment.json from the same backup; or move both aside and enrol this computer again.',
    'enrolment-early':
      'This enrolment begins on {date, select, none {a date that does not exist} other {{date}}}, which this computer’s clock says is still to come.',
    'enrolment-early-remedy':
      'Check the date and time of this computer: its clock may be wrong. Then open the enrolment again.',
    'enrolment-expired':
      'This enrolment could be used until {date, select, none {a date that does not exist} other {{date}}}.',
    'enrolment-expired-remedy': 'Ask your organisation for a new enrolment file.',
    'passphrase-short': 'The passphrase is shorter than {least} characters.',
    'passphrase-short-remedy': 'Choose a longer one; four or five random words are easy to remember.',
    'too-young': 'Enrolment ends here, because it is for people of {age} years or over.',
    'too-young-remedy': 'Nothing was kept or recorded. Tell your organisation that you cannot be enrolled.',
    'link-address': 'This link is not an enrolment: those begin with plainsight://enrol?d=.',
    'link-address-remedy': 'Ask your organisation for the enrolment file itself, or for a new link.',
    'link-parameters': 'This link holds something other than one enrolment, so none of it is taken.',
    'link-parameters-remedy': 'Ask your organisation for the enrolment file itself, or for a new link.',
    'link-encoding': 'This link has characters in it that no enrolment has.',
    'link-encoding-remedy': 'Ask your organisation for the enrolment file itself, or for a new link.',
    'link-broken': 'This link is not whole: a part of it was lost or changed on the way.',
    'link-broken-remedy':
      'Copy it again from beginning to end, or ask your organisation for the enrolment file itself.',
    'enrolment-too-long': 'This is longer than any enrolment, so it was not read.',
    'enrolment-too-long-remedy':
      'Check that you opened the right file; otherwise ask your organisation for a new enrolment file.',
    'device-taken': 'This enrolment was used on another computer, so nothing is sent from this one.',
    'device-taken-remedy':
      'Tell your administrator. What is recorded stays on this computer; to send it, this computer has to be enrolled with a file of its own.',
    'device-taken-out':
      'Your organisation took this computer out. Its last day is {day}, so nothing more is recorded or sent from it.',
    'device-taken-out-remedy':
      'Where the computer is with you and you go on working with it, ask your administrator for a new enrolment file.',
    'enrolled-broken': 'The enrolment of this computer, {path}, is broken.',
    'enrolled-broken-remedy':
      'Restore it from a backup; or move it aside and open a new enrolment file of your organisation.',
    'enrolled-locked': 'The enrolment of this computer does not open with the keys of this computer.',
    'enrolled-locked-remedy':
      'Restore keys.age and enrolment.json from the same backup; or move both aside and enrol this computer again.',
    'used-broken': 'The list of enrolments that were used on this computer, {path}, is broken.',
    'used-broken-remedy':
      'Restore it from a backup; or delete it, after which an enrolment that was used here before could be used once more.',
    'enrolled-unreadable': 'The file {path} cannot be read.',
    'enrolled-unreadable-remedy': 'Make it readable for this account.',
    'enrolment-foreign': 'This computer belongs to another organisation already.',
    'enrolment-foreign-remedy':
      'Leave that organisation first, on the page Consent; or ask who gave you this file whether it is for another computer.',
    'enrolment-person': 'This enrolment was made for somebody other than the person who is enrolled on this computer.',
    'enrolment-person-remedy': 'Use the file that was made for you, or an account of your own on this computer.',
    'enrolment-used': 'This enrolment was used on this computer before; each works once.',
    'enrolment-used-remedy': 'Ask your organisation for a new enrolment file.',
    'enrolment-names': 'A name in this enrolment has characters in it that can hide what it says.',
    'enrolment-names-remedy': 'Ask your organisation for a new enrolment file.',
    'enrolment-times': 'This enrolment ends before it begins.',
    'enrolment-times-remedy': 'Ask your organisation for a new enrolment file.',
    'enrolment-lasting':
      'This enrolment could be used for longer than 90 days, which is too long for a file that is a key.',
    'enrolment-lasting-remedy': 'Ask your organisation for a new enrolment file.',
    'enrolment-device': 'This enrolment was made for another computer: its device is not the one of the keys here.',
    'enrolment-device-remedy': 'Use the file that was made for this computer, or ask your organisation for one.',
    'enrolment-none': 'This is not an enrolment.',
    'enrolment-none-remedy':
      'Open the file that ends with .plainsight, or the whole link, that your organisation gave you.',
    'enrolment-broken': 'This enrolment file is damaged: it cannot be read to its end.',
    'enrolment-broken-remedy': 'Download or copy it again; otherwise ask your organisation for a new one.',
    'enrolment-unsigned': 'This enrolment is not signed, so nobody can say who made it.',
    'enrolment-unsigned-remedy': 'Ask your organisation for the signed file (plainsight org enrol).',
    'enrolment-hostile': 'This file has a form that no enrolment has and that can do harm, so nothing of it was taken.',
    'enrolment-hostile-remedy': 'Tell your organisation where you got it from, and ask for a new enrolment file.',
    'enrolment-altered':
      'This enrolment was changed after it was signed, or was signed by somebody other than the organisation that it names.',
    'enrolment-altered-remedy':
      'Do not use it. Ask your organisation for a new enrolment file, by another way than the one by which this came.',
    'enrolment-invalid': 'The enrolment cannot be understood ({field}).',
    'enrolment-invalid-remedy': 'Ask your organisation for a new enrolment file.',
    'organisation-invalid': 'The organisation’s settings cannot be understood ({field}).',
    'organisation-invalid-remedy': 'Update Plainsight, or ask your organisation to correct them.',
    'enrolled-already': 'This computer is enrolled with {organisation} already.',
    'enrolled-already-remedy': 'You need not do anything. To enrol anew, leave first, on the page Consent.',
    'enrolment-renewed':
      'This computer was enrolled already, and the key to the bucket was renewed with this enrolment.',
    'enrolment-renewed-remedy': 'You need not do anything. Delete the file or the message that it came in.',
    'enrolment-keys':
      'This enrolment names a recovery key that the one which you accepted does not, so it does not take its place by itself.',
    'enrolment-keys-remedy':
      'Leave first, on the page Consent; then read and accept this enrolment, there or with “plainsight consent”.',
    'enrolment-elsewhere': 'This computer is enrolled with {organisation} already.',
    'enrolment-elsewhere-remedy':
      'Nothing was changed. If it is to go elsewhere, leave first, on the page Consent; then accept the new enrolment, there or with “plainsight consent”.',
    'invitation-missing': 'This enrolment is no longer open.',
    'invitation-missing-remedy': 'Open the file or link again.',
    'invitation-busy': 'Your answer is being kept at this moment.',
    'invitation-busy-remedy': 'Wait until it is done.',
    'vault-elsewhere':
      'What is kept on this computer was recorded under another enrolment, so nothing is recorded or sent.',
    'vault-elsewhere-remedy':
      'Restore the whole folder from one backup; or move it aside and enrol this computer again.',
    'enrolment-unreadable': 'The file {opened} cannot be read.',
    'enrolment-unreadable-remedy': 'Check that it is still there, copy it to your own folder, and open it again.',
  },
  de: {
    'organisation-signature': 'Die Einstellungen der Organisation sind nicht mit ihrem Schlüssel signiert.',
    'organisation-signature-remedy':
      'Nichts davon wird übernommen. Fragen Sie Ihre Organisation, ob sich ihr Schlüssel geändert hat.',
    'further-enrolment-locked':
      '{cause} Diese Einladung ist von {organisation} und würde, was aufgezeichnet wird, in den Bucket {bucket} bei {host} senden. Wohin es jetzt geht, steht da, sobald Sie Ihre Passphrase eingegeben haben.',
    'further-enrolment-locked-remedy': '{causeRemedy}',
    'further-enrolment-elsewhere':
      '{cause} Diese Einladung ist von {organisation} und würde, was aufgezeichnet wird, in den Bucket {bucket} bei {host} senden. Jetzt geht es in den Bucket {nowBucket} bei {nowHost}.',
    'further-enrolment-elsewhere-remedy': '{causeRemedy}',
    'further-enrolment-same':
      '{cause} Diese Einladung ist von {organisation} und würde, was aufgezeichnet wird, in den Bucket {bucket} bei {host} senden. Dorthin geht es auch jetzt.',
    'further-enrolment-same-remedy': '{causeRemedy}',
    'further-enrolment-new-credential':
      '{cause} Diese Einladung ist von {organisation} und würde, was aufgezeichnet wird, in den Bucket {bucket} bei {host} senden. Dorthin geht es auch jetzt. Die Zugangsdaten dafür sind andere.',
    'further-enrolment-new-credential-remedy': '{causeRemedy}',
    unenrolled: 'Auf diesem Computer ist niemand angemeldet.',
    'unenrolled-remedy': 'Öffnen Sie die Einladungsdatei oder den Link, den Ihre Organisation Ihnen gegeben hat.',
    'enrolment-moved':
      'Die Anmeldung dieses Computers nennt den Bucket {named} bei {there}, und die angenommene nannte den Bucket {bucket} bei {host}. Deshalb wird nichts aufgezeichnet oder gesendet.',
    'enrolment-moved-remedy':
      'Stellen Sie keys.age und enrolment.json aus derselben Sicherung wieder her; oder legen Sie beide beiseite und melden Sie diesen Computer neu an.',
    'enrolment-early':
      'Diese Einladung gilt ab {date, select, none {einem Datum, das es nicht gibt} other {{date}}}, und das liegt nach der Uhr dieses Computers noch in der Zukunft.',
    'enrolment-early-remedy':
      'Prüfen Sie Datum und Uhrzeit dieses Computers: Seine Uhr könnte falsch gehen. Öffnen Sie dann die Einladung noch einmal.',
    'enrolment-expired':
      'Diese Einladung galt bis {date, select, none {zu einem Datum, das es nicht gibt} other {{date}}}.',
    'enrolment-expired-remedy': 'Bitten Sie Ihre Organisation um eine neue Einladungsdatei.',
    'passphrase-short': 'Die Passphrase hat weniger als {least} Zeichen.',
    'passphrase-short-remedy': 'Wählen Sie eine längere; vier oder fünf zufällige Wörter lassen sich leicht merken.',
    'too-young': 'Die Anmeldung endet hier, weil sie für Menschen ab {age} Jahren ist.',
    'too-young-remedy':
      'Nichts wurde aufbewahrt oder aufgezeichnet. Sagen Sie Ihrer Organisation, dass Sie nicht angemeldet werden können.',
    'link-address': 'Dieser Link ist keine Einladung: Solche beginnen mit plainsight://enrol?d=.',
    'link-address-remedy': 'Bitten Sie Ihre Organisation um die Einladungsdatei selbst oder um einen neuen Link.',
    'link-parameters': 'Dieser Link enthält etwas anderes als genau eine Einladung; nichts davon wird übernommen.',
    'link-parameters-remedy': 'Bitten Sie Ihre Organisation um die Einladungsdatei selbst oder um einen neuen Link.',
    'link-encoding': 'Dieser Link enthält Zeichen, die keine Einladung hat.',
    'link-encoding-remedy': 'Bitten Sie Ihre Organisation um die Einladungsdatei selbst oder um einen neuen Link.',
    'link-broken': 'Dieser Link ist nicht vollständig: Ein Teil ging unterwegs verloren oder wurde verändert.',
    'link-broken-remedy':
      'Kopieren Sie ihn noch einmal von Anfang bis Ende, oder bitten Sie Ihre Organisation um die Einladungsdatei selbst.',
    'enrolment-too-long': 'Das ist länger als jede Einladung und wurde deshalb nicht gelesen.',
    'enrolment-too-long-remedy':
      'Prüfen Sie, ob es die richtige Datei ist; sonst bitten Sie Ihre Organisation um eine neue Einladungsdatei.',
    'device-taken':
      'Diese Einladung wurde auf einem anderen Computer verwendet, deshalb wird von diesem nichts gesendet.',
    'device-taken-remedy':
      'Sagen Sie es Ihrer Verwaltung. Was aufgezeichnet wird, bleibt auf diesem Computer; zum Senden muss er mit einer eigenen Datei angemeldet werden.',
    'device-taken-out':
      'Ihre Organisation hat diesen Computer herausgenommen. Sein letzter Tag ist der {day}, deshalb wird von ihm nichts mehr aufgezeichnet oder gesendet.',
    'device-taken-out-remedy':
      'Wenn Sie den Computer haben und weiter mit ihm arbeiten, bitten Sie Ihre Verwaltung um eine neue Einladungsdatei.',
    'enrolled-broken': 'Die Anmeldung dieses Computers, {path}, ist beschädigt.',
    'enrolled-broken-remedy':
      'Stellen Sie sie aus einer Sicherung wieder her; oder legen Sie sie beiseite und öffnen Sie eine neue Einladungsdatei Ihrer Organisation.',
    'enrolled-locked': 'Die Anmeldung dieses Computers lässt sich mit den Schlüsseln dieses Computers nicht öffnen.',
    'enrolled-locked-remedy':
      'Stellen Sie keys.age und enrolment.json aus derselben Sicherung wieder her; oder legen Sie beide beiseite und melden Sie diesen Computer neu an.',
    'used-broken': 'Die Liste der Einladungen, die auf diesem Computer benutzt wurden, {path}, ist beschädigt.',
    'used-broken-remedy':
      'Stellen Sie sie aus einer Sicherung wieder her; oder löschen Sie sie, dann könnte eine hier schon benutzte Einladung noch einmal benutzt werden.',
    'enrolled-unreadable': 'Die Datei {path} ist nicht lesbar.',
    'enrolled-unreadable-remedy': 'Geben Sie diesem Konto das Recht, sie zu lesen.',
    'enrolment-foreign': 'Dieser Computer gehört schon zu einer anderen Organisation.',
    'enrolment-foreign-remedy':
      'Verlassen Sie zuerst diese Organisation auf der Seite „Einwilligung“; oder fragen Sie, wer Ihnen die Datei gegeben hat, ob sie für einen anderen Computer ist.',
    'enrolment-person':
      'Diese Einladung ist für jemand anderen als die Person, die auf diesem Computer angemeldet ist.',
    'enrolment-person-remedy': 'Nehmen Sie die Datei, die für Sie ist, oder ein eigenes Konto auf diesem Computer.',
    'enrolment-used': 'Diese Einladung wurde auf diesem Computer schon benutzt; jede gilt nur einmal.',
    'enrolment-used-remedy': 'Bitten Sie Ihre Organisation um eine neue Einladungsdatei.',
    'enrolment-names': 'Ein Name in dieser Einladung enthält Zeichen, die verbergen können, was er sagt.',
    'enrolment-names-remedy': 'Bitten Sie Ihre Organisation um eine neue Einladungsdatei.',
    'enrolment-times': 'Diese Einladung endet, bevor sie beginnt.',
    'enrolment-times-remedy': 'Bitten Sie Ihre Organisation um eine neue Einladungsdatei.',
    'enrolment-lasting':
      'Diese Einladung wäre länger als 90 Tage gültig, und das ist zu lang für eine Datei, die ein Schlüssel ist.',
    'enrolment-lasting-remedy': 'Bitten Sie Ihre Organisation um eine neue Einladungsdatei.',
    'enrolment-device':
      'Diese Einladung wurde für einen anderen Computer gemacht: Ihr Gerät ist nicht das der Schlüssel hier.',
    'enrolment-device-remedy':
      'Verwenden Sie die Datei, die für diesen Computer gemacht wurde, oder bitten Sie Ihre Organisation um eine.',
    'enrolment-none': 'Das ist keine Einladung.',
    'enrolment-none-remedy':
      'Öffnen Sie die Datei, die auf .plainsight endet, oder den ganzen Link, den Ihre Organisation Ihnen gegeben hat.',
    'enrolment-broken': 'Diese Einladungsdatei ist beschädigt: Sie lässt sich nicht bis zum Ende lesen.',
    'enrolment-broken-remedy':
      'Laden oder kopieren Sie sie noch einmal; sonst bitten Sie Ihre Organisation um eine neue.',
    'enrolment-unsigned': 'Diese Einladung ist nicht signiert; niemand kann deshalb sagen, von wem sie ist.',
    'enrolment-unsigned-remedy': 'Bitten Sie Ihre Organisation um die signierte Datei (plainsight org enrol).',
    'enrolment-hostile':
      'Diese Datei hat eine Form, die keine Einladung hat und die schaden kann; nichts davon wurde übernommen.',
    'enrolment-hostile-remedy': 'Sagen Sie Ihrer Organisation, woher Sie die Datei haben, und bitten Sie um eine neue.',
    'enrolment-altered':
      'Diese Einladung wurde nach dem Signieren verändert, oder jemand anderes als die genannte Organisation hat sie signiert.',
    'enrolment-altered-remedy':
      'Benutzen Sie sie nicht. Bitten Sie Ihre Organisation um eine neue Einladungsdatei, auf einem anderen Weg als dem, auf dem diese kam.',
    'enrolment-invalid': 'Die Einladung ist nicht verständlich ({field}).',
    'enrolment-invalid-remedy': 'Bitten Sie Ihre Organisation um eine neue Einladungsdatei.',
    'organisation-invalid': 'Die Einstellungen der Organisation sind nicht verständlich ({field}).',
    'organisation-invalid-remedy':
      'Aktualisieren Sie Plainsight, oder bitten Sie Ihre Organisation, sie zu berichtigen.',
    'enrolled-already': 'Dieser Computer ist schon bei {organisation} angemeldet.',
    'enrolled-already-remedy':
      'Sie müssen nichts tun. Um sich neu anzumelden, verlassen Sie die Organisation zuerst auf der Seite „Einwilligung“.',
    'enrolment-renewed':
      'Dieser Computer war schon angemeldet, und der Schlüssel zum Bucket wurde mit dieser Anmeldung erneuert.',
    'enrolment-renewed-remedy': 'Sie müssen nichts tun. Löschen Sie die Datei oder die Nachricht, in der sie kam.',
    'enrolment-keys':
      'Diese Anmeldung nennt einen Wiederherstellungsschlüssel, den die von Ihnen angenommene nicht nennt; deshalb tritt sie nicht von selbst an deren Stelle.',
    'enrolment-keys-remedy':
      'Melden Sie sich zuerst ab, auf der Seite „Einwilligung“; dann lesen Sie diese Anmeldung und nehmen sie an, dort oder mit „plainsight consent“.',
    'enrolment-elsewhere': 'Dieser Computer ist schon bei {organisation} angemeldet.',
    'enrolment-elsewhere-remedy':
      'Nichts wurde geändert. Soll es anderswohin gehen, verlassen Sie die Organisation zuerst auf der Seite „Einwilligung“; nehmen Sie dann die neue Einladung an, dort oder mit „plainsight consent“.',
    'invitation-missing': 'Diese Einladung ist nicht mehr geöffnet.',
    'invitation-missing-remedy': 'Öffnen Sie die Datei oder den Link noch einmal.',
    'invitation-busy': 'Ihre Antwort wird in diesem Moment gesichert.',
    'invitation-busy-remedy': 'Warten Sie, bis das fertig ist.',
    'vault-elsewhere':
      'Was auf diesem Computer liegt, wurde unter einer anderen Anmeldung aufgezeichnet; deshalb wird nichts aufgezeichnet oder gesendet.',
    'vault-elsewhere-remedy':
      'Stellen Sie den ganzen Ordner aus einer einzigen Sicherung wieder her; oder legen Sie ihn beiseite und melden Sie diesen Computer neu an.',
    'enrolment-unreadable': 'Die Datei {opened} ist nicht lesbar.',
    'enrolment-unreadable-remedy':
      'Prüfen Sie, ob sie noch da ist, kopieren Sie sie in Ihren eigenen Ordner und öffnen Sie sie noch einmal.',
  },
  es: {
    'organisation-signature': 'Los ajustes de la organización no están firmados con su clave.',
    'organisation-signature-remedy': 'No se toma nada de ellos. Pregunte a su organización si ha cambiado su clave.',
    'further-enrolment-locked':
      '{cause} Esta invitación es de {organisation} y enviaría lo que se registra al bucket {bucket} en {host}. Adónde va ahora se muestra cuando haya introducido su frase de contraseña.',
    'further-enrolment-locked-remedy': '{causeRemedy}',
    'further-enrolment-elsewhere':
      '{cause} Esta invitación es de {organisation} y enviaría lo que se registra al bucket {bucket} en {host}. Ahora va al bucket {nowBucket} en {nowHost}.',
    'further-enrolment-elsewhere-remedy': '{causeRemedy}',
    'further-enrolment-same':
      '{cause} Esta invitación es de {organisation} y enviaría lo que se registra al bucket {bucket} en {host}. Es adonde va también ahora.',
    'further-enrolment-same-remedy': '{causeRemedy}',
    'further-enrolment-new-credential':
      '{cause} Esta invitación es de {organisation} y enviaría lo que se registra al bucket {bucket} en {host}. Es adonde va también ahora. La credencial para ello es otra.',
    'further-enrolment-new-credential-remedy': '{causeRemedy}',
    unenrolled: 'Nadie está inscrito en este equipo.',
    'unenrolled-remedy': 'Abra el archivo de invitación o el enlace que le dio su organización.',
    'enrolment-moved':
      'La inscripción de este equipo nombra el bucket {named} en {there}, y la que se aceptó nombraba el bucket {bucket} en {host}. Por eso no se registra ni se envía nada.',
    'enrolment-moved-remedy':
      'Restaure keys.age y enrolment.json de la misma copia de seguridad; o aparte ambos e inscriba de nuevo este equipo.',
    'enrolment-early':
      'Esta invitación empieza {date, select, none {en una fecha que no existe} other {el {date}}}, y eso aún no ha llegado según el reloj de este equipo.',
    'enrolment-early-remedy':
      'Compruebe la fecha y la hora de este equipo: su reloj puede estar mal. Después, abra la invitación de nuevo.',
    'enrolment-expired':
      'Esta invitación era válida hasta {date, select, none {una fecha que no existe} other {el {date}}}.',
    'enrolment-expired-remedy': 'Pida a su organización un nuevo archivo de invitación.',
    'passphrase-short': 'La frase de contraseña tiene menos de {least} caracteres.',
    'passphrase-short-remedy': 'Elija una más larga; cuatro o cinco palabras al azar se recuerdan bien.',
    'too-young': 'La inscripción termina aquí, porque es para personas de {age} años o más.',
    'too-young-remedy': 'No se ha guardado ni registrado nada. Diga a su organización que no puede inscribirse.',
    'link-address': 'Este enlace no es una invitación: esas empiezan por plainsight://enrol?d=.',
    'link-address-remedy': 'Pida a su organización el archivo de invitación o un enlace nuevo.',
    'link-parameters': 'Este enlace contiene algo que no es una única invitación; no se toma nada de él.',
    'link-parameters-remedy': 'Pida a su organización el archivo de invitación o un enlace nuevo.',
    'link-encoding': 'Este enlace contiene caracteres que no tiene ninguna invitación.',
    'link-encoding-remedy': 'Pida a su organización el archivo de invitación o un enlace nuevo.',
    'link-broken': 'Este enlace no está entero: una parte se perdió o cambió por el camino.',
    'link-broken-remedy': 'Cópielo otra vez de principio a fin, o pida a su organización el archivo de invitación.',
    'enrolment-too-long': 'Esto es más largo que cualquier invitación, así que no se ha leído.',
    'enrolment-too-long-remedy':
      'Compruebe que abrió el archivo correcto; si no, pida a su organización un nuevo archivo de invitación.',
    'device-taken': 'Esta invitación se usó en otro equipo, así que desde este no se envía nada.',
    'device-taken-remedy':
      'Dígaselo a su administrador. Lo que se registra queda en este equipo; para enviarlo hay que inscribirlo con un archivo propio.',
    'device-taken-out':
      'Su organización ha retirado este equipo. Su último día es el {day}, así que desde él ya no se registra ni se envía nada.',
    'device-taken-out-remedy':
      'Si tiene usted el equipo y sigue trabajando con él, pida a su administrador un nuevo archivo de invitación.',
    'enrolled-broken': 'La inscripción de este equipo, {path}, está dañada.',
    'enrolled-broken-remedy':
      'Restáurela de una copia de seguridad; o apártela y abra un nuevo archivo de invitación de su organización.',
    'enrolled-locked': 'La inscripción de este equipo no se abre con las claves de este equipo.',
    'enrolled-locked-remedy':
      'Restaure keys.age y enrolment.json de la misma copia de seguridad; o aparte ambos e inscriba de nuevo este equipo.',
    'used-broken': 'La lista de invitaciones usadas en este equipo, {path}, está dañada.',
    'used-broken-remedy':
      'Restáurela de una copia de seguridad; o elimínela, y entonces una invitación ya usada aquí podría usarse otra vez.',
    'enrolled-unreadable': 'No se puede leer el archivo {path}.',
    'enrolled-unreadable-remedy': 'Dé a esta cuenta permiso para leerlo.',
    'enrolment-foreign': 'Este equipo ya pertenece a otra organización.',
    'enrolment-foreign-remedy':
      'Deje antes esa organización en la página «Consentimiento»; o pregunte a quien le dio este archivo si es para otro equipo.',
    'enrolment-person': 'Esta invitación se hizo para alguien distinto de la persona inscrita en este equipo.',
    'enrolment-person-remedy': 'Use el archivo que se hizo para usted, o una cuenta propia en este equipo.',
    'enrolment-used': 'Esta invitación ya se usó en este equipo; cada una vale una sola vez.',
    'enrolment-used-remedy': 'Pida a su organización un nuevo archivo de invitación.',
    'enrolment-names': 'Un nombre de esta invitación contiene caracteres que pueden ocultar lo que dice.',
    'enrolment-names-remedy': 'Pida a su organización un nuevo archivo de invitación.',
    'enrolment-times': 'Esta invitación termina antes de empezar.',
    'enrolment-times-remedy': 'Pida a su organización un nuevo archivo de invitación.',
    'enrolment-lasting': 'Esta invitación sería válida más de 90 días, demasiado para un archivo que es una llave.',
    'enrolment-lasting-remedy': 'Pida a su organización un nuevo archivo de invitación.',
    'enrolment-device': 'Esta invitación se hizo para otro equipo: su dispositivo no es el de las claves de aquí.',
    'enrolment-device-remedy': 'Use el archivo que se hizo para este equipo, o pida uno a su organización.',
    'enrolment-none': 'Esto no es una invitación.',
    'enrolment-none-remedy':
      'Abra el archivo que termina en .plainsight, o el enlace entero, que le dio su organización.',
    'enrolment-broken': 'Este archivo de invitación está dañado: no se puede leer hasta el final.',
    'enrolment-broken-remedy': 'Descárguelo o cópielo otra vez; si no, pida uno nuevo a su organización.',
    'enrolment-unsigned': 'Esta invitación no está firmada, así que nadie puede decir quién la hizo.',
    'enrolment-unsigned-remedy': 'Pida a su organización el archivo firmado (plainsight org enrol).',
    'enrolment-hostile':
      'Este archivo tiene una forma que no tiene ninguna invitación y que puede hacer daño; no se ha tomado nada de él.',
    'enrolment-hostile-remedy': 'Diga a su organización de dónde lo obtuvo y pida un nuevo archivo de invitación.',
    'enrolment-altered':
      'Esta invitación se cambió después de firmarla, o la firmó alguien distinto de la organización que nombra.',
    'enrolment-altered-remedy':
      'No la use. Pida a su organización un nuevo archivo de invitación por una vía distinta de aquella por la que llegó este.',
    'enrolment-invalid': 'La invitación no se entiende ({field}).',
    'enrolment-invalid-remedy': 'Pida a su organización un nuevo archivo de invitación.',
    'organisation-invalid': 'Los ajustes de la organización no se entienden ({field}).',
    'organisation-invalid-remedy': 'Actualice Plainsight, o pida a su organización que los corrija.',
    'enrolled-already': 'Este equipo ya está inscrito en {organisation}.',
    'enrolled-already-remedy':
      'No tiene que hacer nada. Para inscribirse de nuevo, deje antes la organización en la página «Consentimiento».',
    'enrolment-renewed': 'Este equipo ya estaba inscrito, y la clave del bucket se ha renovado con esta inscripción.',
    'enrolment-renewed-remedy': 'No tiene que hacer nada. Borre el archivo o el mensaje en el que llegó.',
    'enrolment-keys':
      'Esta inscripción nombra una clave de recuperación que la que usted aceptó no nombra; por eso no ocupa su lugar por sí sola.',
    'enrolment-keys-remedy':
      'Primero dése de baja, en la página «Consentimiento»; después lea y acepte esta inscripción, allí o con «plainsight consent».',
    'enrolment-elsewhere': 'Este equipo ya está inscrito en {organisation}.',
    'enrolment-elsewhere-remedy':
      'No se ha cambiado nada. Si ha de ir a otro lugar, deje antes la organización en la página «Consentimiento»; después acepte la nueva invitación, allí o con «plainsight consent».',
    'invitation-missing': 'Esta invitación ya no está abierta.',
    'invitation-missing-remedy': 'Abra de nuevo el archivo o el enlace.',
    'invitation-busy': 'Su respuesta se está guardando en este momento.',
    'invitation-busy-remedy': 'Espere a que termine.',
    'vault-elsewhere':
      'Lo que se guarda en este equipo se registró con otra inscripción, así que no se registra ni se envía nada.',
    'vault-elsewhere-remedy':
      'Restaure toda la carpeta de una sola copia de seguridad; o apártela e inscriba de nuevo este equipo.',
    'enrolment-unreadable': 'No se puede leer el archivo {opened}.',
    'enrolment-unreadable-remedy': 'Compruebe que sigue ahí, cópielo en su carpeta y ábralo de nuevo.',
  },
});
