import { z } from 'zod';
import { countryText } from '../../../messages/terms-text.ts';
import { pageLanguage } from '../../parts/language.ts';

const words = z.string().catch('');

/**
 * What the page shows of a receipt (Kantara Consent Receipt 1.1), read as leniently as can be: a field that is missing or of another form
 * is left out, and the person still sees the rest.
 */
const kantaraSchema = z.object({
  version: words,
  consentReceiptID: words,
  publicKey: words,
  piiPrincipalId: words,
  sensitive: z.boolean().nullable().catch(null),
  spiCat: z.array(z.string()).catch([]),
  services: z
    .array(
      z.object({
        purposes: z
          .array(z.object({ thirdPartyDisclosure: z.boolean().catch(false), thirdPartyName: words }))
          .catch([]),
      }),
    )
    .catch([]),
  piiControllers: z
    .array(z.object({ piiController: words, contact: words, email: words, phone: words, address: z.unknown() }))
    .catch([]),
});
export type ReceiptFields = z.infer<typeof kantaraSchema>;

/** The fields of `receipt` (JSON), or null where it is none. */
export function receiptFields(receipt: string): ReceiptFields | null {
  try {
    return kantaraSchema.parse(JSON.parse(receipt));
  } catch {
    return null;
  }
}

/** To whom it is passed on, by name. */
export function passedOnTo({ services }: ReceiptFields): string[] {
  return services.flatMap(({ purposes }) =>
    purposes.filter((each) => each.thirdPartyDisclosure).map((each) => each.thirdPartyName),
  );
}

/** The parts of an address, whether it is one text or a schema.org PostalAddress. */
export function addressLines(address: unknown): string[] {
  if (typeof address === 'string') return [address];
  if (address === null || typeof address !== 'object') return [];
  return Object.entries(address).flatMap(([name, part]) =>
    typeof part !== 'string' || name.startsWith('@')
      ? []
      : [name === 'addressCountry' ? countryText(part, pageLanguage()) : part].filter((line) => line !== null),
  );
}
