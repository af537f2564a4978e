import { describe, expect, it } from 'vitest';
import { problem } from '../../core/problem.ts';
import { problemIn } from '../../messages/problems.ts';
import { reasonIn } from '../../messages/reasons.ts';
import { sentences, sentencesIn } from '../../messages/sentences/sentences.ts';
import { spokenProblems } from './spoken-problems.ts';

const others = ['de', 'es'] as const;
const holesOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

/** What only an administrator meets, on the command line, which speaks English. */
const administrators = new Set([
  'export-unreadable', // reading an export back is done by a command
  'office-broken', // the trial office has no page before it runs
  'office-unreadable',
  'pages-missing', // there is no page to say it on
  'port-in-use',
  'port-refused',
]);

describe('what the service says', () => {
  const problems = spokenProblems(['agent', 'seal', 'bucket', 'core', 'ipc', 'electron', 'viewer', 'web']).filter(
    ({ file, code }) => !file.startsWith('bucket/embedded/') && !administrators.has(code),
  );

  it('is found in the source', () => {
    expect(problems.length).toBeGreaterThan(100);
    expect(problems.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['enrolment-hostile', 'disk-full', 'store-denied', 'notice-changed', 'too-young']),
    );
  });

  it.each(others)('is known in %s, whoever meets it on a page', (language) => {
    const unknown = problems.flatMap(({ file, code, texts }) =>
      texts.filter((text) => sentencesIn(language, text) === null).map((text) => `${file} ${code}: ${text}`),
    );
    expect(unknown).toEqual([]);
  });
});

describe.each(Object.entries(sentences))('%s', (english, said) => {
  it('has words in every language, with the same holes', () => {
    for (const language of others) {
      expect(said[language].trim()).not.toBe('');
      expect(holesOf(said[language])).toEqual(holesOf(english));
    }
  });

  it('is what is said of it, and not another sentence with holes', () => {
    const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => `<${name}>`);
    for (const language of others) expect(sentencesIn(language, fill(english))).toBe(fill(said[language]));
  });
});

describe('a problem', () => {
  it('keeps the names that it gives', () => {
    const full = problem('disk-full', 'The disk that holds /home/a is full.', 'Try again.');
    expect(problemIn('de', full)).toEqual({
      code: 'disk-full',
      what: 'Der Datenträger mit /home/a ist voll.',
      remedy: 'Versuchen Sie es noch einmal.',
    });
  });

  it('is said part by part where one problem tells of another', () => {
    const what = 'Your view could not be recorded, so nothing is shown. The disk of the store at s3.example is full.';
    expect(sentencesIn('es', what)).toBe(
      'No se ha podido dejar constancia de su consulta, así que no se muestra nada. El disco del almacén s3.example está lleno.',
    );
  });

  it('is said inside of another sentence too', () => {
    const clock = 'This computer’s clock is 60 minutes ahead, so the store at s3.example refuses its requests.';
    expect(sentencesIn('de', clock)).toBe(
      'Die Uhr dieses Computers geht 60 Minuten vor, deshalb lehnt der Speicher s3.example seine Anfragen ab.',
    );
  });

  it.each([
    ['that nobody translated', 'The moon is full.', 'Try again.'],
    ['whose remedy nobody translated', 'Plainsight is locked.', 'Howl.'],
    ['of which one sentence is not known', 'Plainsight is locked. The moon is full.', 'Try again.'],
    ['named like a part of every object', 'constructor', 'Try again.'],
  ])('%s stays in English as a whole', (_, what, remedy) => {
    const unknown = problem('unknown', what, remedy);
    expect(problemIn('de', unknown)).toEqual(unknown);
  });

  it('is in English as the service says it', () => {
    const locked = problem('locked', 'Plainsight is locked.', 'Enter your passphrase first.');
    expect(problemIn('en', locked)).toEqual(locked);
  });
});

describe('a reason', () => {
  it('is said with its remedy, as it was recorded', () => {
    expect(
      reasonIn(
        'de',
        'There is no desktop to see: DISPLAY is not set. Start Plainsight from within the desktop session.',
      ),
    ).toBe(
      'Es gibt keinen Desktop zu sehen: DISPLAY ist nicht gesetzt. Starten Sie Plainsight aus der Desktop-Sitzung heraus.',
    );
  });

  it('that is not known stays as it was recorded', () => {
    expect(reasonIn('es', 'The moon is full.')).toBe('The moon is full.');
  });
});
