import { defineMessages } from '../define.ts';

/** What is wrong with the bucket of an invitation: the person can only ask for another, and the remedy says what the administrator mends. */
export const bucketSettingsProblems = defineMessages({
  en: {
    'settings-endpoint': 'The bucket’s endpoint is not an address.',
    'settings-endpoint-remedy':
      'Give the address as https://host or https://host:port, with a path if the provider names one.',
    'settings-endpoint-protocol': 'The bucket’s endpoint uses {protocol} instead of https.',
    'settings-endpoint-protocol-remedy':
      'Give the address as https://host or https://host:port, with a path if the provider names one.',
    'settings-endpoint-credential': 'The bucket’s endpoint holds a user name or password.',
    'settings-endpoint-credential-remedy': 'Put credentials into accessKeyId and secretAccessKey.',
    'settings-endpoint-surplus': 'The bucket’s endpoint has more than a host, a port and a path.',
    'settings-endpoint-surplus-remedy':
      'Give the address as https://host or https://host:port, with a path if the provider names one. A folder in the bucket goes into prefix.',
    'settings-endpoint-path':
      'The path of the bucket’s endpoint holds more than letters, digits, dots, hyphens and underscores.',
    'settings-endpoint-path-remedy':
      'Give the address as https://host or https://host:port, with a path if the provider names one. A folder in the bucket goes into prefix.',
    'settings-field-unknown': 'The bucket’s settings have a field that nothing reads: {name}.',
    'settings-field-unknown-remedy': 'Correct {name} in the bucket’s settings, or take it out.',
    'settings-keys-bucket': 'The keys of days lie in the same bucket as everything else: keysBucket names it again.',
    'settings-keys-bucket-remedy': 'Name another bucket in keysBucket, or leave it out.',
    'settings-field': 'The bucket’s settings have no valid {name}.',
    'settings-field-remedy':
      '{name, select, bucket {Give the name of the bucket: 3 to 63 lower-case letters, digits, dots and hyphens.} region {Give the region as the storage provider writes it, for example us-east-1, or leave it out.} accessKeyId {Copy the access key id again from whoever runs the store.} secretAccessKey {Copy the secret access key again from whoever runs the store.} caCertificate {Paste the whole certificate, from its BEGIN CERTIFICATE line to its END CERTIFICATE line.} acl {Leave acl out, or set it to bucket-owner-full-control.} other {Correct {name} in the bucket’s settings, or take it out.}}',
    'settings-plain-http':
      'The bucket’s endpoint {origin} uses plain HTTP, over which anybody on the way can read and change requests.',
    'settings-plain-http-remedy':
      'Use an https:// address. If the store’s certificate is its own, put that certificate into caCertificate.',
  },
  de: {
    'settings-endpoint': 'Die Adresse des Speichers ist keine Adresse.',
    'settings-endpoint-remedy':
      'Geben Sie die Adresse als https://host oder https://host:port an, mit einem Pfad, wenn der Anbieter einen nennt.',
    'settings-endpoint-protocol': 'Die Adresse des Speichers benutzt {protocol} statt https.',
    'settings-endpoint-protocol-remedy':
      'Geben Sie die Adresse als https://host oder https://host:port an, mit einem Pfad, wenn der Anbieter einen nennt.',
    'settings-endpoint-credential': 'Die Adresse des Speichers enthält einen Benutzernamen oder ein Passwort.',
    'settings-endpoint-credential-remedy': 'Zugangsdaten gehören in accessKeyId und secretAccessKey.',
    'settings-endpoint-surplus': 'Die Adresse des Speichers hat mehr als Host, Port und Pfad.',
    'settings-endpoint-surplus-remedy':
      'Geben Sie die Adresse als https://host oder https://host:port an, mit einem Pfad, wenn der Anbieter einen nennt. Ein Ordner im Bucket gehört in prefix.',
    'settings-endpoint-path':
      'Der Pfad in der Adresse des Speichers enthält mehr als Buchstaben, Ziffern, Punkte, Binde- und Unterstriche.',
    'settings-endpoint-path-remedy':
      'Geben Sie die Adresse als https://host oder https://host:port an, mit einem Pfad, wenn der Anbieter einen nennt. Ein Ordner im Bucket gehört in prefix.',
    'settings-field-unknown': 'Die Einstellungen des Buckets haben ein Feld, das nichts liest: {name}.',
    'settings-field-unknown-remedy': 'Berichtigen Sie {name} in den Einstellungen des Buckets, oder lassen Sie es weg.',
    'settings-keys-bucket':
      'Die Schlüssel der Tage liegen im selben Bucket wie alles andere: keysBucket nennt ihn noch einmal.',
    'settings-keys-bucket-remedy': 'Nennen Sie in keysBucket einen anderen Bucket, oder lassen Sie es weg.',
    'settings-field': 'Die Einstellungen des Buckets haben kein gültiges {name}.',
    'settings-field-remedy':
      '{name, select, bucket {Geben Sie den Namen des Buckets an: 3 bis 63 Kleinbuchstaben, Ziffern, Punkte und Bindestriche.} region {Geben Sie die Region an, wie der Anbieter sie schreibt, zum Beispiel us-east-1, oder lassen Sie sie weg.} accessKeyId {Übernehmen Sie die Kennung des Zugangsschlüssels noch einmal von dem, der den Speicher betreibt.} secretAccessKey {Übernehmen Sie den geheimen Zugangsschlüssel noch einmal von dem, der den Speicher betreibt.} caCertificate {Fügen Sie das ganze Zertifikat ein, von der Zeile BEGIN CERTIFICATE bis zur Zeile END CERTIFICATE.} acl {Lassen Sie acl weg, oder setzen Sie es auf bucket-owner-full-control.} other {Berichtigen Sie {name} in den Einstellungen des Buckets, oder lassen Sie es weg.}}',
    'settings-plain-http':
      'Die Adresse des Speichers, {origin}, benutzt unverschlüsseltes HTTP: Jeder auf dem Weg kann Anfragen lesen und ändern.',
    'settings-plain-http-remedy':
      'Nehmen Sie eine Adresse mit https://. Hat der Speicher ein eigenes Zertifikat, tragen Sie es in caCertificate ein.',
  },
  es: {
    'settings-endpoint': 'La dirección del almacén no es una dirección.',
    'settings-endpoint-remedy':
      'Indique la dirección como https://host o https://host:port, con una ruta si el proveedor da una.',
    'settings-endpoint-protocol': 'La dirección del almacén usa {protocol} en vez de https.',
    'settings-endpoint-protocol-remedy':
      'Indique la dirección como https://host o https://host:port, con una ruta si el proveedor da una.',
    'settings-endpoint-credential': 'La dirección del almacén contiene un nombre de usuario o una contraseña.',
    'settings-endpoint-credential-remedy': 'Las credenciales van en accessKeyId y secretAccessKey.',
    'settings-endpoint-surplus': 'La dirección del almacén tiene más que un host, un puerto y una ruta.',
    'settings-endpoint-surplus-remedy':
      'Indique la dirección como https://host o https://host:port, con una ruta si el proveedor da una. Una carpeta del bucket va en prefix.',
    'settings-endpoint-path':
      'La ruta de la dirección del almacén tiene más que letras, cifras, puntos, guiones y guiones bajos.',
    'settings-endpoint-path-remedy':
      'Indique la dirección como https://host o https://host:port, con una ruta si el proveedor da una. Una carpeta del bucket va en prefix.',
    'settings-field-unknown': 'Los ajustes del bucket tienen un campo que nada lee: {name}.',
    'settings-field-unknown-remedy': 'Corrija {name} en los ajustes del bucket, o quítelo.',
    'settings-keys-bucket':
      'Las claves de los días están en el mismo bucket que todo lo demás: keysBucket lo nombra otra vez.',
    'settings-keys-bucket-remedy': 'Indique otro bucket en keysBucket, o quítelo.',
    'settings-field': 'Los ajustes del bucket no tienen {name} válido.',
    'settings-field-remedy':
      '{name, select, bucket {Indique el nombre del bucket: de 3 a 63 letras minúsculas, cifras, puntos y guiones.} region {Indique la región como la escribe el proveedor, por ejemplo us-east-1, o quítela.} accessKeyId {Copie otra vez el identificador de la clave de acceso que le dio quien gestiona el almacén.} secretAccessKey {Copie otra vez la clave de acceso secreta que le dio quien gestiona el almacén.} caCertificate {Pegue el certificado entero, desde la línea BEGIN CERTIFICATE hasta la línea END CERTIFICATE.} acl {Quite acl, o póngalo en bucket-owner-full-control.} other {Corrija {name} en los ajustes del bucket, o quítelo.}}',
    'settings-plain-http':
      'La dirección del almacén, {origin}, usa HTTP sin cifrar: cualquiera en el camino puede leer y cambiar las peticiones.',
    'settings-plain-http-remedy':
      'Use una dirección https://. Si el certificado del almacén es propio, póngalo en caCertificate.',
  },
});
