import type { Sentences } from './sentences.ts';

/** What goes wrong for somebody who looks at another person's days. */
export const viewingSentences: Sentences = {
  'Your answer could not be kept, so nobody sees it.': {
    de: 'Ihre Antwort konnte nicht gesichert werden, deshalb sieht sie niemand.',
    es: 'No se ha podido guardar su respuesta, así que nadie la ve.',
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
  'What lies in the bucket of this day was too much for the process that reads it, so that nothing of it is shown.': {
    de: 'Was von diesem Tag im Bucket liegt, war zu viel für den Prozess, der es liest, deshalb wird nichts davon gezeigt.',
    es: 'Lo que hay de este día en el bucket fue demasiado para el proceso que lo lee, así que no se muestra nada.',
  },
  'Other days are not affected. Ask whoever runs the bucket who put it there.': {
    de: 'Andere Tage sind nicht betroffen. Fragen Sie, wer den Bucket betreibt, wer es dort abgelegt hat.',
    es: 'Los demás días no se ven afectados. Pregunte a quien gestiona el bucket quién lo puso allí.',
  },
  'This day holds more than can be shown.': {
    de: 'Dieser Tag enthält mehr, als gezeigt werden kann.',
    es: 'Este día contiene más de lo que se puede mostrar.',
  },
  'This day holds more than can be shown: it is shown up to {time}.': {
    de: 'Dieser Tag enthält mehr, als gezeigt werden kann: Er wird bis {time} gezeigt.',
    es: 'Este día contiene más de lo que se puede mostrar: se muestra hasta las {time}.',
  },
  'No day of work is as large: ask whoever looks after that computer what happened there.': {
    de: 'Kein Arbeitstag ist so groß: Fragen Sie, wer diesen Computer betreut, was dort geschehen ist.',
    es: 'Ningún día de trabajo es tan grande: pregunte a quien cuida de ese equipo qué pasó allí.',
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
  'The device {device} is one that nobody confirmed.': {
    de: 'Das Gerät {device} hat niemand bestätigt.',
    es: 'El dispositivo {device} no lo ha confirmado nadie.',
  },
  'Nothing of it is opened or counted. Ask the administrator of your organisation to find out from the person whether it is theirs.':
    {
      de: 'Nichts davon wird geöffnet oder gezählt. Bitten Sie die Verwaltung Ihrer Organisation, bei der Person zu klären, ob es ihres ist.',
      es: 'No se abre ni se cuenta nada suyo. Pida al administrador de su organización que averigüe con la persona si es suyo.',
    },
  'No computer of this person is confirmed yet, so nothing of theirs is shown: nobody there could read that you looked.':
    {
      de: 'Noch ist kein Computer dieser Person bestätigt, deshalb wird nichts von ihr gezeigt: Niemand könnte dort lesen, dass Sie nachgesehen haben.',
      es: 'Aún no está confirmado ningún equipo de esta persona, así que no se muestra nada suyo: nadie podría leer allí su consulta.',
    },
  'Ask the administrator of your organisation to confirm it (plainsight org confirm).': {
    de: 'Bitten Sie die Verwaltung Ihrer Organisation, ihn zu bestätigen (plainsight org confirm).',
    es: 'Pida al administrador de su organización que lo confirme (plainsight org confirm).',
  },
  'Your view could not be recorded, so nothing is shown.': {
    de: 'Ihr Nachsehen konnte nicht vermerkt werden, deshalb wird nichts gezeigt.',
    es: 'No se ha podido dejar constancia de su consulta, así que no se muestra nada.',
  },
  'The key of this day is missing from the bucket, so that nobody can open it.': {
    de: 'Der Schlüssel dieses Tages fehlt im Speicher, sodass niemand ihn öffnen kann.',
    es: 'Falta en el almacén la clave de este día, así que nadie puede abrirlo.',
  },
  'If it was not destroyed on purpose, ask whoever runs the bucket what happened to it.': {
    de: 'Wenn er nicht absichtlich vernichtet wurde, fragen Sie, wer den Speicher betreibt, was mit ihm geschehen ist.',
    es: 'Si no se destruyó a propósito, pregunte a quien gestiona el almacén qué ha pasado con ella.',
  },
  'The key of this day is not the one that its device made, so that the day does not open.': {
    de: 'Der Schlüssel dieses Tages ist nicht der, den sein Gerät gemacht hat, sodass sich der Tag nicht öffnet.',
    es: 'La clave de este día no es la que hizo su dispositivo, así que el día no se abre.',
  },
  'Ask whoever runs the bucket what happened to it.': {
    de: 'Fragen Sie, wer den Speicher betreibt, was mit ihm geschehen ist.',
    es: 'Pregunte a quien gestiona el almacén qué ha pasado con ella.',
  },
  'You have no access to this person.': {
    de: 'Sie haben keinen Zugang zu dieser Person.',
    es: 'Usted no tiene acceso a esta persona.',
  },
  'There is no list of the people whose days you may open.': {
    de: 'Es gibt keine Liste der Personen, deren Tage Sie öffnen dürfen.',
    es: 'No hay ninguna lista de las personas cuyos días puede abrir.',
  },
  'Ask the administrator of your organisation to give you access; if you had it, ask whoever runs the bucket what happened to it.':
    {
      de: 'Bitten Sie die Verwaltung Ihrer Organisation um Zugang; wenn Sie ihn hatten, fragen Sie, wer den Speicher betreibt, was damit geschehen ist.',
      es: 'Pida acceso al administrador de su organización; si ya lo tenía, pregunte a quien gestiona el almacén qué ha pasado.',
    },
  'The list of the people whose days you may open was not made for you by your organisation.': {
    de: 'Die Liste der Personen, deren Tage Sie öffnen dürfen, hat nicht Ihre Organisation für Sie gemacht.',
    es: 'La lista de las personas cuyos días puede abrir no la hizo su organización para usted.',
  },
  'Nothing is shown. Ask whoever runs the bucket who put it there.': {
    de: 'Es wird nichts gezeigt. Fragen Sie, wer den Speicher betreibt, wer sie dorthin gelegt hat.',
    es: 'No se muestra nada. Pregunte a quien gestiona el almacén quién la puso allí.',
  },
  'The list of the people whose days you may open is an earlier one than was there before.': {
    de: 'Die Liste der Personen, deren Tage Sie öffnen dürfen, ist eine frühere als die, die vorher da war.',
    es: 'La lista de las personas cuyos días puede abrir es anterior a la que había antes.',
  },
  'Nothing is shown. Ask whoever runs the bucket why it was put back.': {
    de: 'Es wird nichts gezeigt. Fragen Sie, wer den Speicher betreibt, warum sie zurückgesetzt wurde.',
    es: 'No se muestra nada. Pregunte a quien gestiona el almacén por qué se volvió a poner.',
  },
  'The organisation’s settings are not signed with its key.': {
    de: 'Die Einstellungen der Organisation sind nicht mit ihrem Schlüssel signiert.',
    es: 'Los ajustes de la organización no están firmados con su clave.',
  },
  'Ask whoever runs the bucket who changed them.': {
    de: 'Fragen Sie, wer den Speicher betreibt, wer sie geändert hat.',
    es: 'Pregunte a quien gestiona el almacén quién los cambió.',
  },
  'The organisation’s settings are earlier ones than were there before.': {
    de: 'Die Einstellungen der Organisation sind frühere als die, die vorher da waren.',
    es: 'Los ajustes de la organización son anteriores a los que había antes.',
  },
  'Ask whoever runs the bucket why they were put back.': {
    de: 'Fragen Sie, wer den Speicher betreibt, warum sie zurückgesetzt wurden.',
    es: 'Pregunte a quien gestiona el almacén por qué se volvieron a poner.',
  },
  'What the computer of {name} wrote last is not what it wrote.': {
    de: 'Was zuletzt vom Computer von {name} kam, ist nicht, was er geschrieben hat.',
    es: 'Lo último que hay del equipo de {name} no es lo que escribió.',
  },
  'What the computer of {name} wrote last is an earlier one than was there before.': {
    de: 'Was zuletzt vom Computer von {name} kam, ist älter als das, was vorher da war.',
    es: 'Lo último que hay del equipo de {name} es anterior a lo que había antes.',
  },
  'It is not shown. Ask whoever runs the bucket what happened to it.': {
    de: 'Es wird nicht gezeigt. Fragen Sie, wer den Speicher betreibt, was damit geschehen ist.',
    es: 'No se muestra. Pregunte a quien gestiona el almacén qué ha pasado con ello.',
  },
  'The sums of {day} are missing from the bucket.': {
    de: 'Die Summen vom {day} fehlen im Speicher.',
    es: 'Las sumas del {day} faltan en el almacén.',
  },
  'Open the day itself: it says what of it is there.': {
    de: 'Öffnen Sie den Tag selbst: Er sagt, was von ihm da ist.',
    es: 'Abra el día mismo: dice qué hay de él.',
  },
  'The sums of {day} are not what the device wrote.': {
    de: 'Die Summen vom {day} sind nicht, was das Gerät geschrieben hat.',
    es: 'Las sumas del {day} no son las que escribió el dispositivo.',
  },
  'They count nowhere. Open the day itself, and ask whoever runs the bucket what happened to them.': {
    de: 'Sie zählen nirgends. Öffnen Sie den Tag selbst, und fragen Sie, wer den Speicher betreibt, was damit geschehen ist.',
    es: 'No cuentan en ningún sitio. Abra el día mismo y pregunte a quien gestiona el almacén qué ha pasado con ellas.',
  },
  'The key that was to stay open on this computer could not be removed from it.': {
    de: 'Der Schlüssel, der auf diesem Computer offen bleiben sollte, ließ sich nicht von ihm entfernen.',
    es: 'La clave que debía quedar abierta en este equipo no se ha podido eliminar de él.',
  },
  'Remove the file viewer-key from the data folder of Plainsight, or try again.': {
    de: 'Entfernen Sie die Datei viewer-key aus dem Datenordner von Plainsight, oder versuchen Sie es noch einmal.',
    es: 'Elimine el archivo viewer-key de la carpeta de datos de Plainsight o inténtelo de nuevo.',
  },
  'The key could not be kept on this computer’s disk.': {
    de: 'Der Schlüssel konnte nicht auf der Festplatte dieses Computers gesichert werden.',
    es: 'La clave no se ha podido guardar en el disco de este equipo.',
  },
  'Free some space and try again, or open your key without letting it stay open.': {
    de: 'Schaffen Sie Platz und versuchen Sie es noch einmal, oder öffnen Sie Ihren Schlüssel, ohne dass er offen bleibt.',
    es: 'Libere espacio e inténtelo de nuevo, o abra su clave sin dejarla abierta.',
  },
  'Who else may read an answer is not signed by your organisation.': {
    de: 'Wer eine Antwort noch lesen darf, ist nicht von Ihrer Organisation signiert.',
    es: 'Quién más puede leer una respuesta no está firmado por su organización.',
  },
  'Nothing was sent. Ask whoever runs the bucket who changed it.': {
    de: 'Es wurde nichts gesendet. Fragen Sie, wer den Speicher betreibt, wer das geändert hat.',
    es: 'No se ha enviado nada. Pregunte a quien gestiona el almacén quién lo cambió.',
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
  '{name} is a device that nobody confirmed: nothing of it is opened or counted, and nothing is sealed to it.': {
    de: '{name} ist ein Gerät, das niemand bestätigt hat: Nichts davon wird geöffnet oder gezählt, und nichts wird dafür versiegelt.',
    es: '{name} es un dispositivo que nadie confirmó: no se abre ni se cuenta nada suyo, y nada se sella para él.',
  },
  '{name} is an earlier one than the device wrote last.': {
    de: '{name} ist ein früherer Stand als der, den das Gerät zuletzt geschrieben hat.',
    es: '{name} es anterior a lo último que escribió el dispositivo.',
  },
};
