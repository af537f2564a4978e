import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  type About,
  type AboutField,
  aboutChanges,
  aboutOf,
  aboutSchema,
  canonicalText,
  type NamedViewer,
} from '../../core/consent/about.ts';
import { readJson } from '../../core/json.ts';
import { type Access, accessSchema } from '../../core/organisation/access.ts';
import type { Organisation } from '../../core/organisation/organisation.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { openViewerName } from '../../seal/viewer-name.ts';
import type { Enrolled } from '../enrolment/enrolment.ts';
import type { Vault } from '../vault/vault.ts';

/** What was seen last. Names of viewers stay sealed in it. */
const seenSchema = z.object({
  about: aboutSchema.omit({ viewers: true }),
  viewers: accessSchema.shape.viewers,
});
type Seen = z.infer<typeof seenSchema>;

const fact = 'seen-about';

export interface NewsOptions {
  readonly vault: Pick<Vault, 'fact' | 'setFact'>;
  readonly enrolled: Enrolled;
  readonly organisation: () => Organisation;
  readonly access: () => Access;
}

/** What changed since the person last looked and asks for no decision. `hash`: of the present. */
export interface NewsReport {
  readonly hash: string;
  readonly before: About;
  readonly changed: AboutField[];
}

/** Reports new contacts, categories and viewers of the organisation until they were seen. */
export class News {
  readonly #options: NewsOptions;
  #known: { readonly of: readonly unknown[]; readonly report: NewsReport | null } | null = null;

  constructor(options: NewsOptions) {
    this.#options = options;
  }

  get about(): About {
    const { organisation, access } = this.#options;
    return aboutOf(organisation(), this.#named(access().viewers));
  }

  /** Null: nothing is new. Cached for the same documents, since each status asks. */
  get report(): NewsReport | null {
    const { vault, organisation, access } = this.#options;
    const of = [organisation(), access(), vault.fact(fact)];
    if (this.#known?.of.every((each, index) => each === of[index])) return this.#known.report;
    const before = this.#before();
    const now = this.about;
    const changed = aboutChanges(before, now);
    const report = changed.length === 0 ? null : { hash: hashOf(now), before, changed };
    this.#known = { of, report };
    return report;
  }

  /** The person has seen what `hash` is of. Problem code: `news-changed`. */
  seen(hash: string): Result<null> {
    const now = this.about;
    if (hash !== hashOf(now)) return fail(newsChanged);
    const { viewers: _, ...about } = now;
    const seen = { about, viewers: this.#options.access().viewers } satisfies Seen;
    const kept = this.#options.vault.setFact(fact, JSON.stringify(seen));
    return kept.ok ? ok(null) : kept;
  }

  /** What cannot be read counts as what came with the enrolment: that reports more. */
  #before(): About {
    const { vault, enrolled } = this.#options;
    const seen = seenSchema.safeParse(readJson(vault.fact(fact) ?? ''));
    return seen.success
      ? { ...seen.data.about, viewers: this.#named(seen.data.viewers) }
      : aboutOf(enrolled.organisation, this.#named(enrolled.access.viewers));
  }

  /** A viewer whose name cannot be read is named by nothing, and never left out. */
  #named(viewers: Access['viewers']): NamedViewer[] {
    const { person, enrolmentKey } = this.#options.enrolled.enrolment;
    return viewers.map(({ viewer, sealedName, spans }) => ({
      viewer,
      name: openViewerName(enrolmentKey, { person, viewer }, sealedName),
      spans,
    }));
  }
}

function hashOf(about: About): string {
  return createHash('sha256').update(canonicalText(about)).digest('hex');
}

const newsChanged = problem('news-changed');
