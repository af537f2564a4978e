import { orgKey } from '../bucket/layout.ts';
import type { ObjectStore } from '../bucket/object-store.ts';
import type { LocalText } from '../core/language.ts';
import {
  type Controller,
  type KeptDays,
  type Organisation,
  organisationSchema,
  type PurposeNotice,
  type RecordingSettings,
} from '../core/organisation/organisation.ts';
import type { ListedProject } from '../core/organisation/projects.ts';
import { type Purpose, recordedPurposes } from '../core/organisation/purpose.ts';
import type { Result } from '../core/result.ts';
import type { Category } from '../core/rules/categories.ts';
import { type KeyKind, type KeyPair, newKeyPair } from '../seal/age.ts';
import { newSigningPair, type PublicKey, type SigningPair, signDocument } from '../seal/signing.ts';

/** An organisation with its signing key and recovery identities, which are kept offline. */
export interface OrganisationKeys {
  readonly signing: SigningPair;
  readonly recovery: readonly KeyPair[];
  readonly document: Organisation;
}

/** What of it signs: all that is needed once the recovery identities are kept elsewhere. */
export interface Signing extends Pick<OrganisationKeys, 'signing' | 'document'> {
  /** The key that everybody pinned, where it is not that of `signing`. */
  readonly organisationKey?: PublicKey;
}

export interface NewOrganisation {
  readonly name: string;
  readonly controller: Controller;
  readonly settings?: Partial<RecordingSettings>;
  readonly purposes?: readonly PurposeNotice[];
  readonly categories?: readonly Category[];
  readonly smallestGroup?: number;
  /** Of every key in the organisation. X25519 unless given. */
  readonly keys?: KeyKind;
  readonly minimumAge?: number;
  readonly projects?: readonly ListedProject[];
  readonly timesheetsAlone?: boolean;
}

const reasons: Readonly<Record<Purpose, LocalText>> = {
  apps: {
    en: 'To see on which programs working time goes.',
    de: 'Um zu sehen, auf welche Programme Arbeitszeit entfällt.',
    es: 'Para ver en qué programas se emplea el tiempo de trabajo.',
  },
  titles: {
    en: 'To see which task or document a time belongs to.',
    de: 'Um zu sehen, zu welcher Aufgabe oder welchem Dokument eine Zeit gehört.',
    es: 'Para ver a qué tarea o documento pertenece un tiempo.',
  },
  websites: {
    en: 'To see which websites the work needs.',
    de: 'Um zu sehen, welche Websites die Arbeit braucht.',
    es: 'Para ver qué sitios web necesita el trabajo.',
  },
  'input-counts': {
    en: 'To tell reading from writing, by how many keys and clicks, never which.',
    de: 'Um Lesen von Schreiben zu unterscheiden: wie viele Tasten und Klicks, nie welche.',
    es: 'Para distinguir leer de escribir: cuántas teclas y clics, nunca cuáles.',
  },
  presence: {
    en: 'To know the working time.',
    de: 'Um die Arbeitszeit zu kennen.',
    es: 'Para conocer el tiempo de trabajo.',
  },
  screenshots: {
    en: 'To document the work that was done.',
    de: 'Um die geleistete Arbeit zu belegen.',
    es: 'Para documentar el trabajo realizado.',
  },
  timesheets: {
    en: 'To know the hours worked on each project, by the weeks that you hand in.',
    de: 'Um die Stunden je Projekt zu kennen, nach den Wochen, die Sie einreichen.',
    es: 'Para conocer las horas de cada proyecto, según las semanas que usted entrega.',
  },
};

const seenBy: LocalText = {
  en: 'The managers to whom your organisation gives access, each with a key of their own. Every look is recorded for you.',
  de: 'Die Vorgesetzten, denen Ihre Organisation Zugang gibt, jede Person mit eigenem Schlüssel. Jeder Blick wird für Sie festgehalten.',
  es: 'Los responsables a los que su organización da acceso, cada uno con su propia clave. Cada consulta queda registrada para usted.',
};
const seenFrom: LocalText = {
  en: 'From the computers of these managers.',
  de: 'Von den Computern dieser Vorgesetzten aus.',
  es: 'Desde los equipos de estos responsables.',
};

/** What is said of a purpose unless the organisation says otherwise: by consent, for 30, 90 or 730 days, and gone a month later at the latest (pictures: ten days). */
export function usualNoticeOf(purpose: Purpose): PurposeNotice {
  return { purpose, why: reasons[purpose], keptDays: usualKeptDays(purpose), basis: 'consent', seenBy, seenFrom };
}

function usualKeptDays(purpose: Purpose): KeptDays {
  if (purpose === 'screenshots') return { least: 30, most: 40 };
  return purpose === 'timesheets' ? { least: 730, most: 760 } : { least: 90, most: 120 };
}

/**
 * What an organisation asks for unless it says otherwise: everything that can be recorded.
 * Timesheets it has to ask for by name.
 */
export const usualPurposes: readonly PurposeNotice[] = recordedPurposes.map(usualNoticeOf);

/** Makes an organisation with two recovery identities. */
export async function createOrganisation({
  name,
  controller,
  settings,
  purposes,
  categories,
  smallestGroup,
  keys,
  minimumAge,
  projects,
  timesheetsAlone,
}: NewOrganisation): Promise<OrganisationKeys> {
  const recovery = [await newKeyPair(keys), await newKeyPair(keys)];
  const document = organisationSchema.parse({
    format: 'plainsight-org/1',
    version: 1,
    name,
    controller,
    ...(minimumAge === undefined ? {} : { minimumAge }),
    recovery: recovery.map(({ recipient }) => recipient),
    purposes: purposes ?? usualPurposes,
    settings: settings ?? {},
    ...(categories === undefined ? {} : { categories }),
    ...(smallestGroup === undefined ? {} : { smallestGroup }),
    ...(projects === undefined ? {} : { projects }),
    ...(timesheetsAlone === undefined ? {} : { timesheetsAlone }),
  });
  return { signing: newSigningPair(), recovery, document };
}

export function signedOrganisation({ signing, document }: Signing): Uint8Array {
  return signDocument(document, signing.privateKey);
}

export async function publishOrganisation(keys: Signing, store: ObjectStore, prefix: string): Promise<Result<void>> {
  return store.put(orgKey(prefix), signedOrganisation(keys));
}
