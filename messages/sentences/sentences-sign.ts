import type { Sentences } from './sentences.ts';

/** Why no sign says that something is recorded, so that nothing is. */
export const signSentences: Sentences = {
  'Nothing is recorded, because there would be no sign that says so. {reason}': {
    de: 'Es wird nichts aufgezeichnet, weil es kein Zeichen gäbe, das es sagt. {reason}',
    es: 'No se registra nada, porque no habría ninguna señal que lo dijera. {reason}',
  },
  'Ask the person who looks after this computer.': {
    de: 'Fragen Sie, wer diesen Computer betreut.',
    es: 'Pregunte a quien se ocupa de este equipo.',
  },
  'The sign that says so is on its way.': {
    de: 'Das Zeichen, das es sagt, erscheint gerade.',
    es: 'La señal que lo dice está apareciendo.',
  },
  'The sign cannot be seen: something lies over it, or takes it away.': {
    de: 'Das Zeichen ist nicht zu sehen: Etwas liegt darüber oder nimmt es weg.',
    es: 'La señal no se ve: algo la tapa o la quita.',
  },
  'The sign was taken away again and again.': {
    de: 'Das Zeichen wurde immer wieder weggenommen.',
    es: 'La señal se ha quitado una y otra vez.',
  },
  'This X server has several screens that are apart, and the sign would stand on one of them only.': {
    de: 'Dieser X-Server hat mehrere getrennte Bildschirme, und das Zeichen stünde nur auf einem davon.',
    es: 'Este servidor X tiene varias pantallas separadas, y la señal estaría solo en una de ellas.',
  },
  'Join them into one screen (Xinerama or RandR), or start Plainsight in a session with one screen.': {
    de: 'Fassen Sie sie zu einem Bildschirm zusammen (Xinerama oder RandR), oder starten Sie Plainsight in einer Sitzung mit einem Bildschirm.',
    es: 'Júntelas en una sola pantalla (Xinerama o RandR), o inicie Plainsight en una sesión con una pantalla.',
  },
  'Take away what covers it, in the lower right corner of each monitor. Nothing switches it off.': {
    de: 'Nehmen Sie weg, was es verdeckt, in der unteren rechten Ecke jedes Bildschirms. Nichts schaltet es ab.',
    es: 'Quite lo que la tapa, en la esquina inferior derecha de cada monitor. Nada la desactiva.',
  },
  'This program can put no sign on the screen of this system, and without one nothing is recorded.': {
    de: 'Dieses Programm kann auf dem Bildschirm dieses Systems kein Zeichen zeigen, und ohne eines wird nichts aufgezeichnet.',
    es: 'Este programa no puede poner ninguna señal en la pantalla de este sistema, y sin ella no se registra nada.',
  },
};
