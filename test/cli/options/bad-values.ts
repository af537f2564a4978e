import type { FolderScene } from './bad-values-scene.ts';

/** Wrong values of one option, by what is wrong with them. */
export type BadValues = (scene: FolderScene) => Readonly<Record<string, string>>;

/** What no option takes, whatever it is for. */
export const badForAll: Readonly<Record<string, string>> = {
  nothing: '',
  spaces: '   ',
  'a control character': 'x\u001b[2Jy',
  'a line feed': 'one\ntwo',
  NUL: 'x\u0000y',
  'a turn of direction': 'x\u202ey',
  'no width': 'x\u200by',
};

/** Longer than any value is, but for lists of ids and names. */
const tooLong = { '10,000 characters': 'x'.repeat(10_000) };

/** Wrong as a number from `least` to `most`. */
export function badNumber(least: number, most: number): BadValues {
  return () => ({
    ...tooLong,
    words: 'many',
    hexadecimal: '0x50',
    exponent: '1e1',
    negative: '-1',
    signed: `+${most}`,
    fraction: `${least}.5`,
    'a space': ` ${most}`,
    'wide digits': '１８',
    'Arabic digits': '١٨',
    'a unit': `${most}d`,
    Infinity: 'Infinity',
    'more than there is room for': '99999999999999999999',
    'over the most': String(most + 1),
    ...(least > 0 ? { 'under the least': String(least - 1) } : {}),
  });
}

const badPath = { ...tooLong, 'a path through a file': 'package.json/inside' };

export const badFile: BadValues = ({ aFolder, missing, secret, key }) => ({
  ...badPath,
  'a folder': aFolder,
  'a path that is not there': missing,
  'a passphrase in its place': secret,
  'a key in its place': key,
});

export const badNewFile: BadValues = ({ aFile, aFolder, missing }) => ({
  ...badPath,
  'a file that is there': aFile,
  'a folder': aFolder,
  'a folder that is not there': `${missing}/x.json`,
  'a new folder': `${missing}/`,
});

export const badFolder: BadValues = ({ aFile, aFolder, missing, secret, key }) => ({
  ...badPath,
  'a file': aFile,
  'a path that is not there': missing,
  'a folder of something else': aFolder,
  'a passphrase in its place': secret,
  'a key in its place': key,
});

/** The same, where what is in the folder is looked at later. */
export const badAnyFolder: BadValues = (scene) => {
  const { 'a folder of something else': _, ...others } = badFolder(scene);
  return others;
};

export const badNewFolder: BadValues = ({ aFile }) => ({
  ...badPath,
  'a file': aFile,
  'inside of a file': `${aFile}/x`,
});

export const badEmptyFolder: BadValues = (scene) => ({
  ...badNewFolder(scene),
  'a folder that is not empty': scene.folder,
});

export const badText: BadValues = () => tooLong;

export const badName: BadValues = () => ({ ...tooLong, '201 characters': 'x'.repeat(201) });

export const badId: BadValues = ({ secret }) => ({
  ...tooLong,
  'a name': 'Ada',
  'too short': 'a'.repeat(25),
  'too long': 'a'.repeat(27),
  'letters that are none': 'u'.repeat(26),
  capitals: 'A'.repeat(26),
  'wide letters': 'ａ'.repeat(26),
  'a path': '../../org.json',
  'a secret': secret,
});

export const badIds: BadValues = (scene) => ({
  ...badId(scene),
  'an empty one': `${'a'.repeat(26)},`,
  'a bad one among good ones': `${'a'.repeat(26)},Ada`,
});

export const badNames: BadValues = () => ({
  'an empty one': 'One,,Two',
  'a long one': `One,${'x'.repeat(201)}`,
  'one of spaces': 'One, ',
});

export const badDay: BadValues = () => ({
  ...tooLong,
  words: 'May',
  'another order': '31.03.2026',
  'a month that is none': '2026-13-01',
  'a day that is none': '2026-02-30',
  'wide digits': '２０２６-03-01',
  'a moment': '2026-03-01T00:00:00Z',
});

export const badZone: BadValues = () => ({ ...tooLong, unknown: 'Mars/Olympus', path: '../etc', posix: 'CET-1CEST' });

export const badBucket: BadValues = () => ({
  ...tooLong,
  capitals: 'Plainsight',
  'an underscore': 'plain_sight',
  short: 'ab',
  'a slash': 'a/b/c',
});

export const badHost: BadValues = () => ({
  ...tooLong,
  'a name': 'store',
  'another computer': '192.0.2.1',
  'a number': '1',
  hexadecimal: '0x7f000001',
  'a part missing': '127.0.0',
  'with a port': '127.0.0.1:80',
  'an address of the web': 'https://127.0.0.1',
  'wide digits': '１２７.0.0.1',
});

export const badServerName: BadValues = () => ({
  ...tooLong,
  'an underscore': 'my_store',
  'a space': 'my store',
  'other letters': 'büro.example',
  'an address of the web': 'https://store.example',
  'a star': '*.example.com',
  'two dots': 'store..example',
  'a number': '300.1.1.1',
});

export const badEmail: BadValues = () => ({
  ...tooLong,
  'no at': 'nobody',
  'no host': 'a@',
  spaces: 'a b@example.com',
});

export const badPhone: BadValues = () => ({ ...tooLong, short: '12', long: '1'.repeat(51) });

export const badCountry: BadValues = () => ({
  ...tooLong,
  'a name': 'Germany',
  small: 'de',
  'wide letters': 'ＤＥ',
  number: '49',
});

export const badWord: BadValues = ({ secret }) => ({
  ...tooLong,
  'another word': 'rsa',
  capitals: 'OWNER',
  'a secret': secret,
});

export const badUser: BadValues = () => ({
  ...tooLong,
  'a space': 'a b',
  'a slash': 'a/b',
  '65 characters': 'x'.repeat(65),
});

export const badKey: BadValues = ({ secret }) => ({ ...tooLong, words: 'the key', short: 'QUJD', 'a secret': secret });

export const badCode: BadValues = () => ({ ...tooLong, 'other characters': '<code>', 'a path': '../x' });
