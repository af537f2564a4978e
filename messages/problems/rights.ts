import { defineMessages } from '../define.ts';

/** What is refused to whoever asks for their rights, and why what was asked cannot be read. */
export const rightProblems = defineMessages({
  en: {
    'rights-unreadable': 'What was asked and answered cannot be read now. {cause}',
    'rights-unreadable-remedy': '{causeRemedy}',
    'right-nobody': 'Your organisation takes no requests here yet.',
    'right-nobody-remedy': 'Write to {contact}, {email}.',
    'right-unknown': 'This request is not known here.',
    'right-unknown-remedy': 'Open My rights again.',
    'right-over': 'This request is answered or withdrawn already.',
    'right-over-remedy': 'Ask anew if you want something else.',
    'rights-too-many': 'You have asked {most, number} times within a day.',
    'rights-too-many-remedy': 'Ask tomorrow, or talk to somebody.',
  },
  de: {
    'rights-unreadable': 'Was beantragt und beantwortet wurde, ist jetzt nicht lesbar. {cause}',
    'rights-unreadable-remedy': '{causeRemedy}',
    'right-nobody': 'Ihre Organisation nimmt hier noch keine Anträge an.',
    'right-nobody-remedy': 'Schreiben Sie an {contact}, {email}.',
    'right-unknown': 'Dieser Antrag ist hier nicht bekannt.',
    'right-unknown-remedy': 'Öffnen Sie „Meine Rechte“ noch einmal.',
    'right-over': 'Dieser Antrag ist schon beantwortet oder zurückgezogen.',
    'right-over-remedy': 'Stellen Sie einen neuen, wenn Sie etwas anderes möchten.',
    'rights-too-many': 'Sie haben innerhalb eines Tages {most, number} Anträge gestellt.',
    'rights-too-many-remedy': 'Stellen Sie diesen morgen, oder sprechen Sie mit jemandem.',
  },
  es: {
    'rights-unreadable': 'Ahora no se puede leer lo que se solicitó y se respondió. {cause}',
    'rights-unreadable-remedy': '{causeRemedy}',
    'right-nobody': 'Su organización aún no recibe solicitudes aquí.',
    'right-nobody-remedy': 'Escriba a {contact}, {email}.',
    'right-unknown': 'Aquí no se conoce esta solicitud.',
    'right-unknown-remedy': 'Vuelva a abrir «Mis derechos».',
    'right-over': 'Esta solicitud ya está respondida o retirada.',
    'right-over-remedy': 'Haga una nueva si desea otra cosa.',
    'rights-too-many': 'Ha hecho {most, number} solicitudes en un día.',
    'rights-too-many-remedy': 'Espere a mañana, o hable con alguien.',
  },
});
