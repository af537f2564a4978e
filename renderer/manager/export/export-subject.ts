import type { PersonId } from '../../../core/ids.ts';
import type { Person } from '../../../ipc/manager.ts';

/**
 * Whom or what an export is about, and for whom it is made: it stands in the files, on every page
 * of a print and in names of files.
 */
export interface ExportSubject {
  /** The person's name, or the team's. */
  readonly name: string;
  /**
   * What tells people of one name apart in names of files; null where there is nobody else of that
   * name.
   */
  readonly shortId: string | null;
  readonly organisation: string;
  readonly viewer: string;
  /** The day or the span, as the page says it. */
  readonly span: string;
  readonly zone: string;
}

/** The end of a person's id, where another one's name makes the same name of a file. */
export function shortIdOf(
  person: PersonId,
  name: string,
  people: readonly Pick<Person, 'person' | 'name'>[],
): string | null {
  const own = fileWord(name);
  const hasNamesake = people.some((each) => each.person !== person && fileWord(each.name) === own);
  return hasNamesake ? person.slice(-6).toLowerCase() : null;
}

/**
 * `Müller-Süd` of `Müller / Süd `: letters and numbers of any script, which every file system
 * takes.
 */
export function fileWord(name: string): string {
  const word = name
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .slice(0, mostLetters)
    .replaceAll(/^-+|-+$/g, '')
    .toLowerCase();
  return word === '' ? 'unnamed' : word;
}

const mostLetters = 60;
