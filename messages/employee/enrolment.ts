import { defineMessages } from '../define.ts';

/** The way from a file or link to an enrolment: what is asked, by whom, and what the person answers. */
export const enrolmentMessages = defineMessages({
  en: {
    'open-title': 'Has your organisation given you a file or a link?',
    'open-body': 'Open it here to read what would be recorded. Nothing is recorded or sent by opening it.',
    choose: 'Choose a file…',
    drop: 'or drop it on this page. Its name ends in .plainsight.',
    link: 'Or paste the link',
    'read-link': 'Read the link',
    'put-aside': 'Put it aside',
    step: 'Step {number} of 3',
    'step-1': 'Read',
    'step-2': 'You',
    'step-3': 'Choose',
    back: 'Back',
    title: '{organisation} asks to record some of your working day',
    intro:
      'Read this in your own time. Nothing runs yet, and nothing will be recorded that you do not decide on later.',
    'for-whom': 'For whom',
    'for-name': 'This was made for {name}.',
    'not-me': 'This is not me',
    who: 'Who asks',
    compare:
      'Compare this fingerprint with the one that your organisation published or tells you in person. If they differ, do not enrol.',
    what: 'What would be recorded',
    'what-intro':
      '{count, plural, one {One purpose, which you decide on.} other {# purposes. You decide on each one on its own, and everything works with any of them off.}}',
    'for-all': 'For all of them',
    where: 'Where it is stored',
    'where-body':
      'Sealed on this computer before it leaves. It goes to {host}, bucket {bucket}. Whoever runs that storage cannot read it.',
    expiry: 'This invitation is valid until {moment}.',
    'print-notice': 'Print',
    'do-not-enrol': 'Do not enrol',
    continue: 'Continue',
    'declined-title': 'You did not enrol',
    'declined-body':
      'Nothing of the invitation was kept, and nothing is recorded. If you change your mind, open it again.',
    'not-me-title': 'This was not for you',
    'not-me-body':
      'It was put aside, and nothing of it was kept. Please tell the organisation that it reached the wrong person.',
    'leaving-body': 'It is put aside in ten seconds, and nothing of it is kept. Until then you can undo this.',
    undo: 'Undo',
    start: 'Open another file or link',
    'age-title': 'How old are you?',
    'age-body': '{organisation} may only ask people of {age} or over. Nobody checks your age; your word is enough.',
    younger: 'I am younger',
    'of-age': 'I am {age} or over',
    'young-title': 'Then this ends here',
    'young-body':
      'Thank you for saying so. Nothing of the invitation was kept and nothing is recorded. You can tell the organisation that Plainsight is not for you yet.',
    'keys-title': 'Choose a passphrase',
    'keys-body':
      'It protects the keys to everything that is recorded on this computer. Nobody can reset it, because nobody else has it.',
    'keys-button': 'Make my keys',
    'ready-title': 'Enrol on this computer',
    'ready-body':
      'Plainsight makes keys for you and keeps them in the keychain of this computer. Nothing is recorded yet.',
    'ready-button': 'Enrol',
    busy: 'One moment…',
  },
  de: {
    'open-title': 'Hat Ihnen Ihre Organisation eine Datei oder einen Link gegeben?',
    'open-body':
      'Öffnen Sie die Datei oder den Link hier, um zu lesen, was aufgezeichnet würde. Durch das Öffnen wird nichts aufgezeichnet oder gesendet.',
    choose: 'Datei wählen …',
    drop: 'oder auf diese Seite ziehen. Ihr Name endet auf .plainsight.',
    link: 'Oder den Link einfügen',
    'read-link': 'Link lesen',
    'put-aside': 'Beiseitelegen',
    step: 'Schritt {number} von 3',
    'step-1': 'Lesen',
    'step-2': 'Sie',
    'step-3': 'Wählen',
    back: 'Zurück',
    title: '{organisation} möchte einen Teil Ihres Arbeitstages aufzeichnen',
    intro:
      'Lesen Sie das in Ruhe. Noch läuft nichts, und nichts wird aufgezeichnet, worüber Sie später nicht selbst entscheiden.',
    'for-whom': 'Für wen',
    'for-name': 'Dies wurde für {name} erstellt.',
    'not-me': 'Das bin ich nicht',
    who: 'Wer fragt',
    compare:
      'Vergleichen Sie diesen Fingerabdruck mit dem, den Ihre Organisation veröffentlicht hat oder Ihnen persönlich nennt. Weichen sie voneinander ab, melden Sie sich nicht an.',
    what: 'Was aufgezeichnet würde',
    'what-intro':
      '{count, plural, one {Ein Zweck, über den Sie entscheiden.} other {# Zwecke. Sie entscheiden über jeden einzeln, und alles funktioniert, auch wenn einer davon aus ist.}}',
    'for-all': 'Für alle gilt',
    where: 'Wo es gespeichert wird',
    'where-body':
      'Es wird auf diesem Computer versiegelt, bevor es ihn verlässt. Es geht an {host}, Bucket {bucket}. Wer diesen Speicher betreibt, kann es nicht lesen.',
    expiry: 'Diese Einladung gilt bis {moment}.',
    'print-notice': 'Drucken',
    'do-not-enrol': 'Nicht anmelden',
    continue: 'Weiter',
    'declined-title': 'Sie haben sich nicht angemeldet',
    'declined-body':
      'Von der Einladung wurde nichts behalten, und nichts wird aufgezeichnet. Wenn Sie es sich anders überlegen, öffnen Sie sie erneut.',
    'not-me-title': 'Das war nicht für Sie',
    'not-me-body':
      'Es wurde beiseitegelegt, nichts davon wurde behalten. Bitte sagen Sie der Organisation, dass es die falsche Person erreicht hat.',
    'leaving-body':
      'In zehn Sekunden wird es beiseitegelegt, und nichts davon wird behalten. Bis dahin können Sie das rückgängig machen.',
    undo: 'Rückgängig machen',
    start: 'Andere Datei oder anderen Link öffnen',
    'age-title': 'Wie alt sind Sie?',
    'age-body': '{organisation} darf nur Personen ab {age} Jahren fragen. Niemand prüft Ihr Alter; Ihr Wort genügt.',
    younger: 'Ich bin jünger',
    'of-age': 'Ich bin {age} oder älter',
    'young-title': 'Dann endet es hier',
    'young-body':
      'Danke, dass Sie das sagen. Von der Einladung wurde nichts behalten, und nichts wird aufgezeichnet. Sie können der Organisation sagen, dass Plainsight noch nichts für Sie ist.',
    'keys-title': 'Passphrase wählen',
    'keys-body':
      'Sie schützt die Schlüssel zu allem, was auf diesem Computer aufgezeichnet wird. Niemand kann sie zurücksetzen, weil niemand sonst sie hat.',
    'keys-button': 'Schlüssel erzeugen',
    'ready-title': 'Auf diesem Computer anmelden',
    'ready-body':
      'Plainsight erzeugt Schlüssel für Sie und verwahrt sie im Schlüsselbund dieses Computers. Noch wird nichts aufgezeichnet.',
    'ready-button': 'Anmelden',
    busy: 'Einen Moment …',
  },
  es: {
    'open-title': '¿Le ha dado su organización un archivo o un enlace?',
    'open-body': 'Ábralo aquí para leer qué se registraría. Al abrirlo no se registra ni se envía nada.',
    choose: 'Elegir un archivo…',
    drop: 'o arrástrelo a esta página. Su nombre termina en .plainsight.',
    link: 'O pegue el enlace',
    'read-link': 'Leer el enlace',
    'put-aside': 'Apartarlo',
    step: 'Paso {number} de 3',
    'step-1': 'Leer',
    'step-2': 'Usted',
    'step-3': 'Elegir',
    back: 'Atrás',
    title: '{organisation} pide registrar parte de su jornada',
    intro: 'Léalo con calma. Todavía no funciona nada, y no se registrará nada que usted no decida más tarde.',
    'for-whom': 'Para quién',
    'for-name': 'Se hizo para {name}.',
    'not-me': 'No soy yo',
    who: 'Quién lo pide',
    compare:
      'Compare esta huella con la que su organización ha publicado o le dice en persona. Si son distintas, no se inscriba.',
    what: 'Qué se registraría',
    'what-intro':
      '{count, plural, one {Una finalidad, sobre la que usted decide.} other {# finalidades. Usted decide sobre cada una por separado, y todo funciona aunque alguna esté desactivada.}}',
    'for-all': 'Para todos',
    where: 'Dónde se guarda',
    'where-body':
      'Se sella en este equipo antes de salir de él. Va a {host}, bucket {bucket}. Quien gestiona ese almacén no puede leerlo.',
    expiry: 'Esta invitación es válida hasta el {moment}.',
    'print-notice': 'Imprimir',
    'do-not-enrol': 'No inscribirme',
    continue: 'Continuar',
    'declined-title': 'Usted no se ha inscrito',
    'declined-body':
      'No se ha guardado nada de la invitación y no se registra nada. Si cambia de opinión, ábrala de nuevo.',
    'not-me-title': 'Esto no era para usted',
    'not-me-body':
      'Se ha apartado y no se ha guardado nada de ello. Por favor, diga a la organización que llegó a otra persona.',
    'leaving-body': 'Dentro de diez segundos se aparta y no se guarda nada de ello. Hasta entonces puede deshacerlo.',
    undo: 'Deshacer',
    start: 'Abrir otro archivo o enlace',
    'age-title': '¿Qué edad tiene?',
    'age-body':
      '{organisation} solo puede pedírselo a personas de {age} años o más. Nadie comprueba su edad; basta su palabra.',
    younger: 'Tengo menos',
    'of-age': 'Tengo {age} o más',
    'young-title': 'Entonces termina aquí',
    'young-body':
      'Gracias por decirlo. No se ha guardado nada de la invitación y no se registra nada. Puede decir a la organización que Plainsight todavía no es para usted.',
    'keys-title': 'Elija una frase de contraseña',
    'keys-body':
      'Protege las claves de todo lo que se registra en este equipo. Nadie puede restablecerla, porque nadie más la tiene.',
    'keys-button': 'Crear mis claves',
    'ready-title': 'Inscribirse en este equipo',
    'ready-body':
      'Plainsight crea claves para usted y las guarda en el llavero de este equipo. Todavía no se registra nada.',
    'ready-button': 'Inscribirme',
    busy: 'Un momento…',
  },
});
