import type { ConsentRecord } from '../core/consent/consent.ts';
import { type ControllerIdentity, languagesOf } from '../core/consent/consent-record.ts';
import type { PersonId } from '../core/ids.ts';
import { type Language, textIn } from '../core/language.ts';
import { t } from './define.ts';
import { receiptMessages } from './employee/receipt.ts';
import { termsMessages } from './employee/terms.ts';

export interface ConsentReceiptInput {
  readonly entry: ConsentRecord;
  readonly controller: ControllerIdentity;
  readonly person: PersonId;
  /** Ed25519 public key (base64 SPKI) that the record of this entry is signed with. */
  readonly publicKey: string;
  /** The person's; the receipt speaks it where the notice was given in it. */
  readonly language: Language;
}

/**
 * The receipt of one entry, with the fields of the Kantara Consent Receipt Specification 1.1.0 (section 4.3; JSON schema in its appendix B).
 * `consentTimestamp` is in seconds since 1970. An entry that says no gets one too: its purpose then has the consent type that says so.
 */
export function consentReceiptOf({ entry, controller, person, publicKey, language }: ConsentReceiptInput) {
  const { terms, event } = entry;
  const { details } = controller;
  // A receipt speaks one language: that of the notice where the notice was not given in the one that is asked for.
  const spoken = languagesOf(terms).some((each) => each === language || each === 'und') ? language : 'en';
  return {
    version: 'KI-CR-v1.1.0',
    jurisdiction: details.jurisdiction,
    consentTimestamp: Math.floor(entry.at / 1000),
    collectionMethod: t(receiptMessages, spoken, `by-${entry.given}`),
    consentReceiptID: entry.id,
    publicKey,
    language: spoken,
    piiPrincipalId: person,
    piiControllers: [
      {
        piiController: controller.name,
        onBehalf: false,
        contact: details.contact,
        address: { streetAddress: details.address, addressCountry: details.jurisdiction },
        email: details.email,
        phone: details.phone,
        ...(details.policyUrl === null ? {} : { piiControllerUrl: details.policyUrl }),
      },
    ],
    // Where the organisation publishes no policy, the notice that was shown is named by its hash.
    policyUrl: details.policyUrl ?? `urn:plainsight:notice:${entry.notice}`,
    services: [
      {
        service: 'Plainsight',
        purposes: [
          {
            purpose: textIn(terms.why, spoken),
            purposeCategory: [terms.purpose],
            consentType: consentTypes[event],
            legalBasis: terms.basis,
            piiCategory: [t(termsMessages, spoken, `what-${terms.purpose}`)],
            primaryPurpose: true,
            termination: t(receiptMessages, spoken, 'termination', terms.keptDays),
            // Viewers belong to the controller; nobody else can decrypt.
            thirdPartyDisclosure: false,
            seenBy: textIn(terms.seenBy, spoken),
            seenFrom: textIn(terms.seenFrom, spoken),
          },
        ],
      },
    ],
    // Screens and titles may show anything, also what GDPR Art. 9 speaks of; nothing is sought of it.
    sensitive: false,
    spiCat: [],
  };
}

/** Kantara knows EXPLICIT and IMPLICIT consent; what is no consent is not called one. */
const consentTypes: Readonly<Record<ConsentRecord['event'], string>> = {
  agreed: 'EXPLICIT',
  refused: 'REFUSED',
  withdrawn: 'WITHDRAWN',
  read: 'NOTICE READ',
  objected: 'OBJECTED',
  narrowed: 'NARROWED',
};
