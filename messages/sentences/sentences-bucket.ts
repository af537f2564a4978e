import type { Sentences } from './sentences.ts';

/** What is wrong with the bucket of an invitation: the person can only ask for another, and the remedy says what the administrator mends. */
export const bucketSentences: Sentences = {
  'The bucket’s endpoint is not an address.': {
    de: 'Die Adresse des Speichers ist keine Adresse.',
    es: 'La dirección del almacén no es una dirección.',
  },
  'Give the address as https://host or https://host:port, with a path if the provider names one.': {
    de: 'Geben Sie die Adresse als https://host oder https://host:port an, mit einem Pfad, wenn der Anbieter einen nennt.',
    es: 'Indique la dirección como https://host o https://host:port, con una ruta si el proveedor da una.',
  },
  'The bucket’s endpoint {origin} uses plain HTTP, over which anybody on the way can read and change requests.': {
    de: 'Die Adresse des Speichers, {origin}, benutzt unverschlüsseltes HTTP: Jeder auf dem Weg kann Anfragen lesen und ändern.',
    es: 'La dirección del almacén, {origin}, usa HTTP sin cifrar: cualquiera en el camino puede leer y cambiar las peticiones.',
  },
  'Use an https:// address. If the store’s certificate is its own, put that certificate into caCertificate.': {
    de: 'Nehmen Sie eine Adresse mit https://. Hat der Speicher ein eigenes Zertifikat, tragen Sie es in caCertificate ein.',
    es: 'Use una dirección https://. Si el certificado del almacén es propio, póngalo en caCertificate.',
  },
  'The bucket’s endpoint uses {protocol} instead of https.': {
    de: 'Die Adresse des Speichers benutzt {protocol} statt https.',
    es: 'La dirección del almacén usa {protocol} en vez de https.',
  },
  'The bucket’s endpoint holds a user name or password.': {
    de: 'Die Adresse des Speichers enthält einen Benutzernamen oder ein Passwort.',
    es: 'La dirección del almacén contiene un nombre de usuario o una contraseña.',
  },
  'Put credentials into accessKeyId and secretAccessKey.': {
    de: 'Zugangsdaten gehören in accessKeyId und secretAccessKey.',
    es: 'Las credenciales van en accessKeyId y secretAccessKey.',
  },
  'The bucket’s endpoint has more than a host, a port and a path.': {
    de: 'Die Adresse des Speichers hat mehr als Host, Port und Pfad.',
    es: 'La dirección del almacén tiene más que un host, un puerto y una ruta.',
  },
  'The path of the bucket’s endpoint holds more than letters, digits, dots, hyphens and underscores.': {
    de: 'Der Pfad in der Adresse des Speichers enthält mehr als Buchstaben, Ziffern, Punkte, Binde- und Unterstriche.',
    es: 'La ruta de la dirección del almacén tiene más que letras, cifras, puntos, guiones y guiones bajos.',
  },
  'A folder in the bucket goes into prefix.': {
    de: 'Ein Ordner im Bucket gehört in prefix.',
    es: 'Una carpeta del bucket va en prefix.',
  },
  'Correct {name} in the bucket’s settings, or take it out.': {
    de: 'Berichtigen Sie {name} in den Einstellungen des Buckets, oder lassen Sie es weg.',
    es: 'Corrija {name} en los ajustes del bucket, o quítelo.',
  },
  'The bucket’s settings have a field that nothing reads: {name}.': {
    de: 'Die Einstellungen des Buckets haben ein Feld, das nichts liest: {name}.',
    es: 'Los ajustes del bucket tienen un campo que nada lee: {name}.',
  },
  'The bucket’s settings have no valid {name}.': {
    de: 'Die Einstellungen des Buckets haben kein gültiges {name}.',
    es: 'Los ajustes del bucket no tienen {name} válido.',
  },
  'Give the name of the bucket: 3 to 63 lower-case letters, digits, dots and hyphens.': {
    de: 'Geben Sie den Namen des Buckets an: 3 bis 63 Kleinbuchstaben, Ziffern, Punkte und Bindestriche.',
    es: 'Indique el nombre del bucket: de 3 a 63 letras minúsculas, cifras, puntos y guiones.',
  },
  'Give the region as the storage provider writes it, for example us-east-1, or leave it out.': {
    de: 'Geben Sie die Region an, wie der Anbieter sie schreibt, zum Beispiel us-east-1, oder lassen Sie sie weg.',
    es: 'Indique la región como la escribe el proveedor, por ejemplo us-east-1, o quítela.',
  },
  'Copy the access key id again from whoever runs the store.': {
    de: 'Übernehmen Sie die Kennung des Zugangsschlüssels noch einmal von dem, der den Speicher betreibt.',
    es: 'Copie otra vez el identificador de la clave de acceso que le dio quien gestiona el almacén.',
  },
  'Copy the secret access key again from whoever runs the store.': {
    de: 'Übernehmen Sie den geheimen Zugangsschlüssel noch einmal von dem, der den Speicher betreibt.',
    es: 'Copie otra vez la clave de acceso secreta que le dio quien gestiona el almacén.',
  },
  'Paste the whole certificate, from its BEGIN CERTIFICATE line to its END CERTIFICATE line.': {
    de: 'Fügen Sie das ganze Zertifikat ein, von der Zeile BEGIN CERTIFICATE bis zur Zeile END CERTIFICATE.',
    es: 'Pegue el certificado entero, desde la línea BEGIN CERTIFICATE hasta la línea END CERTIFICATE.',
  },
  'Leave acl out, or set it to bucket-owner-full-control.': {
    de: 'Lassen Sie acl weg, oder setzen Sie es auf bucket-owner-full-control.',
    es: 'Quite acl, o póngalo en bucket-owner-full-control.',
  },
};
