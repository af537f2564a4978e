import { defineMessages } from '../define.ts';

/** The page Who looked. */
export const accessLogMessages = defineMessages({
  en: {
    title: 'Who looked',
    'as-of': 'As of {time}',
    again: 'Ask again',
    asking: 'Asking who looked…',
    'asking-slow': 'The bucket is taking longer than usual to answer. Still asking…',
    nobody: 'Nobody has looked at your days.',
    answer:
      '{people, plural, one {# person} other {# people}} looked at your days, {looks, plural, one {once} other {# times}} in all. Last: {when}.',
    'answer-list': 'In the list of people it was seen {count, plural, one {once} other {# times}} when you were there.',
    'nobody-opened': 'Nobody has opened your days.',
    reading: '{read} of {total} receipts read…',
    unknown: 'We do not know who looked.',
    how: 'Whoever opens one of your days, reads sums of them, searches them or exports them leaves a receipt before they see anything. Only you can read it.',
    caption: 'Who looked at your days, newest first',
    when: 'When',
    who: 'Who',
    what: 'What',
    'look-day': 'Opened your day {days}',
    'look-period': 'Saw the sums of {days}',
    'look-search': 'Searched {days} for “{detail}”',
    'look-export': 'Exported {days} as {detail}',
    'look-presence': 'Saw in the list when you were there, {days}',
    'look-team': 'Counted you in the team report of {detail}, {days}',
    'kind-day': 'Opened a day',
    'kind-period': 'Sums',
    'kind-search': 'Search',
    'kind-export': 'Exported',
    'kind-presence': 'In the list',
    'kind-team': 'Team report',
    'filter-kind': 'What',
    'kind-looks': 'All but the list',
    'kind-count': '{name} ({count})',
    clock: 'their clock said {when}',
    'every-kind': 'Everything',
    why: 'Why',
    'no-reason': 'No reason given',
    'no-reason-asked': 'None is asked for',
    'open-day': 'Open {day} in My data',
    more: 'Show older ({count} more)',
    'unread-foreign':
      '{count, plural, one {# object is not a receipt of a viewer of your organisation.} other {# objects are not receipts of viewers of your organisation.}}',
    'unread-copy':
      '{count, plural, one {# copy of a receipt was not counted.} other {# copies of receipts were not counted.}}',
    'unread-too-large':
      '{count, plural, one {# object is too large for a receipt.} other {# objects are too large for receipts.}}',
    'unread-missing':
      '{count, plural, one {# receipt was listed and is gone.} other {# receipts were listed and are gone.}}',
    'unread-refused':
      '{count, plural, one {The bucket does not give out # receipt.} other {The bucket does not give out # receipts.}}',
    'unread-silent':
      '{count, plural, one {The bucket did not answer in time for # receipt.} other {The bucket did not answer in time for # receipts.}}',
    'unread-by':
      '{count, plural, one {# of these lies} other {# of these lie}} where only {name} leaves receipts: ask your organisation why.',
    'unread-by-nobody':
      '{count, plural, one {# of these lies} other {# of these lie}} where nobody leaves receipts whose name is known here.',
    overfull:
      'More than {most, number} receipts of {name} are in the bucket: not all of their looks are shown, only those that this computer had read before. Ask your organisation why.',
    'overfull-nobody':
      'More than {most, number} receipts of somebody whose name is not known here are in the bucket: none of them is shown. Ask your organisation why.',
    gone: '{count, plural, one {# look is no longer in the bucket. This computer keeps it.} other {# looks are no longer in the bucket. This computer keeps them.}}',
    'filter-who': 'By whom',
    'filter-day': 'Which day',
    everyone: 'Everyone',
    filtered: '{count, plural, =0 {No look} one {# look} other {# looks}} of {all}',
  },
  de: {
    title: 'Wer nachgesehen hat',
    'as-of': 'Stand {time}',
    again: 'Erneut fragen',
    asking: 'Es wird gefragt, wer nachgesehen hat …',
    'asking-slow': 'Der Speicher braucht länger als sonst, um zu antworten. Wir fragen noch …',
    nobody: 'Niemand hat Ihre Tage angesehen.',
    answer:
      '{people, plural, one {# Person hat} other {# Personen haben}} Ihre Tage angesehen, insgesamt {looks, plural, one {einmal} other {#-mal}}. Zuletzt: {when}.',
    'answer-list': 'In der Liste wurde {count, plural, one {einmal} other {#-mal}} gesehen, wann Sie da waren.',
    'nobody-opened': 'Niemand hat Ihre Tage geöffnet.',
    reading: '{read} von {total} Belegen gelesen …',
    unknown: 'Wir wissen nicht, wer nachgesehen hat.',
    how: 'Wer einen Ihrer Tage öffnet, Summen davon liest, sie durchsucht oder exportiert, hinterlässt vorher einen Beleg. Nur Sie können ihn lesen.',
    caption: 'Wer Ihre Tage angesehen hat, Neuestes zuerst',
    when: 'Wann',
    who: 'Wer',
    what: 'Was',
    'look-day': 'Hat Ihren Tag {days} geöffnet',
    'look-period': 'Hat die Summen von {days} gesehen',
    'look-search': 'Hat {days} nach „{detail}“ durchsucht',
    'look-export': 'Hat {days} als {detail} exportiert',
    'look-presence': 'Hat in der Liste gesehen, wann Sie da waren, {days}',
    'look-team': 'Hat Sie im Teambericht von {detail} mitgezählt, {days}',
    'kind-day': 'Tag geöffnet',
    'kind-period': 'Summen',
    'kind-search': 'Suche',
    'kind-export': 'Exportiert',
    'kind-presence': 'In der Liste',
    'kind-team': 'Teambericht',
    'filter-kind': 'Was',
    'kind-looks': 'Alles außer der Liste',
    'kind-count': '{name} ({count})',
    clock: 'die Uhr dort sagte {when}',
    'every-kind': 'Alles',
    why: 'Warum',
    'no-reason': 'Kein Grund angegeben',
    'no-reason-asked': 'Danach wird nicht gefragt',
    'open-day': '{day} unter „Meine Daten“ öffnen',
    more: 'Ältere zeigen (noch {count})',
    'unread-foreign':
      '{count, plural, one {# Objekt ist kein Beleg von jemandem aus Ihrer Organisation.} other {# Objekte sind keine Belege von jemandem aus Ihrer Organisation.}}',
    'unread-copy':
      '{count, plural, one {# Kopie eines Belegs wurde nicht gezählt.} other {# Kopien von Belegen wurden nicht gezählt.}}',
    'unread-too-large':
      '{count, plural, one {# Objekt ist zu groß für einen Beleg.} other {# Objekte sind zu groß für Belege.}}',
    'unread-missing':
      '{count, plural, one {# Beleg war aufgeführt und ist weg.} other {# Belege waren aufgeführt und sind weg.}}',
    'unread-refused':
      '{count, plural, one {# Beleg gibt der Speicher nicht heraus.} other {# Belege gibt der Speicher nicht heraus.}}',
    'unread-silent':
      '{count, plural, one {Zu # Beleg kam keine rechtzeitige Antwort.} other {Zu # Belegen kam keine rechtzeitige Antwort.}}',
    'unread-by':
      '{count, plural, one {# davon liegt} other {# davon liegen}} dort, wo nur {name} Belege hinterlässt: Fragen Sie Ihre Organisation, warum.',
    'unread-by-nobody':
      '{count, plural, one {# davon liegt} other {# davon liegen}} dort, wo niemand Belege hinterlässt, dessen Name hier bekannt ist.',
    overfull:
      'Im Speicher liegen mehr als {most, number} Belege von {name}: Es wird nicht alles gezeigt, was diese Person angesehen hat, nur was dieser Computer schon gelesen hatte. Fragen Sie Ihre Organisation, warum.',
    'overfull-nobody':
      'Im Speicher liegen mehr als {most, number} Belege von jemandem, dessen Name hier nicht bekannt ist: Keiner davon wird gezeigt. Fragen Sie Ihre Organisation, warum.',
    gone: '{count, plural, one {# Mal liegt nicht mehr im Speicher. Dieser Computer behält es.} other {# Mal liegen nicht mehr im Speicher. Dieser Computer behält sie.}}',
    'filter-who': 'Von wem',
    'filter-day': 'Welcher Tag',
    everyone: 'Alle',
    filtered: '{count, plural, =0 {Kein Mal} other {# Mal}} von {all}',
  },
  es: {
    title: 'Quién ha mirado',
    'as-of': 'A las {time}',
    again: 'Preguntar de nuevo',
    asking: 'Preguntando quién ha mirado…',
    'asking-slow': 'El almacén tarda más de lo habitual en responder. Seguimos preguntando…',
    nobody: 'Nadie ha mirado sus días.',
    answer:
      '{people, plural, one {# persona ha mirado} other {# personas han mirado}} sus días, {looks, plural, one {una vez} other {# veces}} en total. La última: {when}.',
    'answer-list': 'En la lista se vio {count, plural, one {una vez} other {# veces}} cuándo estaba usted.',
    'nobody-opened': 'Nadie ha abierto sus días.',
    reading: '{read} de {total} recibos leídos…',
    unknown: 'No sabemos quién ha mirado.',
    how: 'Quien abre uno de sus días, lee sus sumas, busca en ellos o los exporta deja antes un recibo. Solo usted puede leerlo.',
    caption: 'Quién ha mirado sus días, lo más reciente primero',
    when: 'Cuándo',
    who: 'Quién',
    what: 'Qué',
    'look-day': 'Abrió su día {days}',
    'look-period': 'Vio las sumas de {days}',
    'look-search': 'Buscó «{detail}» en {days}',
    'look-export': 'Exportó {days} como {detail}',
    'look-presence': 'Vio en la lista cuándo estaba usted, {days}',
    'look-team': 'Le contó en el informe del equipo {detail}, {days}',
    'kind-day': 'Día abierto',
    'kind-period': 'Sumas',
    'kind-search': 'Búsqueda',
    'kind-export': 'Exportado',
    'kind-presence': 'En la lista',
    'kind-team': 'Informe de equipo',
    'filter-kind': 'Qué',
    'kind-looks': 'Todo menos la lista',
    'kind-count': '{name} ({count})',
    clock: 'su reloj decía {when}',
    'every-kind': 'Todo',
    why: 'Por qué',
    'no-reason': 'Sin motivo indicado',
    'no-reason-asked': 'No se pide',
    'open-day': 'Abrir {day} en «Mis datos»',
    more: 'Mostrar anteriores ({count} más)',
    'unread-foreign':
      '{count, plural, one {# objeto no es un recibo de nadie de su organización.} other {# objetos no son recibos de nadie de su organización.}}',
    'unread-copy':
      '{count, plural, one {# copia de un recibo no se ha contado.} other {# copias de recibos no se han contado.}}',
    'unread-too-large':
      '{count, plural, one {# objeto es demasiado grande para un recibo.} other {# objetos son demasiado grandes para recibos.}}',
    'unread-missing':
      '{count, plural, one {# recibo figuraba en la lista y ya no está.} other {# recibos figuraban en la lista y ya no están.}}',
    'unread-refused': '{count, plural, one {El almacén no entrega # recibo.} other {El almacén no entrega # recibos.}}',
    'unread-silent':
      '{count, plural, one {No hubo respuesta a tiempo sobre # recibo.} other {No hubo respuesta a tiempo sobre # recibos.}}',
    'unread-by':
      '{count, plural, one {# de ellos está} other {# de ellos están}} donde solo {name} deja recibos: pregunte a su organización por qué.',
    'unread-by-nobody':
      '{count, plural, one {# de ellos está} other {# de ellos están}} donde no deja recibos nadie cuyo nombre se conozca aquí.',
    overfull:
      'En el almacén hay más de {most, number} recibos de {name}: no se muestran todas sus consultas, solo las que este equipo ya había leído. Pregunte a su organización por qué.',
    'overfull-nobody':
      'En el almacén hay más de {most, number} recibos de alguien cuyo nombre no se conoce aquí: no se muestra ninguno. Pregunte a su organización por qué.',
    gone: '{count, plural, one {# consulta ya no está en el almacén. Este equipo la conserva.} other {# consultas ya no están en el almacén. Este equipo las conserva.}}',
    'filter-who': 'De quién',
    'filter-day': 'Qué día',
    everyone: 'Todas las personas',
    filtered: '{count, plural, =0 {Ninguna consulta} one {# consulta} other {# consultas}} de {all}',
  },
});
