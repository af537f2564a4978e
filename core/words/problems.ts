import type { Language } from '../language.ts';
import type { Problem } from '../problem.ts';

type Said = Readonly<Record<Exclude<Language, 'en'>, Pick<Problem, 'what' | 'remedy'>>>;

/**
 * Problems without variable parts, in other languages, by the English sentence that says what happened: one code may have several, and one
 * that names a thing is shown in English rather than without its name.
 */
const problems: Readonly<Record<string, Said>> = {
  'Plainsight does not answer.': {
    de: {
      what: 'Plainsight antwortet nicht.',
      remedy: 'Starten Sie Plainsight neu und laden Sie dann diese Seite neu.',
    },
    es: { what: 'Plainsight no responde.', remedy: 'Vuelva a iniciar Plainsight y después recargue esta página.' },
  },
  'Plainsight is locked.': {
    de: { what: 'Plainsight ist gesperrt.', remedy: 'Geben Sie zuerst Ihre Passphrase ein.' },
    es: { what: 'Plainsight está bloqueado.', remedy: 'Escriba primero su frase de contraseña.' },
  },
  'Plainsight could not start.': {
    de: {
      what: 'Plainsight konnte nicht starten.',
      remedy: 'Versuchen Sie es noch einmal; geschieht es wieder, führen Sie „plainsight doctor“ aus.',
    },
    es: {
      what: 'Plainsight no ha podido iniciarse.',
      remedy: 'Vuelva a intentarlo; si ocurre de nuevo, ejecute «plainsight doctor».',
    },
  },
  'This passphrase does not open the keys.': {
    de: {
      what: 'Diese Passphrase öffnet die Schlüssel nicht.',
      remedy: 'Geben Sie sie noch einmal ein; Groß- und Kleinschreibung zählt.',
    },
    es: {
      what: 'Esta frase de contraseña no abre las claves.',
      remedy: 'Escríbala otra vez; las mayúsculas cuentan.',
    },
  },
  'This picture is not on this computer.': {
    de: {
      what: 'Dieses Bild ist nicht auf diesem Computer.',
      remedy: 'Es wurde gelöscht; sonst laden Sie die Seite neu.',
    },
    es: { what: 'Esta captura no está en este equipo.', remedy: 'Se eliminó; si no, recargue la página.' },
  },
  'This picture is no longer on hold.': {
    de: {
      what: 'Dieses Bild wird nicht mehr zurückgehalten.',
      remedy: 'Es ist abgeschickt oder wird es gleich: Bitten Sie Ihre Organisation, es zu löschen.',
    },
    es: {
      what: 'Esta captura ya no está retenida.',
      remedy: 'Ha salido o está a punto de salir: pida a su organización que la elimine.',
    },
  },
  'Your decisions cannot be read, so nothing is recorded.': {
    de: {
      what: 'Ihre Entscheidungen sind nicht lesbar, deshalb wird nichts aufgezeichnet.',
      remedy: 'Die Datei wurde auf diesem Datenträger beschädigt: Holen Sie Hilfe, bevor Sie sie löschen.',
    },
    es: {
      what: 'No se pueden leer sus decisiones, así que no se registra nada.',
      remedy: 'El archivo se dañó en este disco: pida ayuda antes de eliminarlo.',
    },
  },
  'Your withdrawal holds, and could not be written to the disk yet.': {
    de: {
      what: 'Ihr Widerruf gilt, konnte aber noch nicht auf den Datenträger geschrieben werden.',
      remedy: 'Starten Sie diesen Computer nicht neu, bevor der Datenträger wieder Platz hat.',
    },
    es: {
      what: 'Su retirada vale, pero aún no se ha podido escribir en el disco.',
      remedy: 'No reinicie este equipo hasta que vuelva a haber espacio en el disco.',
    },
  },
  'What was recorded in the last minutes could not be kept.': {
    de: {
      what: 'Was in den letzten Minuten aufgezeichnet wurde, konnte nicht gesichert werden.',
      remedy: 'Es wartet im Speicher und wird erneut versucht; bleibt es dabei, prüfen Sie den Datenträger.',
    },
    es: {
      what: 'No se ha podido guardar lo registrado en los últimos minutos.',
      remedy: 'Espera en memoria y se vuelve a intentar; si persiste, revise el disco.',
    },
  },
  'The organisation’s settings are not signed with its key.': {
    de: {
      what: 'Die Einstellungen der Organisation sind nicht mit ihrem Schlüssel unterschrieben.',
      remedy: 'Nichts davon wird übernommen. Fragen Sie Ihre Organisation, ob sich ihr Schlüssel geändert hat.',
    },
    es: {
      what: 'Los ajustes de la organización no están firmados con su clave.',
      remedy: 'No se toma nada de ellos. Pregunte a su organización si ha cambiado su clave.',
    },
  },
  'Who looked cannot be read now: this bucket does not let this computer read it.': {
    de: {
      what: 'Wer hineinsah, ist jetzt nicht lesbar: Der Speicher lässt diesen Computer nicht lesen.',
      remedy:
        'Fragen Sie Ihre Organisation, wer hineinsah, oder bitten Sie sie, diesen Computer Ihre Belege lesen zu lassen.',
    },
    es: {
      what: 'Ahora no se puede leer quién ha mirado: el almacén no deja leerlo a este equipo.',
      remedy: 'Pregunte a su organización quién ha mirado, o pídale que deje a este equipo leer sus recibos.',
    },
  },
  'This page may not ask for that.': {
    de: { what: 'Diese Seite darf das nicht fragen.', remedy: 'Schließen Sie das Fenster und öffnen Sie es wieder.' },
    es: { what: 'Esta página no puede pedir eso.', remedy: 'Cierre la ventana y ábrala de nuevo.' },
  },
  'This computer’s keychain does not open the key that Plainsight kept in it.': {
    de: {
      what: 'Der Schlüsselbund dieses Computers öffnet den Schlüssel nicht, den Plainsight darin abgelegt hat.',
      remedy:
        'Entsperren Sie den Schlüsselbund und starten Sie Plainsight neu; wurde er geleert, melden Sie diesen Computer neu an.',
    },
    es: {
      what: 'El llavero de este equipo no abre la clave que Plainsight guardó en él.',
      remedy: 'Desbloquee el llavero y vuelva a iniciar Plainsight; si se vació, inscriba de nuevo este equipo.',
    },
  },
  'This computer’s keychain refused to keep the key.': {
    de: {
      what: 'Der Schlüsselbund dieses Computers hat den Schlüssel nicht angenommen.',
      remedy:
        'Entsperren Sie den Schlüsselbund und versuchen Sie es noch einmal, oder öffnen Sie Plainsight mit der Passphrase.',
    },
    es: {
      what: 'El llavero de este equipo se negó a guardar la clave.',
      remedy: 'Desbloquee el llavero y vuelva a intentarlo, o abra Plainsight con su frase de contraseña.',
    },
  },
  'The time ends before it begins, or at the same moment.': {
    de: {
      what: 'Die Zeit endet vor ihrem Beginn oder im selben Augenblick.',
      remedy: 'Wählen Sie ein Ende, das nach dem Beginn liegt.',
    },
    es: {
      what: 'El tiempo termina antes de empezar, o en el mismo momento.',
      remedy: 'Elija un final posterior al comienzo.',
    },
  },
  'This time is not over yet.': {
    de: { what: 'Diese Zeit ist noch nicht vorbei.', remedy: 'Wählen Sie ein Ende, das nicht nach jetzt liegt.' },
    es: { what: 'Este tiempo aún no ha terminado.', remedy: 'Elija un final que no sea posterior a ahora.' },
  },
  'This time reaches over midnight into another day.': {
    de: {
      what: 'Diese Zeit reicht über Mitternacht in einen anderen Tag.',
      remedy: 'Tragen Sie für jeden der beiden Tage etwas ein.',
    },
    es: {
      what: 'Este tiempo pasa de la medianoche a otro día.',
      remedy: 'Añada una anotación para cada uno de los dos días.',
    },
  },
  'This time is longer ago than your organisation keeps anything.': {
    de: {
      what: 'Diese Zeit liegt länger zurück, als Ihre Organisation irgendetwas aufbewahrt.',
      remedy: 'Sagen Sie es Ihrer Organisation auf anderem Weg.',
    },
    es: {
      what: 'Este tiempo es anterior a todo lo que su organización conserva.',
      remedy: 'Dígaselo a su organización de otra manera.',
    },
  },
  'This correction does not say anything.': {
    de: {
      what: 'Diese Berichtigung sagt nichts aus.',
      remedy: 'Sagen Sie, dass es ein Gespräch war, oder geben Sie einen Namen, eine Kategorie oder eine Notiz an.',
    },
    es: {
      what: 'Esta corrección no dice nada.',
      remedy: 'Indique que fue una llamada, o ponga un nombre, una categoría o una nota.',
    },
  },
  'The entry to correct is not on that day.': {
    de: {
      what: 'Der Eintrag, der berichtigt werden soll, steht nicht an diesem Tag.',
      remedy:
        'Wählen Sie ihn an seinem Tag noch einmal. Um ihn auf einen anderen Tag zu legen, nehmen Sie ihn zurück und tragen ihn dort neu ein.',
    },
    es: {
      what: 'La anotación que quiere corregir no está en ese día.',
      remedy: 'Elíjala de nuevo en su día. Para pasarla a otro día, retírela y añádala allí.',
    },
  },
  'This entry was taken back.': {
    de: { what: 'Dieser Eintrag wurde zurückgenommen.', remedy: 'Tragen Sie die Zeit neu ein.' },
    es: { what: 'Esta anotación se retiró.', remedy: 'Añada el tiempo de nuevo.' },
  },
  'The answers cannot be read now: this bucket does not allow it.': {
    de: {
      what: 'Die Antworten sind jetzt nicht lesbar: Dieser Speicher lässt es nicht zu.',
      remedy:
        'Bitten Sie, wer den Speicher betreibt, dass dieser Zugang den Ordner „requests“ der Person auflisten und lesen darf.',
    },
    es: {
      what: 'Ahora no se pueden leer las respuestas: este almacén no lo permite.',
      remedy:
        'Pida a quien gestiona el almacén que este acceso pueda listar y leer la carpeta «requests» de la persona.',
    },
  },
};

/** The same problem as a person reads it in `language`; one that is not known here stays in English. */
export function problemIn(language: Language, problem: Problem): Problem {
  const said = language === 'en' ? undefined : problems[problem.what]?.[language];
  return said === undefined ? problem : { ...problem, ...said };
}
