import type { Sentences } from './sentences.ts';

/** What goes wrong for somebody who looks at another person's days. */
export const viewingSentences: Sentences = {
  'Your answer could not be kept, so nobody sees it.': {
    de: 'Ihre Antwort konnte nicht gesichert werden, deshalb sieht sie niemand.',
    es: 'No se ha podido guardar su respuesta, así que nadie la ve.',
  },
  'The organisation’s settings are not signed with its key, so it is not known who else may read an answer.': {
    de: 'Die Einstellungen der Organisation sind nicht mit ihrem Schlüssel signiert, deshalb ist nicht bekannt, wer eine Antwort noch lesen darf.',
    es: 'Los ajustes de la organización no están firmados con su clave, así que no se sabe quién más puede leer una respuesta.',
  },
  'Nothing was sent. Ask whoever runs the bucket who changed them.': {
    de: 'Es wurde nichts gesendet. Fragen Sie, wer den Speicher betreibt, wer sie geändert hat.',
    es: 'No se ha enviado nada. Pregunte a quien gestiona el almacén quién los cambió.',
  },
  'Your key is locked.': { de: 'Ihr Schlüssel ist gesperrt.', es: 'Su clave está bloqueada.' },
  'This passphrase does not open your key.': {
    de: 'Diese Passphrase öffnet Ihren Schlüssel nicht.',
    es: 'Esta frase de contraseña no abre su clave.',
  },
  'Nothing was recorded on {day}.': {
    de: 'Am {day} wurde nichts aufgezeichnet.',
    es: 'El {day} no se registró nada.',
  },
  'Choose another day.': { de: 'Wählen Sie einen anderen Tag.', es: 'Elija otro día.' },
  'This day is not open.': { de: 'Dieser Tag ist nicht geöffnet.', es: 'Este día no está abierto.' },
  'Open the day again.': { de: 'Öffnen Sie den Tag noch einmal.', es: 'Abra el día de nuevo.' },
  'This entry is not on a day that is open, or it needs no answer.': {
    de: 'Dieser Eintrag gehört zu keinem geöffneten Tag, oder er braucht keine Antwort.',
    es: 'Esta anotación no está en ningún día abierto, o no necesita respuesta.',
  },
  'Open the day again: the person may have changed it meanwhile.': {
    de: 'Öffnen Sie den Tag noch einmal: Die Person hat ihn vielleicht inzwischen geändert.',
    es: 'Abra el día de nuevo: puede que la persona lo haya cambiado entretanto.',
  },
  'This picture is not in the day’s chain.': {
    de: 'Dieses Bild ist nicht in der Kette des Tages.',
    es: 'Esta captura no está en la cadena del día.',
  },
  'It has not been uploaded yet: open the day again later.': {
    de: 'Es wurde noch nicht hochgeladen: Öffnen Sie den Tag später noch einmal.',
    es: 'Aún no se ha subido: abra el día de nuevo más tarde.',
  },
  'This picture cannot be opened.': {
    de: 'Dieses Bild lässt sich nicht öffnen.',
    es: 'No se puede abrir esta captura.',
  },
  'It is not shown. Ask whoever runs the bucket what happened to it.': {
    de: 'Es wird nicht gezeigt. Fragen Sie, wer den Speicher betreibt, was damit geschehen ist.',
    es: 'No se muestra. Pregunte a quien gestiona el almacén qué ha pasado con ella.',
  },
  'You have no access to this day.': {
    de: 'Sie haben keinen Zugang zu diesem Tag.',
    es: 'Usted no tiene acceso a este día.',
  },
  'Ask the administrator of your organisation for access.': {
    de: 'Bitten Sie die Verwaltung Ihrer Organisation um Zugang.',
    es: 'Pida acceso al administrador de su organización.',
  },
  'The card of {person} is not signed by your organisation.': {
    de: 'Die Karte von {person} ist nicht von Ihrer Organisation signiert.',
    es: 'La ficha de {person} no está firmada por su organización.',
  },
  'Nothing of this person is shown. Ask whoever runs the bucket who put it there.': {
    de: 'Von dieser Person wird nichts gezeigt. Fragen Sie, wer den Speicher betreibt, wer das dorthin gelegt hat.',
    es: 'No se muestra nada de esta persona. Pregunte a quien gestiona el almacén quién la puso allí.',
  },
  'The device {device} is not one that this person enrolled.': {
    de: 'Das Gerät {device} hat diese Person nicht angemeldet.',
    es: 'El dispositivo {device} no lo inscribió esta persona.',
  },
  'Nothing of it is shown. Ask whoever runs the bucket who put it there.': {
    de: 'Von ihm wird nichts gezeigt. Fragen Sie, wer den Speicher betreibt, wer es dorthin gelegt hat.',
    es: 'No se muestra nada de él. Pregunte a quien gestiona el almacén quién lo puso allí.',
  },
  'Your view could not be recorded, so the day is not shown.': {
    de: 'Ihr Nachsehen konnte nicht vermerkt werden, deshalb wird der Tag nicht gezeigt.',
    es: 'No se ha podido dejar constancia de su consulta, así que el día no se muestra.',
  },
  'The viewer’s file cannot be understood ({field}).': {
    de: 'Die Datei der nachsehenden Person ist nicht verständlich ({field}).',
    es: 'El archivo de quien consulta no se entiende ({field}).',
  },
  'Ask the administrator of your organisation for a new one.': {
    de: 'Bitten Sie die Verwaltung Ihrer Organisation um eine neue.',
    es: 'Pida uno nuevo al administrador de su organización.',
  },
  '{name} is missing from the bucket.': {
    de: '{name} fehlt im Speicher.',
    es: '{name} falta en el almacén.',
  },
  '{name} is not what the device sealed: it was altered or cut short.': {
    de: '{name} ist nicht, was das Gerät versiegelt hat: Es wurde verändert oder abgeschnitten.',
    es: '{name} no es lo que selló el dispositivo: se alteró o se cortó.',
  },
  '{name} was put there by somebody else than the device: the chain does not know it.': {
    de: '{name} stammt nicht vom Gerät: Die Kette kennt es nicht.',
    es: '{name} lo puso alguien que no es el dispositivo: la cadena no lo conoce.',
  },
  '{name} is not in the place that the chain gives it.': {
    de: '{name} steht nicht an dem Platz, den die Kette angibt.',
    es: '{name} no está en el lugar que le da la cadena.',
  },
  '{name} is not signed by the device.': {
    de: '{name} ist nicht vom Gerät signiert.',
    es: '{name} no está firmado por el dispositivo.',
  },
  '{name} belongs to another day, device or person.': {
    de: '{name} gehört zu einem anderen Tag, Gerät oder Menschen.',
    es: '{name} pertenece a otro día, dispositivo o persona.',
  },
};
