import { defineMessages } from '../define.ts';

/** What is refused to whoever asks about a look, or replies. */
export const questionProblems = defineMessages({
  en: {
    'look-unknown': 'There is no receipt of this look on this computer.',
    'look-unknown-remedy': 'Open Who looked and choose it there.',
    'question-asked': 'You asked about this look already.',
    'question-asked-remedy': 'Your question and what was replied stand beside it on Who looked.',
    'question-nobody': 'Nobody may open the days of this look any more, so nobody could read your question.',
    'question-nobody-remedy': 'Ask the contact that Consent names.',
    'questions-too-many': 'You have asked {most, number} questions within a day.',
    'questions-too-many-remedy': 'Ask this one tomorrow, or talk to somebody.',
    'question-unknown': 'This question is neither in the list nor on a day that is open.',
    'question-unknown-remedy': 'Read the list of questions again, or open the day.',
  },
  de: {
    'look-unknown': 'Zu diesem Nachsehen liegt auf diesem Computer kein Beleg.',
    'look-unknown-remedy': 'Öffnen Sie „Wer nachgesehen hat“ und wählen Sie es dort.',
    'question-asked': 'Danach haben Sie schon gefragt.',
    'question-asked-remedy': 'Ihre Frage und die Antworten stehen unter „Wer nachgesehen hat“ daneben.',
    'question-nobody': 'Diese Tage darf niemand mehr öffnen, also könnte niemand Ihre Frage lesen.',
    'question-nobody-remedy': 'Wenden Sie sich an den Kontakt, der unter „Einwilligung“ steht.',
    'questions-too-many': 'Sie haben innerhalb eines Tages {most, number} Fragen gestellt.',
    'questions-too-many-remedy': 'Stellen Sie diese morgen, oder sprechen Sie mit jemandem.',
    'question-unknown': 'Diese Frage steht weder in der Liste noch auf einem geöffneten Tag.',
    'question-unknown-remedy': 'Lesen Sie die Liste der Fragen neu, oder öffnen Sie den Tag.',
  },
  es: {
    'look-unknown': 'En este equipo no hay ningún recibo de esta consulta.',
    'look-unknown-remedy': 'Abra «Quién ha mirado» y elíjala allí.',
    'question-asked': 'Ya ha preguntado por esta consulta.',
    'question-asked-remedy': 'Su pregunta y las respuestas están junto a ella en «Quién ha mirado».',
    'question-nobody': 'Ya nadie puede abrir esos días, así que nadie podría leer su pregunta.',
    'question-nobody-remedy': 'Diríjase al contacto que figura en «Consentimiento».',
    'questions-too-many': 'Ha hecho {most, number} preguntas en un día.',
    'questions-too-many-remedy': 'Espere a mañana para hacer esta, o hable con alguien.',
    'question-unknown': 'Esta pregunta no está en la lista ni en ningún día abierto.',
    'question-unknown-remedy': 'Vuelva a leer la lista de preguntas, o abra el día.',
  },
});
