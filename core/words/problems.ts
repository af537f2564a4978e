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
};

/** The same problem as a person reads it in `language`; one that is not known here stays in English. */
export function problemIn(language: Language, problem: Problem): Problem {
  const said = language === 'en' ? undefined : problems[problem.what]?.[language];
  return said === undefined ? problem : { ...problem, ...said };
}
