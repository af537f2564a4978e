import type { Sentences } from './sentences.ts';

/** What is refused to a person, or fails, while they use the pages. */
export const pageSentences: Sentences = {
  'Plainsight does not answer.': { de: 'Plainsight antwortet nicht.', es: 'Plainsight no responde.' },
  'Start Plainsight again, then reload this page.': {
    de: 'Starten Sie Plainsight neu und laden Sie dann diese Seite neu.',
    es: 'Vuelva a iniciar Plainsight y después recargue esta página.',
  },
  'This page asked for something that does not exist.': {
    de: 'Diese Seite hat nach etwas gefragt, das es nicht gibt.',
    es: 'Esta página ha pedido algo que no existe.',
  },
  'This page asked in a way that was not understood.': {
    de: 'Diese Seite hat so gefragt, dass es nicht verstanden wurde.',
    es: 'Esta página lo ha pedido de un modo que no se entendió.',
  },
  'Something inside Plainsight failed.': {
    de: 'In Plainsight ist etwas gescheitert.',
    es: 'Algo ha fallado dentro de Plainsight.',
  },
  'Plainsight answered in a way that this page does not understand.': {
    de: 'Plainsight hat so geantwortet, dass diese Seite es nicht versteht.',
    es: 'Plainsight ha respondido de un modo que esta página no entiende.',
  },
  'Reload the page; if it happens again, report it with the code {code}.': {
    de: 'Laden Sie die Seite neu; geschieht es wieder, melden Sie es mit dem Code {code}.',
    es: 'Recargue la página; si ocurre de nuevo, comuníquelo con el código {code}.',
  },
  'This page may not ask for that.': {
    de: 'Diese Seite darf danach nicht fragen.',
    es: 'Esta página no puede pedir eso.',
  },
  'Close the window and open it again.': {
    de: 'Schließen Sie das Fenster und öffnen Sie es wieder.',
    es: 'Cierre la ventana y ábrala de nuevo.',
  },
  'Close the page and open it again.': {
    de: 'Schließen Sie die Seite und öffnen Sie sie wieder.',
    es: 'Cierre la página y ábrala de nuevo.',
  },
  'This tab does not belong to the Plainsight that runs now.': {
    de: 'Dieser Tab gehört nicht zu dem Plainsight, das jetzt läuft.',
    es: 'Esta pestaña no pertenece al Plainsight que funciona ahora.',
  },
  'Open the page from its address again: the one that Plainsight printed when it started, or wrote into the file page-address.':
    {
      de: 'Öffnen Sie die Seite noch einmal von ihrer Adresse aus: der, die Plainsight beim Start ausgegeben oder in die Datei page-address geschrieben hat.',
      es: 'Abra la página otra vez desde su dirección: la que Plainsight mostró al iniciarse o escribió en el archivo page-address.',
    },
  'Plainsight could not start.': {
    de: 'Plainsight konnte nicht starten.',
    es: 'Plainsight no ha podido iniciarse.',
  },
  'Try again; if it happens again, run “plainsight doctor”.': {
    de: 'Versuchen Sie es noch einmal; geschieht es wieder, führen Sie „plainsight doctor“ aus.',
    es: 'Vuelva a intentarlo; si ocurre de nuevo, ejecute «plainsight doctor».',
  },
  'Plainsight is locked.': { de: 'Plainsight ist gesperrt.', es: 'Plainsight está bloqueado.' },
  'Enter your passphrase first.': {
    de: 'Geben Sie zuerst Ihre Passphrase ein.',
    es: 'Escriba primero su frase de contraseña.',
  },
  'This passphrase does not open the keys.': {
    de: 'Diese Passphrase öffnet die Schlüssel nicht.',
    es: 'Esta frase de contraseña no abre las claves.',
  },
  'Type it again; upper and lower case matter.': {
    de: 'Geben Sie sie noch einmal ein; Groß- und Kleinschreibung zählt.',
    es: 'Escríbala otra vez; las mayúsculas y minúsculas cuentan.',
  },
  'The passphrase is shorter than {least} characters.': {
    de: 'Die Passphrase hat weniger als {least} Zeichen.',
    es: 'La frase de contraseña tiene menos de {least} caracteres.',
  },
  'Choose a longer one; four or five random words are easy to remember.': {
    de: 'Wählen Sie eine längere; vier oder fünf zufällige Wörter lassen sich leicht merken.',
    es: 'Elija una más larga; cuatro o cinco palabras al azar se recuerdan bien.',
  },
  'Your organisation does not ask for “{purpose}”.': {
    de: 'Ihre Organisation bittet nicht um „{purpose}“.',
    es: 'Su organización no pide «{purpose}».',
  },
  'Choose one from the list.': { de: 'Wählen Sie aus der Liste.', es: 'Elija en la lista.' },
  'Your organisation changed this meanwhile, so your yes was not taken.': {
    de: 'Ihre Organisation hat das inzwischen geändert, deshalb gilt Ihr Ja nicht.',
    es: 'Su organización lo ha cambiado entretanto, así que su sí no se ha tomado.',
  },
  'Read it again: it is shown as it is now.': {
    de: 'Lesen Sie es noch einmal: Gezeigt wird, was jetzt gilt.',
    es: 'Léalo otra vez: se muestra tal como es ahora.',
  },
  'There is no such decision on this computer.': {
    de: 'Diese Entscheidung gibt es auf diesem Computer nicht.',
    es: 'No existe tal decisión en este equipo.',
  },
  'Everything was withdrawn, by removing the program or with “plainsight withdraw”.': {
    de: 'Alles wurde widerrufen, durch Entfernen des Programms oder mit „plainsight withdraw“.',
    es: 'Se retiró todo, al quitar el programa o con «plainsight withdraw».',
  },
  'Nothing to do. If you want something to be recorded again, agree to it on the page “Consent”.': {
    de: 'Nichts zu tun. Möchten Sie, dass wieder etwas aufgezeichnet wird, stimmen Sie auf der Seite „Einwilligung“ zu.',
    es: 'No hay que hacer nada. Si quiere que se vuelva a registrar algo, acéptelo en la página «Consentimiento».',
  },
  'This picture is not on this computer.': {
    de: 'Dieses Bild ist nicht auf diesem Computer.',
    es: 'Esta captura no está en este equipo.',
  },
  'It was deleted, or reload the page.': {
    de: 'Es wurde gelöscht; sonst laden Sie die Seite neu.',
    es: 'Se eliminó; si no, recargue la página.',
  },
  'This picture is no longer on hold.': {
    de: 'Dieses Bild wird nicht mehr zurückgehalten.',
    es: 'Esta captura ya no está retenida.',
  },
  'It has left or is about to: ask your organisation to delete it.': {
    de: 'Es ist abgeschickt oder wird es gleich: Bitten Sie Ihre Organisation, es zu löschen.',
    es: 'Ha salido o está a punto de salir: pida a su organización que la elimine.',
  },
  'The part lies outside of the picture.': {
    de: 'Der Teil liegt außerhalb des Bildes.',
    es: 'La parte queda fuera de la captura.',
  },
  'Draw it over the picture.': { de: 'Zeichnen Sie ihn über das Bild.', es: 'Dibújela sobre la captura.' },
  'This picture could not be read, so no part of it was covered.': {
    de: 'Dieses Bild war nicht lesbar, deshalb wurde kein Teil davon abgedeckt.',
    es: 'No se ha podido leer esta captura, así que no se ha tapado ninguna parte.',
  },
  'You can delete it instead.': {
    de: 'Sie können es stattdessen löschen.',
    es: 'En su lugar, puede eliminarla.',
  },
  'The picture was covered, and the file of the one before could not be removed yet. It leaves for nobody.': {
    de: 'Das Bild wurde abgedeckt; die Datei des vorigen konnte noch nicht entfernt werden. Sie geht an niemanden.',
    es: 'La captura se ha tapado; el archivo de la anterior aún no se ha podido quitar. No sale hacia nadie.',
  },
  'It is removed when Plainsight starts again.': {
    de: 'Sie wird entfernt, wenn Plainsight wieder startet.',
    es: 'Se quita cuando Plainsight vuelve a iniciarse.',
  },
  'This span has no time in it.': {
    de: 'Dieser Zeitraum enthält keine Zeit.',
    es: 'Este intervalo no contiene tiempo.',
  },
  'Choose an end that is later than its start.': {
    de: 'Wählen Sie ein Ende, das nach seinem Beginn liegt.',
    es: 'Elija un final posterior a su comienzo.',
  },
  'This idle time is no longer waiting for an answer; it was kept as it was.': {
    de: 'Diese untätige Zeit wartet nicht mehr auf eine Antwort; sie wurde behalten, wie sie war.',
    es: 'Este tiempo inactivo ya no espera respuesta; se conservó como estaba.',
  },
  'You can still delete it as a span, as long as it is on this computer alone.': {
    de: 'Sie können sie als Zeitraum löschen, solange sie nur auf diesem Computer liegt.',
    es: 'Aún puede eliminarlo como intervalo, mientras esté solo en este equipo.',
  },
  'The open windows cannot be listed.': {
    de: 'Die offenen Fenster lassen sich nicht auflisten.',
    es: 'No se pueden enumerar las ventanas abiertas.',
  },
  'Your rules hold all the same.': {
    de: 'Ihre Regeln gelten trotzdem.',
    es: 'Sus reglas valen igualmente.',
  },
  'The time ends before it begins, or at the same moment.': {
    de: 'Die Zeit endet vor ihrem Beginn oder im selben Augenblick.',
    es: 'El tiempo termina antes de empezar, o en el mismo momento.',
  },
  'Choose an end that is later than the beginning.': {
    de: 'Wählen Sie ein Ende, das nach dem Beginn liegt.',
    es: 'Elija un final posterior al comienzo.',
  },
  'This time is not over yet.': {
    de: 'Diese Zeit ist noch nicht vorbei.',
    es: 'Este tiempo aún no ha terminado.',
  },
  'Choose an end that is not later than now.': {
    de: 'Wählen Sie ein Ende, das nicht in der Zukunft liegt.',
    es: 'Elija un final que no sea posterior a ahora.',
  },
  'This time reaches over midnight into another day.': {
    de: 'Diese Zeit reicht über Mitternacht in einen anderen Tag.',
    es: 'Este tiempo pasa de la medianoche a otro día.',
  },
  'Add one entry for each of the two days.': {
    de: 'Tragen Sie für jeden der beiden Tage etwas ein.',
    es: 'Añada una anotación para cada uno de los dos días.',
  },
  'This time is longer ago than your organisation keeps anything.': {
    de: 'Diese Zeit liegt länger zurück, als Ihre Organisation irgendetwas aufbewahrt.',
    es: 'Este tiempo es anterior a todo lo que su organización conserva.',
  },
  'Tell your organisation in another way.': {
    de: 'Sagen Sie es Ihrer Organisation auf anderem Weg.',
    es: 'Dígaselo a su organización de otra manera.',
  },
  'This correction does not say anything.': {
    de: 'Diese Berichtigung sagt nichts aus.',
    es: 'Esta corrección no dice nada.',
  },
  'Say that it was a call, or give it a name, a category or a note.': {
    de: 'Sagen Sie, dass es ein Gespräch war, oder geben Sie einen Namen, eine Kategorie oder eine Notiz an.',
    es: 'Indique que fue una llamada, o ponga un nombre, una categoría o una nota.',
  },
  'The entry to correct is not on that day.': {
    de: 'Der Eintrag, der berichtigt werden soll, steht nicht an diesem Tag.',
    es: 'La anotación que quiere corregir no está en ese día.',
  },
  'Choose it from its day again. To move it to another day, take it back and add it there.': {
    de: 'Wählen Sie ihn an seinem Tag noch einmal. Um ihn auf einen anderen Tag zu legen, nehmen Sie ihn zurück und tragen Sie ihn dort neu ein.',
    es: 'Elíjala de nuevo en su día. Para pasarla a otro día, retírela y añádala allí.',
  },
  'This entry was taken back.': {
    de: 'Dieser Eintrag wurde zurückgenommen.',
    es: 'Esta anotación se retiró.',
  },
  'Add the time anew.': { de: 'Tragen Sie die Zeit neu ein.', es: 'Añada el tiempo de nuevo.' },
};
