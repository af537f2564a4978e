import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chainFaultKinds } from '../../core/day/chain-report.ts';
import { languages } from '../../core/language.ts';
import { type Problem, type ProblemCode, problem, problemCodes, problemSchema } from '../../core/problem.ts';
import { type Reason, reason, reasonCodes, reasonSchema } from '../../core/reason.ts';
import { problemText, wholeText } from '../../messages/problem-text.ts';
import { administrationProblems } from '../../messages/problems/administration.ts';
import { bucketSettingsProblems } from '../../messages/problems/bucket-settings.ts';
import { commandProblems } from '../../messages/problems/commands.ts';
import { enrolmentProblems } from '../../messages/problems/enrolment.ts';
import { keepingProblems } from '../../messages/problems/keeping.ts';
import { pageProblems } from '../../messages/problems/pages.ts';
import { reportProblems } from '../../messages/problems/reports.ts';
import { storeProblems } from '../../messages/problems/store.ts';
import { viewingProblems } from '../../messages/problems/viewing.ts';
import { reasonMessages } from '../../messages/reasons.ts';
import { sampleProblem, sampleValues } from '../fixtures/problems.ts';

const codes = Object.keys(problemCodes) as ProblemCode[];
const tables = { ...problemCodes, ...reasonCodes };
const root = new URL('../../', import.meta.url);

describe.each(languages)('in %s', (language) => {
  it.each(Object.keys(tables))('%s says what happened with every value that it takes', (code) => {
    for (const values of sampleValues(tables, code)) {
      const { what, remedy } = problemText(language, { code, values } as Problem | Reason);
      expect(what).not.toBe('');
      if (Object.hasOwn(problemCodes, code)) expect(remedy).not.toBe('');
      // The end of an object in an object is no text: a brace that is left over is a mistake in the message.
      expect(`${what} ${remedy}`.replace(/\{ "(withdrawn|port)".*?\}/g, '')).not.toMatch(/[{}]/);
    }
  });
});

it.each([
  ['en', 'Nothing was recorded on 17 November 2026.'],
  ['de', 'Am 17. November 2026 wurde nichts aufgezeichnet.'],
  ['es', 'El 17 de noviembre de 2026 no se registró nada.'],
] as const)('names a day as people write it: %s', (language, what) => {
  expect(problemText(language, problem('day-empty', { day: '2026-11-17' })).what).toBe(what);
  expect(problemText(language, problem('day-empty', { day: 'yesterday' })).what).toContain('yesterday');
});

it('has no text for a code that is not there', () => {
  const catalogues = [
    ...[bucketSettingsProblems, enrolmentProblems, keepingProblems, pageProblems, reportProblems, storeProblems],
    ...[viewingProblems, administrationProblems, reasonMessages, { en: commandProblems }],
  ];
  const keys = catalogues.flatMap(({ en }) => Object.keys(en).map((key) => key.replace(/-remedy$/, '')));
  expect([...new Set(keys)].filter((code) => !Object.hasOwn(tables, code))).toEqual([]);
});

it('tells problems and reasons apart by their codes', () =>
  expect(codes.filter((code) => Object.hasOwn(reasonCodes, code))).toEqual([]));

it('has no code that nothing makes', () => {
  const sources = [
    'core',
    'disk',
    'seal',
    'bucket',
    'ipc',
    'agent',
    'viewer',
    'org',
    'administrator',
    'web',
    'electron',
    'renderer',
  ];
  const files = [...sources, 'cli', 'scripts'].flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, root), { recursive: true, encoding: 'utf8' })
      .map((file) => `${folder}/${file}`)
      .filter((file) => /\.tsx?$/.test(file) && !/^core\/(command-)?(problem|reason)/.test(file)),
  );
  const product = files.map((file) => readFileSync(new URL(file, root), 'utf8')).join('\n');
  const made = new Set(chainFaultKinds.map((kind) => `chain-${kind}`));
  const unmade = ['unknown-problem', 'unknown-reason'];
  expect(
    Object.keys(tables).filter((code) => !made.has(code) && !unmade.includes(code) && !product.includes(`'${code}'`)),
  ).toEqual([]);
});

describe('a problem from outside', () => {
  it('is read back as it was sent, with what it tells of', () => {
    for (const code of codes) {
      const sent = sampleProblem(code);
      expect(problemSchema.parse(JSON.parse(JSON.stringify(sent)))).toEqual(sent);
    }
  });

  it.each([
    ['a code that is not known', { code: 'moon-full', values: {} }, 'moon-full'],
    ['a value too few', { code: 'disk-full', values: {} }, 'disk-full'],
    ['a value too many', { code: 'locked', values: { secret: 'x' } }, 'locked'],
    ['a value of another kind', { code: 'disk-full', values: { folder: 3 } }, 'disk-full'],
    ['the name of a part of every object', { code: 'constructor', values: {} }, 'constructor'],
  ])('with %s is a plain problem of its own', (_, sent, name) => {
    const read = problemSchema.parse(sent);
    expect(read).toEqual(problem('unknown-problem', { name }));
    expect(wholeText('en', read)).toContain(name);
    expect(reasonSchema.parse(sent)).toEqual(reason('unknown-reason', { name }));
  });

  it.each([[null], ['locked'], [{ code: 'Locked!', values: {} }], [{ code: 'locked' }]])('is none: %j', (sent) =>
    expect(problemSchema.safeParse(sent).success).toBe(false),
  );
});

describe('a text', () => {
  it('keeps the names that it gives, on one line and of one direction', () => {
    const told = problem('disk-full', { folder: '/home/a\r\n\u202eb' });
    expect(problemText('de', told).what).toBe('Der Datenträger mit /home/a\\u{d}\\u{a}\\u{202e}b ist voll.');
  });

  it('takes no message from a value', () => {
    const told = problem('disk-full', { folder: '{folder, select, other {x}} <b>' });
    expect(problemText('en', told).what).toBe('The disk that holds {folder, select, other {x}} <b> is full.');
  });

  it('tells of another problem, and has its remedy', () => {
    const told = problem('receipt-refused', { cause: problem('store-full', { host: 's3.example' }) });
    expect(problemText('es', told)).toEqual({
      what: 'No se ha podido dejar constancia de su consulta, así que no se muestra nada. El disco del almacén s3.example está lleno.',
      remedy: problemText('es', problem('store-full', { host: 's3.example' })).remedy,
    });
  });

  it('says how far a clock is off', () => {
    const told = problem('store-clock', { host: 's3.example', skew: 'ahead', amount: 60, unit: 'minutes' });
    expect(problemText('de', told).what).toBe(
      'Die Uhr dieses Computers geht 60 Minuten vor, deshalb lehnt der Speicher s3.example seine Anfragen ab.',
    );
  });

  it('says a reason with its remedy', () =>
    expect(wholeText('de', reason('no-display'))).toBe(
      'Es gibt keinen Desktop zu sehen: DISPLAY ist nicht gesetzt. Starten Sie Plainsight aus der Desktop-Sitzung heraus.',
    ));
});
