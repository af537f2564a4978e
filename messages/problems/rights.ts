import { defineMessages } from '../define.ts';

/** What is refused to whoever asks for their rights, and why what was asked cannot be read. */
export const rightProblems = defineMessages({
  en: {
    'rights-unreadable': 'What was asked and answered cannot be read now. {cause}',
    'rights-unreadable-remedy': '{causeRemedy}',
    'right-unknown': 'This request is not known here.',
    'right-unknown-remedy': 'Open My rights again.',
  },
  de: {
    'rights-unreadable': 'Was beantragt und beantwortet wurde, ist jetzt nicht lesbar. {cause}',
    'rights-unreadable-remedy': '{causeRemedy}',
    'right-unknown': 'Dieser Antrag ist hier nicht bekannt.',
    'right-unknown-remedy': 'Öffnen Sie „Meine Rechte“ noch einmal.',
  },
  es: {
    'rights-unreadable': 'Ahora no se puede leer lo que se solicitó y se respondió. {cause}',
    'rights-unreadable-remedy': '{causeRemedy}',
    'right-unknown': 'Aquí no se conoce esta solicitud.',
    'right-unknown-remedy': 'Vuelva a abrir «Mis derechos».',
  },
});
