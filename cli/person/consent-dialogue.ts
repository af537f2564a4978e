import type { ConsentDecisions } from '../../agent/consent/consent-decisions.ts';
import type { EnrolmentFile } from '../../agent/enrolment/enrolment-file.ts';
import { storageOf } from '../../bucket/settings.ts';
import { type Terms, type TermsField, termsOf } from '../../core/consent/terms.ts';
import type { Language } from '../../core/language.ts';
import type { Organisation } from '../../core/organisation/organisation.ts';
import { purposes } from '../../core/organisation/purpose.ts';
import type { Result } from '../../core/result.ts';
import { printableLine } from '../../core/shown-text.ts';
import type { PurposeConsent } from '../../ipc/employee-consent.ts';
import { type KeyOf, t, type Values } from '../../messages/define.ts';
import { termsMessages } from '../../messages/employee/terms.ts';
import { wholeText } from '../../messages/problem-text.ts';
import { terminalMessages } from '../../messages/shell/terminal.ts';
import { termsFields, termsLines } from '../../messages/terms-text.ts';
import { fingerprintOf } from '../../seal/signing.ts';
import type { OwnTerminal } from '../own-terminal.ts';

type Word = KeyOf<typeof terminalMessages>;

/** What is asked of the person in their terminal, in their language. Everything that an organisation wrote is shown as what it is. */
export class ConsentDialogue {
  readonly #terminal: Pick<OwnTerminal, 'say' | 'ask'>;
  readonly #language: Language;
  readonly #zone: string;

  constructor(terminal: Pick<OwnTerminal, 'say' | 'ask'>, language: Language, zone: string) {
    this.#terminal = terminal;
    this.#language = language;
    this.#zone = zone;
  }

  say(word: Word, values: Values = {}): void {
    this.#terminal.say(this.#text(word, values));
  }

  /** Shows who asks whom for what, and where it would go; answers whether the person accepts, having said how old they are. */
  async invitation({ enrolled: { enrolment, organisation, bucket } }: EnrolmentFile): Promise<boolean> {
    this.#terminal.say();
    this.say('invites', { organisation: organisation.name });
    this.say('for-name', { name: enrolment.name });
    this.#who(organisation, fingerprintOf(enrolment.organisationKey));
    for (const purpose of purposes) {
      const terms = termsOf(organisation, purpose, storageOf(bucket));
      if (terms !== null) this.#terms(terms);
    }
    this.#terminal.say();
    this.say('nothing');
    this.say('valid', { moment: this.#moment(enrolment.expiresAt) });
    if ((await this.#asked('for-you')) !== 'yes') return false;
    if ((await this.#asked('of-age', { age: organisation.minimumAge })) !== 'yes') return false;
    this.say('accept-why');
    return (await this.#asked('accept')) === 'yes';
  }

  /** Asks about every purpose that the organisation asks for; false where the person ended it before the last one. */
  async decide(decisions: Pick<ConsentDecisions, 'state' | 'set'>): Promise<boolean> {
    const state = decisions.state();
    this.#terminal.say();
    this.say('invites', { organisation: state.organisation });
    this.#who({ name: state.organisation, controller: state.controller }, state.fingerprint);
    this.say('nothing');
    for (const [index, consent] of state.purposes.entries()) {
      this.#terminal.say();
      const purpose = t(termsMessages, this.#language, consent.purpose);
      this.say('purpose', { number: index + 1, total: state.purposes.length, purpose });
      this.#terms(consent.terms);
      if (!(await this.#decideOn(consent, decisions))) return false;
    }
    return true;
  }

  async #decideOn(consent: PurposeConsent, decisions: Pick<ConsentDecisions, 'set'>): Promise<boolean> {
    const { purpose, terms, notice, last, isAllowed, changes } = consent;
    const isConsent = terms.basis === 'consent';
    const isHeld = isAllowed && !changes.some(({ effect }) => effect === 'widens');
    if (isAllowed && last !== null) this.say(isConsent ? 'held' : 'held-read', { moment: this.#moment(last.at) });
    if (isAllowed && !isHeld) this.#changes(consent);
    const answer = await this.#asked(isHeld ? 'stay' : isConsent ? 'agree' : 'read');
    if (answer === 'ended') return false;
    if (isHeld && answer !== 'no') return this.#told('unchanged');
    if (!isConsent && answer === 'none') return this.#told('later');
    // What was shown is what is agreed to: should it have changed meanwhile, the answer is not taken.
    const done = await decisions.set(purpose, answer === 'yes', 'terminal', notice);
    if (!done.ok) this.#refused(done);
    else if (answer === 'yes') this.say(isConsent ? 'agreed' : 'read-now');
    else this.say(isConsent ? (isAllowed ? 'withdrawn' : 'refused') : 'objected');
    return true;
  }

  #told(word: Word): true {
    this.say(word);
    return true;
  }

  #refused(done: Extract<Result<null>, { ok: false }>): void {
    this.say('not-taken', { what: wholeText(this.#language, done.problem) });
  }

  #changes({ terms, read, changes }: PurposeConsent): void {
    this.say('changed');
    for (const { field } of changes) {
      const known = termsFields.find((each) => each === field);
      if (known === undefined || read === null) continue;
      this.#terminal.say(`  ${this.#name(known)}`);
      for (const text of termsLines(read, known, this.#language)) this.#indented('before', text);
      for (const text of termsLines(terms, known, this.#language)) this.#indented('now', text);
    }
  }

  #indented(word: 'before' | 'now', text: string): void {
    this.#terminal.say(`    ${this.#text(word, { text })}`);
  }

  #terms(terms: Terms): void {
    this.#terminal.say();
    this.#row(t(termsMessages, this.#language, terms.purpose), [
      t(termsMessages, this.#language, `what-${terms.purpose}`),
    ]);
    for (const field of termsFields) {
      const lines = termsLines(terms, field, this.#language);
      if (lines.length > 0) this.#row(this.#name(field), lines);
    }
  }

  #who({ name, controller }: Pick<Organisation, 'name' | 'controller'>, fingerprint: string): void {
    const { contact, address, email, phone, officer, policyUrl, jurisdiction } = controller;
    // ZZ stands for no country: the trial office says so.
    const country = jurisdiction === 'ZZ' ? null : jurisdiction;
    const rows = {
      organisation: name,
      contact,
      address,
      email,
      phone,
      officer,
      policy: policyUrl,
      jurisdiction: country,
    };
    for (const [key, value] of Object.entries({ ...rows, fingerprint }))
      if (value !== null) this.#row(t(termsMessages, this.#language, key as KeyOf<typeof termsMessages>), [value]);
  }

  #row(name: string, lines: readonly string[]): void {
    this.#terminal.say(`  ${printableLine(name)}`);
    for (const line of lines) this.#terminal.say(`    ${printableLine(line)}`);
  }

  #name(field: TermsField): string {
    return t(termsMessages, this.#language, `field-${field}`);
  }

  /** Asks until there is an answer that can be understood; `none` for the return key alone. */
  async #asked(word: Word, values: Values = {}): Promise<'yes' | 'no' | 'none' | 'ended'> {
    for (;;) {
      const typed = await this.#terminal.ask(this.#text(word, values));
      if (typed === null) return 'ended';
      const given = typed.trim().toLocaleLowerCase(this.#language);
      if (given === '') return 'none';
      if (this.#isOneOf(given, 'yes-words')) return 'yes';
      if (this.#isOneOf(given, 'no-words')) return 'no';
      this.say('not-understood');
    }
  }

  /** In any language: who answers in their own is understood, whatever the question was asked in. */
  #isOneOf(given: string, words: 'yes-words' | 'no-words'): boolean {
    return (
      t(terminalMessages, this.#language, words).split(' ').includes(given) ||
      t(terminalMessages, 'en', words).split(' ').includes(given)
    );
  }

  #moment(at: number): string {
    const locale = this.#language === 'en' ? 'en-GB' : this.#language;
    return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: this.#zone }).format(at);
  }

  #text(word: Word, values: Values): string {
    const shown = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? printableLine(value) : value]),
    );
    return t(terminalMessages, this.#language, word, shown);
  }
}
