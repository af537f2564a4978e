import type { Sentences } from './sentences.ts';

/** Why an invitation is refused, and what goes wrong around enrolling and leaving. */
export const enrolmentSentences: Sentences = {
  'Ask your organisation for a new enrolment file.': {
    de: 'Bitten Sie Ihre Organisation um eine neue Einladungsdatei.',
    es: 'Pida a su organización un nuevo archivo de invitación.',
  },
  'Ask your organisation for the enrolment file itself, or for a new link.': {
    de: 'Bitten Sie Ihre Organisation um die Einladungsdatei selbst oder um einen neuen Link.',
    es: 'Pida a su organización el archivo de invitación o un enlace nuevo.',
  },
  'This computer is enrolled with {organisation} already.': {
    de: 'Dieser Computer ist schon bei {organisation} angemeldet.',
    es: 'Este equipo ya está inscrito en {organisation}.',
  },
  'You need not do anything. To enrol anew, leave first, on the page Consent.': {
    de: 'Sie müssen nichts tun. Um sich neu anzumelden, verlassen Sie die Organisation zuerst auf der Seite „Einwilligung“.',
    es: 'No tiene que hacer nada. Para inscribirse de nuevo, deje antes la organización en la página «Consentimiento».',
  },
  'Nothing was changed. If it is to go elsewhere, leave first, on the page Consent; then accept the new enrolment, there or with “plainsight consent”.':
    {
      de: 'Nichts wurde geändert. Soll es anderswohin gehen, verlassen Sie die Organisation zuerst auf der Seite „Einwilligung“; nehmen Sie dann die neue Einladung an, dort oder mit „plainsight consent“.',
      es: 'No se ha cambiado nada. Si ha de ir a otro lugar, deje antes la organización en la página «Consentimiento»; después acepte la nueva invitación, allí o con «plainsight consent».',
    },
  'This enrolment is of {organisation} and would send what is recorded to bucket {bucket} at {host}.': {
    de: 'Diese Einladung ist von {organisation} und würde, was aufgezeichnet wird, in den Bucket {bucket} bei {host} senden.',
    es: 'Esta invitación es de {organisation} y enviaría lo que se registra al bucket {bucket} en {host}.',
  },
  'Now it goes to bucket {bucket} at {host}.': {
    de: 'Jetzt geht es in den Bucket {bucket} bei {host}.',
    es: 'Ahora va al bucket {bucket} en {host}.',
  },
  'That is where it goes now too.': {
    de: 'Dorthin geht es auch jetzt.',
    es: 'Es adonde va también ahora.',
  },
  'This computer was enrolled already, and the key to the bucket was renewed with this enrolment.': {
    de: 'Dieser Computer war schon angemeldet, und der Schlüssel zum Bucket wurde mit dieser Anmeldung erneuert.',
    es: 'Este equipo ya estaba inscrito, y la clave del bucket se ha renovado con esta inscripción.',
  },
  'You need not do anything. Delete the file or the message that it came in.': {
    de: 'Sie müssen nichts tun. Löschen Sie die Datei oder die Nachricht, in der sie kam.',
    es: 'No tiene que hacer nada. Borre el archivo o el mensaje en el que llegó.',
  },
  'This enrolment names a recovery key that the one which you accepted does not, so it does not take its place by itself.':
    {
      de: 'Diese Anmeldung nennt einen Wiederherstellungsschlüssel, den die von Ihnen angenommene nicht nennt; deshalb tritt sie nicht von selbst an deren Stelle.',
      es: 'Esta inscripción nombra una clave de recuperación que la que usted aceptó no nombra; por eso no ocupa su lugar por sí sola.',
    },
  'Leave first, on the page Consent; then read and accept this enrolment, there or with “plainsight consent”.': {
    de: 'Melden Sie sich zuerst ab, auf der Seite „Einwilligung“; dann lesen Sie diese Anmeldung und nehmen sie an, dort oder mit „plainsight consent“.',
    es: 'Primero dése de baja, en la página «Consentimiento»; después lea y acepte esta inscripción, allí o con «plainsight consent».',
  },
  'The credential for it is another one.': {
    de: 'Die Zugangsdaten dafür sind andere.',
    es: 'La credencial para ello es otra.',
  },
  'Where it goes now is shown once you have entered your passphrase.': {
    de: 'Wohin es jetzt geht, steht da, sobald Sie Ihre Passphrase eingegeben haben.',
    es: 'Adónde va ahora se muestra cuando haya introducido su frase de contraseña.',
  },
  'The enrolment of this computer names bucket {named} at {there}, and the one that was accepted named bucket {bucket} at {host}. So nothing is recorded or sent.':
    {
      de: 'Die Anmeldung dieses Computers nennt den Bucket {named} bei {there}, und die angenommene nannte den Bucket {bucket} bei {host}. Deshalb wird nichts aufgezeichnet oder gesendet.',
      es: 'La inscripción de este equipo nombra el bucket {named} en {there}, y la que se aceptó nombraba el bucket {bucket} en {host}. Por eso no se registra ni se envía nada.',
    },
  'What is kept on this computer was recorded under another enrolment, so nothing is recorded or sent.': {
    de: 'Was auf diesem Computer liegt, wurde unter einer anderen Anmeldung aufgezeichnet; deshalb wird nichts aufgezeichnet oder gesendet.',
    es: 'Lo que se guarda en este equipo se registró con otra inscripción, así que no se registra ni se envía nada.',
  },
  'Restore the whole folder from one backup; or move it aside and enrol this computer again.': {
    de: 'Stellen Sie den ganzen Ordner aus einer einzigen Sicherung wieder her; oder legen Sie ihn beiseite und melden Sie diesen Computer neu an.',
    es: 'Restaure toda la carpeta de una sola copia de seguridad; o apártela e inscriba de nuevo este equipo.',
  },
  'This computer belongs to another organisation already.': {
    de: 'Dieser Computer gehört schon zu einer anderen Organisation.',
    es: 'Este equipo ya pertenece a otra organización.',
  },
  'Leave that organisation first, on the page Consent; or ask who gave you this file whether it is for another computer.':
    {
      de: 'Verlassen Sie zuerst diese Organisation auf der Seite „Einwilligung“; oder fragen Sie, wer Ihnen die Datei gegeben hat, ob sie für einen anderen Computer ist.',
      es: 'Deje antes esa organización en la página «Consentimiento»; o pregunte a quien le dio este archivo si es para otro equipo.',
    },
  'This enrolment was made for somebody else than the person who is enrolled on this computer.': {
    de: 'Diese Einladung ist für jemand anderen als die Person, die auf diesem Computer angemeldet ist.',
    es: 'Esta invitación se hizo para alguien distinto de la persona inscrita en este equipo.',
  },
  'Use the file that was made for you, or an account of your own on this computer.': {
    de: 'Nehmen Sie die Datei, die für Sie ist, oder ein eigenes Konto auf diesem Computer.',
    es: 'Use el archivo que se hizo para usted, o una cuenta propia en este equipo.',
  },
  'This enrolment was used on this computer before; each is good once.': {
    de: 'Diese Einladung wurde auf diesem Computer schon benutzt; jede gilt nur einmal.',
    es: 'Esta invitación ya se usó en este equipo; cada una vale una sola vez.',
  },
  'This enrolment begins on {day}, which this computer’s clock says is still to come.': {
    de: 'Diese Einladung gilt ab {day}, und das liegt nach der Uhr dieses Computers noch in der Zukunft.',
    es: 'Esta invitación vale a partir del {day}, fecha que aún no ha llegado según el reloj de este equipo.',
  },
  'Check the date and time of this computer: its clock may be wrong. Then open the enrolment again.': {
    de: 'Prüfen Sie Datum und Uhrzeit dieses Computers: Seine Uhr könnte falsch gehen. Öffnen Sie dann die Einladung noch einmal.',
    es: 'Compruebe la fecha y la hora de este equipo: su reloj puede estar mal. Después, abra la invitación de nuevo.',
  },
  'This enrolment could be used until {day}.': {
    de: 'Diese Einladung galt bis {day}.',
    es: 'Esta invitación era válida hasta el {day}.',
  },
  'A name in this enrolment has characters in it that can hide what it says.': {
    de: 'Ein Name in dieser Einladung enthält Zeichen, die verbergen können, was er sagt.',
    es: 'Un nombre de esta invitación contiene caracteres que pueden ocultar lo que dice.',
  },
  'This enrolment ends before it begins.': {
    de: 'Diese Einladung endet, bevor sie beginnt.',
    es: 'Esta invitación termina antes de empezar.',
  },
  'This enrolment could be used for longer than 90 days, which is too long for a file that is a key.': {
    de: 'Diese Einladung wäre länger als 90 Tage gültig, und das ist zu lang für eine Datei, die ein Schlüssel ist.',
    es: 'Esta invitación sería válida más de 90 días, demasiado para un archivo que es una llave.',
  },
  'This is not an enrolment.': { de: 'Das ist keine Einladung.', es: 'Esto no es una invitación.' },
  'Open the file that ends with .plainsight, or the whole link, that your organisation gave you.': {
    de: 'Öffnen Sie die Datei, die auf .plainsight endet, oder den ganzen Link, den Ihre Organisation Ihnen gegeben hat.',
    es: 'Abra el archivo que termina en .plainsight, o el enlace entero, que le dio su organización.',
  },
  'This enrolment file is damaged: it cannot be read to its end.': {
    de: 'Diese Einladungsdatei ist beschädigt: Sie lässt sich nicht bis zum Ende lesen.',
    es: 'Este archivo de invitación está dañado: no se puede leer hasta el final.',
  },
  'Download or copy it again; else ask your organisation for a new one.': {
    de: 'Laden oder kopieren Sie sie noch einmal; sonst bitten Sie Ihre Organisation um eine neue.',
    es: 'Descárguelo o cópielo otra vez; si no, pida uno nuevo a su organización.',
  },
  'This enrolment is not signed, so nobody can say who made it.': {
    de: 'Diese Einladung ist nicht signiert; niemand kann deshalb sagen, von wem sie ist.',
    es: 'Esta invitación no está firmada, así que nadie puede decir quién la hizo.',
  },
  'Ask your organisation for the signed file (plainsight org enrol).': {
    de: 'Bitten Sie Ihre Organisation um die signierte Datei (plainsight org enrol).',
    es: 'Pida a su organización el archivo firmado (plainsight org enrol).',
  },
  'This file has a form that no enrolment has and that can do harm, so nothing of it was taken.': {
    de: 'Diese Datei hat eine Form, die keine Einladung hat und die schaden kann; nichts davon wurde übernommen.',
    es: 'Este archivo tiene una forma que no tiene ninguna invitación y que puede hacer daño; no se ha tomado nada de él.',
  },
  'Tell your organisation where you got it from, and ask for a new enrolment file.': {
    de: 'Sagen Sie Ihrer Organisation, woher Sie die Datei haben, und bitten Sie um eine neue.',
    es: 'Diga a su organización de dónde lo obtuvo y pida un nuevo archivo de invitación.',
  },
  'This enrolment was changed after it was signed, or was signed by somebody else than the organisation that it names.':
    {
      de: 'Diese Einladung wurde nach dem Signieren verändert, oder jemand anderes als die genannte Organisation hat sie signiert.',
      es: 'Esta invitación se cambió después de firmarla, o la firmó alguien distinto de la organización que nombra.',
    },
  'Do not use it. Ask your organisation for a new enrolment file, by another way than the one by which this came.': {
    de: 'Benutzen Sie sie nicht. Bitten Sie Ihre Organisation um eine neue Einladungsdatei, auf einem anderen Weg als dem, auf dem diese kam.',
    es: 'No la use. Pida a su organización un nuevo archivo de invitación por una vía distinta de aquella por la que llegó este.',
  },
  'The enrolment cannot be understood ({field}).': {
    de: 'Die Einladung ist nicht verständlich ({field}).',
    es: 'La invitación no se entiende ({field}).',
  },
  'Enrolment ends here, because it is for people of {age} years or over.': {
    de: 'Die Anmeldung endet hier, weil sie für Menschen ab {age} Jahren ist.',
    es: 'La inscripción termina aquí, porque es para personas de {age} años o más.',
  },
  'Nothing was kept or recorded. Tell your organisation that you cannot be enrolled.': {
    de: 'Nichts wurde aufbewahrt oder aufgezeichnet. Sagen Sie Ihrer Organisation, dass Sie nicht angemeldet werden können.',
    es: 'No se ha guardado ni registrado nada. Diga a su organización que no puede inscribirse.',
  },
  'This enrolment is no longer open.': {
    de: 'Diese Einladung ist nicht mehr geöffnet.',
    es: 'Esta invitación ya no está abierta.',
  },
  'Open the file or link again.': {
    de: 'Öffnen Sie die Datei oder den Link noch einmal.',
    es: 'Abra de nuevo el archivo o el enlace.',
  },
  'Your answer is being kept at this moment.': {
    de: 'Ihre Antwort wird in diesem Moment gesichert.',
    es: 'Su respuesta se está guardando en este momento.',
  },
  'Wait until it is done.': { de: 'Warten Sie, bis das fertig ist.', es: 'Espere a que termine.' },
  'This link is not an enrolment: those begin with plainsight://enrol?d=.': {
    de: 'Dieser Link ist keine Einladung: Solche beginnen mit plainsight://enrol?d=.',
    es: 'Este enlace no es una invitación: esas empiezan por plainsight://enrol?d=.',
  },
  'This link holds something else than one enrolment, so none of it is taken.': {
    de: 'Dieser Link enthält etwas anderes als genau eine Einladung; nichts davon wird übernommen.',
    es: 'Este enlace contiene algo que no es una única invitación; no se toma nada de él.',
  },
  'This link has characters in it that no enrolment has.': {
    de: 'Dieser Link enthält Zeichen, die keine Einladung hat.',
    es: 'Este enlace contiene caracteres que no tiene ninguna invitación.',
  },
  'This link is not whole: a part of it was lost or changed on the way.': {
    de: 'Dieser Link ist nicht vollständig: Ein Teil ging unterwegs verloren oder wurde verändert.',
    es: 'Este enlace no está entero: una parte se perdió o cambió por el camino.',
  },
  'Copy it again from beginning to end, or ask your organisation for the enrolment file itself.': {
    de: 'Kopieren Sie ihn noch einmal von Anfang bis Ende, oder bitten Sie Ihre Organisation um die Einladungsdatei selbst.',
    es: 'Cópielo otra vez de principio a fin, o pida a su organización el archivo de invitación.',
  },
  'This is longer than any enrolment, so it was not read.': {
    de: 'Das ist länger als jede Einladung und wurde deshalb nicht gelesen.',
    es: 'Esto es más largo que cualquier invitación, así que no se ha leído.',
  },
  'Check that you opened the right file; else ask your organisation for a new enrolment file.': {
    de: 'Prüfen Sie, ob es die richtige Datei ist; sonst bitten Sie Ihre Organisation um eine neue Einladungsdatei.',
    es: 'Compruebe que abrió el archivo correcto; si no, pida a su organización un nuevo archivo de invitación.',
  },
  'Check that it is still there, copy it to your own folder, and open it again.': {
    de: 'Prüfen Sie, ob sie noch da ist, kopieren Sie sie in Ihren eigenen Ordner und öffnen Sie sie noch einmal.',
    es: 'Compruebe que sigue ahí, cópielo en su carpeta y ábralo de nuevo.',
  },
  'Ask your organisation for it again.': {
    de: 'Bitten Sie Ihre Organisation noch einmal darum.',
    es: 'Pídaselo de nuevo a su organización.',
  },
  'Nobody is enrolled on this computer.': {
    de: 'Auf diesem Computer ist niemand angemeldet.',
    es: 'Nadie está inscrito en este equipo.',
  },
  'Open the enrolment file or link that your organisation gave you.': {
    de: 'Öffnen Sie die Einladungsdatei oder den Link, den Ihre Organisation Ihnen gegeben hat.',
    es: 'Abra el archivo de invitación o el enlace que le dio su organización.',
  },
  'The organisation’s settings are not signed with its key.': {
    de: 'Die Einstellungen der Organisation sind nicht mit ihrem Schlüssel signiert.',
    es: 'Los ajustes de la organización no están firmados con su clave.',
  },
  'Nothing is taken from them. Ask your organisation whether its key has changed.': {
    de: 'Nichts davon wird übernommen. Fragen Sie Ihre Organisation, ob sich ihr Schlüssel geändert hat.',
    es: 'No se toma nada de ellos. Pregunte a su organización si ha cambiado su clave.',
  },
  'The organisation’s settings cannot be understood ({field}).': {
    de: 'Die Einstellungen der Organisation sind nicht verständlich ({field}).',
    es: 'Los ajustes de la organización no se entienden ({field}).',
  },
  'Update Plainsight, or ask your organisation to correct them.': {
    de: 'Aktualisieren Sie Plainsight, oder bitten Sie Ihre Organisation, sie zu berichtigen.',
    es: 'Actualice Plainsight, o pida a su organización que los corrija.',
  },
  'This enrolment was made for another computer: its device is not the one of the keys here.': {
    de: 'Diese Einladung wurde für einen anderen Computer gemacht: Ihr Gerät ist nicht das der Schlüssel hier.',
    es: 'Esta invitación se hizo para otro equipo: su dispositivo no es el de las claves de aquí.',
  },
  'Use the file that was made for this computer, or ask your organisation for one.': {
    de: 'Verwenden Sie die Datei, die für diesen Computer gemacht wurde, oder bitten Sie Ihre Organisation um eine.',
    es: 'Use el archivo que se hizo para este equipo, o pida uno a su organización.',
  },
  'This enrolment was used on another computer, so nothing is sent from this one.': {
    de: 'Diese Einladung wurde auf einem anderen Computer verwendet, deshalb wird von diesem nichts gesendet.',
    es: 'Esta invitación se usó en otro equipo, así que desde este no se envía nada.',
  },
  'Tell your administrator. What is recorded stays on this computer; to send it, this computer has to be enrolled with a file of its own.':
    {
      de: 'Sagen Sie es Ihrer Verwaltung. Was aufgezeichnet wird, bleibt auf diesem Computer; zum Senden muss er mit einer eigenen Datei angemeldet werden.',
      es: 'Dígaselo a su administrador. Lo que se registra queda en este equipo; para enviarlo hay que inscribirlo con un archivo propio.',
    },
};
